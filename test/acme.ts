import { initGit, writeFiles } from "./bundle.ts";

/** A client that joins the pair; what it is joined of stands in {@link SETTINGS}. */
export const CLIENT = `import { email, token } from "./settings";

const auth = Buffer.from(\`\${email}/token:\${token}\`).toString("base64");

export const tickets = () =>
  fetch("https://acme.zendesk.com/api/v2/tickets.json", { headers: { Authorization: \`Basic \${auth}\` } });
`;

/** The variables that {@link CLIENT} uses. */
export const SETTINGS = `export const email = process.env.ZENDESK_EMAIL;
export const token = process.env.ZENDESK_API_TOKEN;
`;

/** A use in one line. */
export const CURL = `curl -u "$MAIL/token:$ZENDESK_API_TOKEN" https://acme.zendesk.com/api/v2/users.json
`;

/** A token nobody ever had, but random enough to be taken for one. */
export const PLANTED = "q7Rz0pLxV3nKdT8sWm2YbGhC5jFaU9eX1oQiB4tN";

/** Writes a small checkout with uses of several kinds. */
export async function writeAcme(folder: string): Promise<void> {
  writeFiles(folder, {
    "src/client.ts": CLIENT,
    "src/settings.ts": SETTINGS,
    "deploy/users.sh": CURL,
    "deploy/legacy/old.sh": CURL,
    "docs/setup.md": "# Setup\n\nSet `ZENDESK_API_TOKEN` to your Zendesk API token.\n",
    "web/plain.ts": "export const answer = 42;\n",
    ".gitignore": ".env\n",
    ".env": `ZENDESK_API_TOKEN=${PLANTED}\n`,
  });
  await initGit(folder);
}

/** Where {@link writeAcme}'s findings stand: `path:line rule`. */
export const ACME_FINDINGS = [
  ".env:1 hardcoded",
  "deploy/legacy/old.sh:1 shell",
  "deploy/users.sh:1 shell",
  "docs/setup.md:3 docs",
  "src/client.ts:3 basic-auth",
];
