import type { Recipe } from "../recipe.ts";
import { appsScript } from "./apps-script.ts";
import { csharpHeader } from "./csharp-header.ts";
import { csharpHttpClient } from "./csharp-http-client.ts";
import { csharpJusteat } from "./csharp-justeat.ts";
import { csharpRestsharp } from "./csharp-restsharp.ts";
import { csharpSpeedygeek } from "./csharp-speedygeek.ts";
import { csharpZendeskApiV2 } from "./csharp-zendeskapi-v2.ts";
import { goNetHttp } from "./go-net-http.ts";
import { goZendesk } from "./go-zendesk.ts";
import { javaHeader } from "./java-header.ts";
import { javaHttpClient } from "./java-http-client.ts";
import { javaOkhttp } from "./java-okhttp.ts";
import { javaSpring } from "./java-spring.ts";
import { javaUrlConnection } from "./java-url-connection.ts";
import { javaWebClient } from "./java-web-client.ts";
import { javaZendeskClient } from "./java-zendesk-client.ts";
import { javascriptAxios } from "./javascript-axios.ts";
import { javascriptComponent } from "./javascript-component.ts";
import { javascriptFetch } from "./javascript-fetch.ts";
import { javascriptGot } from "./javascript-got.ts";
import { javascriptHeader } from "./javascript-header.ts";
import { javascriptHttps } from "./javascript-https.ts";
import { javascriptKy } from "./javascript-ky.ts";
import { javascriptRequest } from "./javascript-request.ts";
import { javascriptSuperagent } from "./javascript-superagent.ts";
import { javascriptUndici } from "./javascript-undici.ts";
import { kotlinHeader } from "./kotlin-header.ts";
import { kotlinHttpClient } from "./kotlin-http-client.ts";
import { kotlinOkhttp } from "./kotlin-okhttp.ts";
import { kotlinSpring } from "./kotlin-spring.ts";
import { kotlinUrlConnection } from "./kotlin-url-connection.ts";
import { kotlinWebClient } from "./kotlin-web-client.ts";
import { nodeZendesk } from "./node-zendesk.ts";
import { phpCurl } from "./php-curl.ts";
import { phpGuzzle } from "./php-guzzle.ts";
import { phpLaravelHttp } from "./php-laravel-http.ts";
import { phpSaloon } from "./php-saloon.ts";
import { phpWordpress } from "./php-wordpress.ts";
import { phpZendeskClient } from "./php-zendesk-client.ts";
import { phpZendeskLaravel } from "./php-zendesk-laravel.ts";
import { powershellRest } from "./powershell-rest.ts";
import { pythonAiohttp } from "./python-aiohttp.ts";
import { pythonHttpx } from "./python-httpx.ts";
import { pythonRequests } from "./python-requests.ts";
import { pythonSinger } from "./python-singer.ts";
import { pythonUrllib } from "./python-urllib.ts";
import { pythonZdesk } from "./python-zdesk.ts";
import { pythonZenpy } from "./python-zenpy.ts";
import { rubyFaraday } from "./ruby-faraday.ts";
import { rubyGdsZendesk } from "./ruby-gds-zendesk.ts";
import { rubyHttparty } from "./ruby-httparty.ts";
import { rubyNetHttp } from "./ruby-net-http.ts";
import { rubyRestClient } from "./ruby-rest-client.ts";
import { rubyTyphoeus } from "./ruby-typhoeus.ts";
import { rubyZendeskApi } from "./ruby-zendesk-api.ts";
import { shellCi } from "./shell-ci.ts";
import { shellEmbedded } from "./shell-embedded.ts";
import { shellHttpFile } from "./shell-http-file.ts";
import { shellScript } from "./shell-script.ts";
import { shellSettings } from "./shell-settings.ts";
import { shellZcli } from "./shell-zcli.ts";
import { zendeskNodeApi } from "./zendesk-node-api.ts";

/** All recipes, in the order in which a site is offered to them. */
export const recipes: readonly Recipe[] = [
  csharpHttpClient,
  csharpRestsharp,
  csharpZendeskApiV2,
  csharpJusteat,
  csharpSpeedygeek,
  csharpHeader,
  goNetHttp,
  goZendesk,
  javaHttpClient,
  javaUrlConnection,
  javaOkhttp,
  javaSpring,
  javaWebClient,
  javaHeader,
  javaZendeskClient,
  appsScript,
  nodeZendesk,
  zendeskNodeApi,
  javascriptComponent,
  javascriptAxios,
  javascriptFetch,
  javascriptGot,
  javascriptHttps,
  javascriptKy,
  javascriptRequest,
  javascriptSuperagent,
  javascriptUndici,
  // The last of its language: it takes what the others leave.
  javascriptHeader,
  kotlinHttpClient,
  kotlinUrlConnection,
  kotlinOkhttp,
  kotlinSpring,
  kotlinWebClient,
  kotlinHeader,
  phpCurl,
  phpGuzzle,
  phpLaravelHttp,
  phpSaloon,
  phpWordpress,
  phpZendeskClient,
  phpZendeskLaravel,
  pythonSinger,
  pythonZenpy,
  pythonZdesk,
  pythonAiohttp,
  powershellRest,
  pythonHttpx,
  // Before requests: that takes headers of files that send by other means.
  pythonUrllib,
  pythonRequests,
  rubyFaraday,
  rubyGdsZendesk,
  rubyHttparty,
  rubyTyphoeus,
  rubyNetHttp,
  rubyRestClient,
  rubyZendeskApi,
  shellZcli,
  shellCi,
  shellEmbedded,
  shellHttpFile,
  shellScript,
  shellSettings,
];
