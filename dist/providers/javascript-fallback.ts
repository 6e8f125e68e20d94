let warned = false;

/** Basic authorization with the API token, while nothing of the OAuth client is set. */
function apiTokenHeader(): string | undefined {
  const {
    @@CLIENT_ID@@: id,
    @@CLIENT_SECRET@@: secret,
    @@USER@@: user,
    @@TOKEN@@: apiToken,
  } = process.env;
  if (id || secret || !user || !apiToken) {
    return undefined;
  }
  if (!warned) {
    warned = true;
    console.warn(
      "Zendesk API tokens stop working on 2027-04-30: set @@CLIENT_ID@@ and @@CLIENT_SECRET@@",
    );
  }
  const pair = `${user.replace(/\/token$/, "")}/token:${apiToken}`;
  return `Basic ${Buffer.from(pair).toString("base64")}`;
}

