import { expect, test } from "vitest";
import { parse } from "../src/parse/index.ts";

const PLACES: Readonly<Record<string, string>> = {
  "a.yml": "zendesk:\n  email: bot@acme.example\n  password: §\nqueue: §\n",
  "a.json": '{"zendesk": {"email": "bot@acme.example", "password": "§"}, "queue": "§"}',
  "a.js": 'const zendesk = { username: "bot@acme.example", password: "§" };\nconst queue = "§";',
  "a.py": 'auth = ("bot@acme.example", "§")\nqueue = "§"\n',
  "b.py":
    'requests.get("https://acme.zendesk.com", auth=HTTPBasicAuth("bot@acme.example", "§"))\nqueue = "§"\n',
  "a.sh": "curl -u bot@acme.example:§ https://acme.zendesk.com/x\nQUEUE=§\n",
  "a.env": "ZENDESK_EMAIL=bot@acme.example\nZENDESK_PASSWORD=§\nQUEUE=§\n",
  "a.properties": "zendesk.password=§\nzendesk.user=bot@acme.example\nqueue=§\n",
  "a.rb": 'url = "https://bot@acme.example:§@acme.zendesk.com"\nqueue = "§"\n',
};
const WORDS = ["hunter2", "sunshine", "letmein!", "support", "correcthorse", "qwertz"];

test.each(Object.keys(PLACES))(
  "in %s a plain word beside an account is masked there, and nowhere else",
  async (path) => {
    for (const word of WORDS) {
      const text = (PLACES[path] ?? "").replaceAll("§", word);
      const { masked, facts, secrets } = await parse({ path, text });
      const first = text.indexOf(word);
      expect(masked, word).toBe(
        text.slice(0, first) + "*".repeat(word.length) + text.slice(first + word.length),
      );
      expect(secrets).toHaveLength(1);
      // The queue is still called so.
      expect(JSON.stringify(facts).split(word), word).toHaveLength(2);
    }
  },
);

test("names, placeholders and words without an account stay", async () => {
  for (const [path, text] of [
    ["a.js", 'const zendesk = { username: "bot@acme.example", password: sunshine };'],
    ["a.js", 'const zendesk = { username: "bot@acme.example", password: config.sunshine };'],
    ["a.js", 'const labels = { username: "Address", password: "Sunshine" };'],
    ["a.js", 'const zendesk = { username: "bot@acme.example", password: "your_password" };'],
    ["a.py", 'recipients = ("bot@acme.example", "Support")'],
    ["a.yml", "email: bot@acme.example\npassword: ${SUNSHINE}\n"],
    ["a.yml", "password: sunshine\nemail: support\n"],
    ["a.sh", "git clone git@github.com:acme/sunshine\nscp bot@acme.example:backup /tmp\n"],
  ] as const) {
    const { masked } = await parse({ path, text });
    expect(masked, text).toBe(text);
  }
});

test("a list of accounts takes no longer than its length", async () => {
  const line =
    'x = { email: "bot@acme.example", password: "sunshine" }; login("bot@acme.example", "sunshine");\n';
  const started = performance.now();
  await parse({ path: "a.js", text: line.repeat(5_000) });
  await parse({
    path: "a.yml",
    text: `a: bot@acme.example passw\n${"- ".repeat(50)}\n${"pwd= ".repeat(100_000)}`,
  });
  expect(performance.now() - started).toBeLessThan(8_000);
});
