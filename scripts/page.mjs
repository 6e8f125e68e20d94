// Builds the script and the style of the HTML report, which stand in every report as they are.
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");

/** Browsers of the last years, those of companies included. */
const TARGET = ["chrome109", "edge109", "firefox115", "safari16.4"];

/** What src/report/html/page-asset.ts describes. */
export async function buildPage() {
  return (await bundlePage()).asset;
}

/** The page, and the files it is made of. */
export async function bundlePage() {
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: ["src/report/html/page/main.ts", "src/report/html/page/style/page.css"],
    outdir: "page",
    write: false,
    metafile: true,
    bundle: true,
    format: "iife",
    target: TARGET,
    preserveSymlinks: true,
    minify: true,
    charset: "ascii",
    legalComments: "none",
    logLevel: "warning",
  });
  const textOf = (end) => outputFiles.find(({ path }) => path.endsWith(end)).text.trim();
  const script = licenses(metafile) + textOf(".js");
  const style = textOf(".css");
  const asset = { script, style, scriptHash: hashOf(script), styleHash: hashOf(style) };
  return { asset, files: Object.keys(metafile.inputs) };
}

const hashOf = (text) => `sha256-${createHash("sha256").update(text).digest("base64")}`;

/** The licences of the packages that are in the script, as comments; what closes a script or a comment is not in them. */
function licenses({ inputs }) {
  const packages = Object.keys(inputs).flatMap(
    (path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path) ?? [],
  );
  const texts = new Map();
  for (const folder of new Set(packages)) {
    const file = join(root, folder, "LICENSE");
    if (!existsSync(file)) throw new Error(`${folder} has no LICENSE to put into the page`);
    const text = readFileSync(file, "utf8").trim().replace(/\r\n/g, "\n");
    texts.set(text, [...(texts.get(text) ?? []), folder.replace(/^.*node_modules\//, "")]);
  }
  return [...texts].map(([text, names]) => `/*! ${names.join(", ")}\n${text}\n*/\n`).join("");
}
