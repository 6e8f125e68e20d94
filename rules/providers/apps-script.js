// Access tokens for the Zendesk API by OAuth client credentials.
@@VAR@@ ZENDESK_OAUTH_SCOPE = "@@SCOPE@@";
@@VAR@@ ZENDESK_OAUTH_LIFETIME = 1800;
@@VAR@@ ZENDESK_OAUTH_CACHE_KEY = "zendesk-access-token";

function zendeskSetting_(name) {
  @@VAR@@ value = PropertiesService.getScriptProperties().getProperty(name);
  if (!value) {
    throw new Error("The script property " + name + " is not set");
  }
  return value;
}

function zendeskUrl_() {
  @@URL@@
}

/** The current access token; one execution fetches it, the others wait. */
function zendeskToken_() {
  @@VAR@@ cache = CacheService.getScriptCache();
  @@VAR@@ cached = cache.get(ZENDESK_OAUTH_CACHE_KEY);
  if (cached) {
    return cached;
  }
  @@VAR@@ lock = LockService.@@LOCK@@();
  lock.waitLock(30000);
  try {
    return cache.get(ZENDESK_OAUTH_CACHE_KEY) || zendeskMint_(cache);
  } finally {
    lock.releaseLock();
  }
}

/** Drops a token that was rejected, unless it was replaced already. */
function zendeskForget_(token) {
  @@VAR@@ cache = CacheService.getScriptCache();
  if (cache.get(ZENDESK_OAUTH_CACHE_KEY) === token) {
    cache.remove(ZENDESK_OAUTH_CACHE_KEY);
  }
}

function zendeskMint_(cache) {
  @@VAR@@ response = UrlFetchApp.fetch(zendeskUrl_() + "/oauth/tokens", {
    method: "post",
    contentType: "application/json",
    payload: JSON.stringify({
      grant_type: "client_credentials",
      client_id: zendeskSetting_("@@CLIENT_ID@@"),
      client_secret: zendeskSetting_("@@CLIENT_SECRET@@"),
      scope: ZENDESK_OAUTH_SCOPE,
      expires_in: ZENDESK_OAUTH_LIFETIME,
    }),
    muteHttpExceptions: true,
  });
  @@VAR@@ status = response.getResponseCode();
  @@VAR@@ grant = zendeskParsed_(response);
  if (status < 200 || status > 299) {
    throw new Error("Zendesk gave no access token: " + status + " " + (typeof grant.error === "string" ? grant.error : ""));
  }
  @@VAR@@ granted = (grant.scope || ZENDESK_OAUTH_SCOPE).split(" ");
  @@VAR@@ missing = ZENDESK_OAUTH_SCOPE.split(" ").filter(function (name) {
    return granted.indexOf(name) < 0;
  });
  if (missing.length > 0) {
    throw new Error("The Zendesk OAuth client does not allow: " + missing.join(" "));
  }
  @@VAR@@ life = grant.expires_in || ZENDESK_OAUTH_LIFETIME;
  @@VAR@@ seconds = Math.floor(life - (life > 300 ? 60 : life * 0.2));
  if (seconds > 0) {
    cache.put(ZENDESK_OAUTH_CACHE_KEY, grant.access_token, seconds);
  }
  return grant.access_token;
}

function zendeskParsed_(response) {
  try {
    return JSON.parse(response.getContentText()) || {};
  } catch (error) {
    return {};
  }
}

/** UrlFetchApp.fetch with an access token; a request whose token is rejected is sent once more with a new one. */
function zendeskFetch_(url, params) {
  if (!zendeskIsOwn_(url)) {
    return UrlFetchApp.fetch(url, params || {});
  }
  @@VAR@@ token = zendeskToken_();
  @@VAR@@ response = zendeskTried_(function () {
    return UrlFetchApp.fetch(url, zendeskParams_(params, token));
  });
  if (response && !zendeskIsRejected_(response)) {
    return response;
  }
  zendeskForget_(token);
  return UrlFetchApp.fetch(url, zendeskParams_(params, zendeskToken_()));
}
// @@if all@@

/** UrlFetchApp.fetchAll with an access token; requests whose token is rejected are sent once more with a new one. */
function zendeskFetchAll_(requests) {
  @@VAR@@ token = zendeskToken_();
  @@VAR@@ withToken = function (current) {
    return requests.map(function (request) {
      @@VAR@@ given = typeof request === "string" ? { url: request } : request;
      return zendeskIsOwn_(given.url) ? zendeskParams_(given, current) : given;
    });
  };
  @@VAR@@ responses = zendeskTried_(function () {
    return UrlFetchApp.fetchAll(withToken(token));
  });
  if (responses && !responses.some(zendeskIsRejected_)) {
    return responses;
  }
  zendeskForget_(token);
  @@VAR@@ again = withToken(zendeskToken_());
  if (!responses) {
    return UrlFetchApp.fetchAll(again);
  }
  return responses.map(function (response, index) {
    return zendeskIsRejected_(response) ? UrlFetchApp.fetchAll([again[index]])[0] : response;
  });
}
// @@end@@

function zendeskIsOwn_(url) {
  return String(url).indexOf(zendeskUrl_() + "/") === 0;
}

function zendeskParams_(params, token) {
  @@VAR@@ sent = {};
  Object.keys(params || {}).forEach(function (key) {
    sent[key] = params[key];
  });
  sent.headers = {};
  Object.keys((params && params.headers) || {}).forEach(function (key) {
    sent.headers[key] = params.headers[key];
  });
  sent.headers.Authorization = "Bearer " + token;
  return sent;
}

function zendeskIsRejected_(response) {
  return response.getResponseCode() === 401 && zendeskParsed_(response).error === "invalid_token";
}

/** What is answered; null for a rejected token. Without muteHttpExceptions status and answer stand in a message. */
function zendeskTried_(send) {
  try {
    return send();
  } catch (error) {
    if (error.message.indexOf("401") < 0 || error.message.indexOf("invalid_token") < 0) {
      throw error;
    }
    return null;
  }
}
