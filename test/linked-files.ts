/**
 * Short files that lead to each other in every way that a trace goes: by imports, classes, fields, wrappers, constants, variables of the environment, keys
 * of settings, included scripts, and names that several share by chance. Half of them speak of Zendesk and say nothing of a token: whether they are parsed
 * is up to who asks for what they define.
 */
export const LINKS: readonly string[] = [
  // Who is asked, and says no word of a token.
  '// Zendesk\nexport const USER = process.env.ZENDESK_EMAIL;\nexport const HOST = "https://acme.zendesk.com";\n',
  '// Zendesk\nexport function user(): string {\n  return "bot@example.com";\n}\nexport const from = (x: string) => user() + x;\n',
  '# Zendesk\nimport os\nUSER = os.environ["ZENDESK_EMAIL"]\n\n\ndef mail():\n    return USER\n',
  '# Zendesk\nfrom settings import USER\n\n\nclass Base:\n    host = "https://acme.zendesk.com"\n\n    def mail(self):\n        return USER\n',
  "# Zendesk\nrequire_relative 'settings'\nclass Desk\n  def mail\n    USER\n  end\nend\n",
  '{ "zendesk": { "email": "bot@example.com", "host": "https://acme.zendesk.com" } }\n',
  '{ "source": "zendesk", "columns": ["email", "user"] }\n',
  "zendesk:\n  email: bot@example.com\n  host: acme.zendesk.com\n",
  "- name: zendesk tickets\n  email: bot@example.com\n",
  'export ZENDESK_EMAIL="bot@example.com"\nMAIL="$ZENDESK_EMAIL"\n',
  "select email as user, id from zendesk_tickets;\n",
  // Who asks.
  'import { USER, HOST } from "./settings";\nconst key = process.env.ZENDESK_API_TOKEN;\nfetch(HOST, { headers: { Authorization: `Basic ${btoa(`${USER}/token:${key}`)}` } });\n',
  'import { from } from "../src/settings";\nconst pair = from("/token") + ":" + process.env.DESK_KEY;\nexport const auth = Buffer.from(pair).toString("base64");\nfetch("https://acme.zendesk.com", { headers: { Authorization: "Basic " + auth } });\n',
  'import { auth } from "./client";\nfetch("https://acme.zendesk.com/api/v2/users.json", { headers: { Authorization: `Basic ${auth}` } });\n',
  'import requests\nfrom settings import mail\n\n\ndef zendesk_get(path, key):\n    return requests.get("https://acme.zendesk.com" + path, auth=(mail() + "/token", key))\n',
  'import os\nfrom app import zendesk_get\nzendesk_get("/api/v2/users.json", os.environ["ZENDESK_API_TOKEN"])\n',
  "import requests\nfrom settings import Base\n\n\nclass Desk(Base):\n    def get(self, key):\n        return requests.get(self.host, auth=(self.mail(), key))\n",
  "require 'zendesk_api'\nZendeskAPI::Client.new do |config|\n  config.username = Desk.new.mail + '/token'\n  config.token = ENV['DESK_KEY']\nend\n",
  '. ./deploy.sh\ncurl -u "$MAIL/token:$DESK_KEY" https://acme.zendesk.com/api/v2/users.json\n',
  'DESK_KEY=x\nPAIR="$MAIL/token:$DESK_KEY"\n',
  "services:\n  app:\n    environment:\n      ZENDESK_API_TOKEN: ${ZENDESK_API_TOKEN}\n      DESK_KEY: ${ZENDESK_API_TOKEN}\n",
  'const settings = require("./zendesk.json");\nmodule.exports = (key) => fetch(settings.zendesk.host, { headers: { Authorization: "Basic " + btoa(settings.zendesk.email + "/token:" + key) } });\n',
  'require("./client")(process.env.DESK_KEY);\n',
  // What is said of findings, and of what is none.
  '# zunset-ignore[shell]: moves in January\ncurl -u "$MAIL/token:$KEY" https://acme.zendesk.com/api/v2/users.json\n',
  "// zunset-ignore[basic-auth, env-read]: moves in January\nconst token = process.env.ZENDESK_API_TOKEN;\n",
  'fetch("https://acme.zendesk.com", { headers: { Authorization: "Bearer " + process.env.DESK_KEY } });\n',
];

/** Where they may stand. */
export const LINKED_PATHS: readonly string[] = [
  "src/index.ts",
  "src/zendesk.json",
  "settings.rb",
  "desk.rb",
  "settings/__init__.py",
  "config/zendesk.yml",
  "config/desk.yml",
  "docker-compose.yml",
  "models/tickets.sql",
  "models/tickets.yml",
  "data/streams.json",
  "src/client.js",
  "src/run.js",
];
