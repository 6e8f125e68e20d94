// Builds dist/: the bundle that the command and the Action run, with the grammars and rules it needs. `--check` only compares, `--types` prints the types.
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { parse } from "yaml";
import { bundledFiles, notices } from "./notices.mjs";
import { bundlePage } from "./page.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const dist = join(root, "dist");
const resolvePackaged = createRequire(import.meta.url).resolve;

/** Bundled CommonJS packages ask for node's modules with `require`, which a module does not have. */
const REQUIRE =
  'import { createRequire as __createRequire } from "node:module";const require = __createRequire(import.meta.url);';

/**
 * The toolkit of GitHub Actions brings a client for tokens of its own, which nothing here asks for: without it no network is in what reads inputs and
 * writes outputs.
 */
const offline = {
  name: "offline",
  setup(build) {
    build.onLoad({ filter: /@actions\/core\/lib\/oidc-utils\.js$/ }, () => ({
      contents: "export class OidcClient {}",
      loader: "js",
    }));
  },
};

/** Writes everything that belongs into dist/ to an empty folder. */
async function writeTo(folder) {
  mkdirSync(join(folder, "grammars"), { recursive: true });
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const page = await bundlePage();
  const { metafile } = await build({
    absWorkingDir: root,
    metafile: true,
    entryPoints: {
      cli: "src/cli/main.ts",
      action: "src/action/main.ts",
      index: "src/library/index.ts",
      worker: "src/parse/worker.ts",
      typecheck: "src/codemod/javascript/checker-worker.ts",
    },
    outdir: folder,
    bundle: true,
    splitting: true,
    platform: "node",
    // A linked node_modules must not change what is written: names of modules are in the bundle.
    preserveSymlinks: true,
    // jsonc-parser's CommonJS build asks for its parts in a way no bundler sees.
    mainFields: ["module", "main"],
    target: "node20",
    format: "esm",
    // Whitespace only: names stay readable in a stack trace of a bug report.
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: "eof",
    sourcemap: false,
    banner: { js: REQUIRE },
    define: {
      __VERSION__: JSON.stringify(version),
      __PAGE__: JSON.stringify(JSON.stringify(page.asset)),
      // TypeScript asks where it is, which the bundle, working in memory, has no use for.
      __filename: '"/zunset"',
      __dirname: '"/"',
    },
    plugins: [offline],
    logLevel: "warning",
  });
  const grammars = grammarFiles();
  const cli = join(folder, "cli.js");
  const code = readFileSync(cli, "utf8").replace(/^#!.*\n/, "");
  writeFileSync(cli, `#!/usr/bin/env node\n${code}`);
  chmodSync(cli, 0o755);
  writeFileSync(join(folder, "index.d.ts"), declarations());
  for (const file of grammars) copyFileSync(resolvePackaged(file), join(folder, "grammars", basename(file)));
  writeFileSync(join(folder, "rules.json"), `${JSON.stringify(rules(), null, 1)}\n`);
  cpSync(join(root, "rules/providers"), join(folder, "providers"), { recursive: true });
  cpSync(join(root, "schemas"), join(folder, "schemas"), {
    recursive: true,
    dereference: true,
    filter: (path) => !path.endsWith(".md"),
  });
  const bundled = [
    ...bundledFiles(metafile),
    ...page.files,
    ...grammars.map((file) => `node_modules/${file}`),
  ];
  writeFileSync(join(folder, "THIRD-PARTY-NOTICES.txt"), notices(root, bundled));
  // The bundle is modules wherever it is copied to, with or without the package's own package.json above it.
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }\n');
}

/** The library's types, which are written by hand in two files without anything else in them, as one that imports nothing. */
function declarations() {
  const [report, api] = ["report.ts", "api.ts"].map((name) =>
    readFileSync(join(root, "src/library", name), "utf8"),
  );
  const own = api.replace(/^\/\/.*\n|^(?:import|export) type (?:\{.*\}|\*) from "\.\/report\.ts";\n/gm, "");
  if (/\b(?:from|import|require)\b ?[("]/.test(report + own))
    throw new Error("the library's types import something");
  return `${report}${own}`;
}

/** The grammars that src/parse/tree-sitter.ts lists, and the runtime that loads them. */
function grammarFiles() {
  const source = readFileSync(join(root, "src/parse/tree-sitter.ts"), "utf8");
  const listed = [...source.matchAll(/"([^"\s]+\.wasm)"/g)].map((match) => match[1]);
  const files = [...new Set([...listed, "web-tree-sitter/web-tree-sitter.wasm"])].sort();
  if (files.length < 2) throw new Error("src/parse/tree-sitter.ts lists no grammar");
  return files;
}

/** rules/*.yml and rules/data/*.yml as one object: file name (`data/…`) to content. */
function rules() {
  const all = {};
  for (const folder of ["", "data/"]) {
    for (const name of readdirSync(join(root, "rules", folder)).sort()) {
      if (name.endsWith(".yml"))
        all[folder + name] = parse(readFileSync(join(root, "rules", folder, name), "utf8"));
    }
  }
  return all;
}

function filesBelow(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}

/** Names of files that are not the same in both folders, each with what is wrong with it in dist/. */
function differences(fresh) {
  const names = [...new Set([...filesBelow(fresh), ...filesBelow(dist)])].sort();
  return names.flatMap((name) => {
    if (!existsSync(join(dist, name))) return `missing   dist/${name}`;
    if (!existsSync(join(fresh, name))) return `left over dist/${name}`;
    return readFileSync(join(dist, name)).equals(readFileSync(join(fresh, name)))
      ? []
      : `stale     dist/${name}`;
  });
}

if (process.argv.includes("--types")) {
  process.stdout.write(declarations());
  process.exit();
}

// Built aside and then moved, so that a build that fails leaves dist/ as it was.
const fresh = mkdtempSync(join(root, "node_modules/.zunset-build-"));
try {
  await writeTo(fresh);
  if (process.argv.includes("--check")) {
    const wrong = differences(fresh);
    if (wrong.length > 0) {
      console.error(`dist/ is not what the source builds to; run: npm run build\n${wrong.join("\n")}`);
      process.exitCode = 1;
    }
  } else {
    rmSync(dist, { recursive: true, force: true });
    renameSync(fresh, dist);
    chmodSync(dist, 0o755);
  }
} finally {
  rmSync(fresh, { recursive: true, force: true });
}
