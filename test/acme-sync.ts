/** A function that sends the pair by a tuple: rewritten safely. */
export const TUPLE = `import os

import requests


def tickets():
    url = "https://acme.zendesk.com/api/v2/tickets.json"
    return requests.get(url, auth=(os.environ["ZENDESK_EMAIL"] + "/token", os.environ["ZENDESK_API_TOKEN"])).json()
`;

/** Another credential than {@link TUPLE}'s, whose address is not told: to be reviewed. */
export const NO_HOST = TUPLE.replaceAll("ZENDESK_", "ZENDESK_SANDBOX_")
  .replace('"https://acme.zendesk.com/api/v2/tickets.json"', "build_url()")
  .replace("import requests\n", "import requests\n\nfrom zendesk_urls import build_url\n");
