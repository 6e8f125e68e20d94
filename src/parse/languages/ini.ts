import type { Adapter } from "../adapter.ts";
import { isCurlrc, lowerCurlrc } from "../ini/curlrc.ts";
import { lowerLines } from "../ini/lines.ts";
import { isNetrc, lowerNetrc } from "../ini/netrc.ts";

const adapter: Adapter = (lowering) => {
  const { text, path } = lowering;
  const begin = text.slice(0, 500).trimStart();
  // `.config` and `.conf` say little: .NET keeps XML there, others JSON.
  if (/^<[?!A-Za-z]/.test(begin)) lowering.embed({ language: "xml", pieces: [{ text, start: 0 }] });
  else if (/^\{\s*["}]/.test(begin)) lowering.embed({ language: "json", pieces: [{ text, start: 0 }] });
  else if (isNetrc(path, text)) lowerNetrc(lowering);
  else if (isCurlrc(path)) lowerCurlrc(lowering);
  else lowerLines(lowering);
};

/** Lowers INI, properties, netrc, curlrc and other `key = value` files. */
export const load = async (): Promise<Adapter> => adapter;
