// Writes down whose work is in dist/, with the licences it came under: what esbuild really bundled, the page's script and the grammars.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const RULE = "=".repeat(80);

const HEAD = `Third-party notices

The files of this folder hold the packages below, in whole or in part. Each comes under its own licence, whose text follows its name. The
script in HTML reports holds the licences of its packages, too.
`;

/** Files of a package in which a licence or a notice stands. */
const LEGAL = /^(?:licen[cs]e|copying|notice|third.?party.?(?:notices?|licen[cs]es?))/i;

/** Where the text of a licence stands that somebody else comes without: in another package, between these words. */
const TEXTS = {
  ISC: { package: "picocolors", from: "Permission to use, copy" },
  MIT: { package: "ajv", from: "Permission is hereby granted" },
  "Apache-2.0": { package: "eslint-visitor-keys", from: "Apache License", to: "APPENDIX:" },
};

/** Packages that come without the text of their licence, and whom the one in their repository names. */
const WITHOUT_TEXT = {
  saxes: [
    [
      "Copyright (c) Contributors",
      "Of sax, which it was forked from: Copyright (c) Isaac Z. Schlueter and Contributors",
      "ISC",
    ],
    ["String.fromCodePoint: Copyright Mathias Bynens <https://mathiasbynens.be/>", "MIT"],
  ],
};

/** Packages with another one inside, which names itself in a file of theirs. */
const INSIDE = {
  "@ts-morph/common": {
    name: "TypeScript",
    version: ["dist/typescript.js", /^var version = "([\d.]+)";/m],
    license: "Apache-2.0",
    owner: "Copyright (c) Microsoft Corporation. All rights reserved.",
  },
};

/** The files that something of is in the output. */
export function bundledFiles({ outputs }) {
  const files = Object.values(outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [path] : [])),
  );
  return [...new Set(files)];
}

/** The text of the notices: packages by name and version, whatever order the files come in; those of one text share it. */
export function notices(root, files) {
  const modules = join(root, "node_modules");
  const folders = files.flatMap((path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path) ?? []);
  const found = [...new Set(folders)].flatMap((folder) => packageIn(join(root, folder), modules));
  const texts = new Map();
  for (const { title, text } of found.sort((a, b) => (a.title < b.title ? -1 : a.title > b.title ? 1 : 0)))
    texts.set(text, (texts.get(text) ?? new Set()).add(title));
  const chapters = [...texts].map(
    ([text, titles]) => `${RULE}\n${[...titles].join("\n")}\n${RULE}\n\n${text}\n`,
  );
  return [HEAD, ...chapters].join("\n");
}

/** A package's name and licence, and those of what is inside it. */
function packageIn(folder, modules) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const legal = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && LEGAL.test(entry.name))
    .map((entry) => readText(join(folder, entry.name)));
  const text =
    legal.length > 0
      ? [...new Set(legal)].sort().join("\n\n")
      : WITHOUT_TEXT[name]
          ?.map((lines) => [...lines.slice(0, -1), "", textOf(lines.at(-1), modules)].join("\n"))
          .join("\n\n");
  if (typeof license !== "string" || text === undefined)
    throw new Error(`${name} is bundled, and scripts/notices.mjs finds no licence of it`);
  const own = { title: `${name} ${version} (${license})`, text };
  const other = INSIDE[name];
  return other ? [own, inside(other, name, folder, modules)] : [own];
}

function inside({ name, version: [file, pattern], license, owner }, holder, folder, modules) {
  const version = pattern.exec(readText(join(folder, file)))?.[1];
  if (version === undefined) throw new Error(`${holder} no longer says which ${name} is inside it`);
  return {
    title: `${name} ${version} (${license}), inside ${holder}`,
    text: `${owner}\n\n${textOf(license, modules)}`,
  };
}

function textOf(license, modules) {
  const { package: name, from, to } = TEXTS[license];
  const text = readText(join(modules, name, "LICENSE"));
  const start = text.indexOf(from);
  const end = to === undefined ? text.length : text.indexOf(to);
  if (start < 0 || end < start) throw new Error(`${name} no longer holds the text of ${license}`);
  return text.slice(start, end).trim();
}

const readText = (path) => readFileSync(path, "utf8").replace(/\r\n?/g, "\n").trim();
