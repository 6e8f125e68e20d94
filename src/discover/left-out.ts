import { existsSync } from "node:fs";
import type { SkipReason } from "../model/source.ts";

const named = (reason: SkipReason, names: string): [string, SkipReason][] =>
  names
    .trim()
    .split(/\s+/)
    .map((name) => [name, reason]);

/** Folders that hold other people's or generated code wherever they stand. */
const FOLDERS: ReadonlyMap<string, SkipReason> = new Map([
  ...named(
    "vendored",
    `node_modules bower_components jspm_packages web_modules site-packages dist-packages .venv .virtualenv .tox .nox .eggs
     .yarn .pnpm-store .bundle .gem Pods Carthage .pub-cache .dart_tool elm-stuff .terraform .terragrunt-cache .gradle .m2
     wp-includes wp-admin`,
  ),
  ...named(
    "generated",
    `.next .nuxt .output .svelte-kit .angular .astro .docusaurus .vite .vercel .netlify .serverless .webpack .aws-sam cdk.out
     .cache .parcel-cache .turbo .nyc_output __pycache__ .pytest_cache .mypy_cache .ruff_cache .ipynb_checkpoints .hypothesis
     htmlcov lcov-report storybook-static _site javadoc apidocs DerivedData`,
  ),
]);

/** Folders left out only below one that bears this name: `vendor/bundle`, but not `bundle`. */
const NESTED: ReadonlyMap<string, SkipReason> = new Map([
  ...named(
    "vendored",
    `vendor/bundle vendor/cache vendor/ruby vendor/assets vendor/javascript vendor/javascripts vendor/github.com
     vendor/golang.org vendor/google.golang.org vendor/gopkg.in vendor/k8s.io wwwroot/lib public/vendor static/vendor`,
  ),
  ...named(
    "generated",
    "bin/Debug bin/Release public/packs public/packs-test public/build build/static docs/_build doc/_build",
  ),
]);

/**
 * Names that may as well hold real source, so something that stands inside (`x`) or beside (`../x`) has to speak for them.
 * `bundles` folders lose only files that a bundler writes.
 */
const WITH_EVIDENCE: ReadonlyMap<
  string,
  { readonly reason: SkipReason; readonly evidence: readonly string[] }
> = new Map([
  ["vendor", { reason: "vendored", evidence: ["autoload.php", "composer", "modules.txt"] }],
  ["deps", { reason: "vendored", evidence: ["../mix.exs"] }],
  ["venv", { reason: "vendored", evidence: ["pyvenv.cfg", "bin/activate", "Scripts/activate"] }],
  ["env", { reason: "vendored", evidence: ["pyvenv.cfg", "bin/activate", "Scripts/activate"] }],
  ["virtualenv", { reason: "vendored", evidence: ["pyvenv.cfg", "bin/activate", "Scripts/activate"] }],
  ["target", { reason: "generated", evidence: ["../Cargo.toml", "../pom.xml", "../build.sbt"] }],
  [
    "build",
    {
      reason: "generated",
      evidence: [
        "../build.gradle",
        "../build.gradle.kts",
        "CMakeCache.txt",
        "asset-manifest.json",
        "bdist.linux-x86_64",
      ],
    },
  ],
  [
    "_build",
    { reason: "generated", evidence: ["../mix.exs", "html/genindex.html", "../conf.py", "../dune-project"] },
  ],
  ["obj", { reason: "generated", evidence: ["project.assets.json"] }],
  [
    "coverage",
    {
      reason: "generated",
      evidence: [
        "lcov.info",
        "lcov-report",
        "clover.xml",
        "coverage-final.json",
        "prettify.js",
        ".last_run.json",
      ],
    },
  ],
]);

/** Folders that hold a bundler's output next to hand-written files. */
const BUNDLES = new Set(["dist"]);
const BUNDLED = /\.(?:[mc]?js|css|map|d\.[mc]?ts)$/;

/** Lock files and other files a package manager writes, and the baseline that zunset itself does. */
const FILES: ReadonlyMap<string, SkipReason> = new Map(
  named(
    "generated",
    `package-lock.json npm-shrinkwrap.json yarn.lock pnpm-lock.yaml bun.lock bun.lockb deno.lock composer.lock Gemfile.lock
     poetry.lock Pipfile.lock uv.lock pdm.lock conda-lock.yml Cargo.lock go.sum go.work.sum mix.lock rebar.lock Podfile.lock
     Cartfile.resolved Package.resolved packages.lock.json project.assets.json paket.lock flake.lock gradle.lockfile
     buildscript-gradle.lockfile .terraform.lock.hcl pubspec.lock Chart.lock conan.lock stack.yaml.lock Manifest.toml
     .pnp.cjs .pnp.loader.mjs .pnp.js .yarn-integrity zunset-baseline.yml`,
  ),
);

/** Extensions of files that hold no text; notebooks, SVG and the like are text. */
const BINARY = new Set(
  `png jpg jpeg jpe gif webp avif ico icns bmp tif tiff heic psd ai sketch fig xd eps woff woff2 ttf otf eot mp3 mp4 m4a m4v mov avi
   mkv webm ogg oga ogv flac wav aac zip gz tgz bz2 xz zst lz4 br 7z rar tar jar war ear aar apk ipa dmg iso img deb rpm msi cab
   exe dll so dylib a lib o obj pdb class pyc pyo pyd wasm node bin dat pack idx rev parquet avro orc feather arrow npy npz h5 hdf5
   pkl pickle onnx pt pth safetensors gguf tflite sqlite sqlite3 db mdb pdf doc docx xls xlsx xlsm ppt pptx odt ods odp whl egg
   gem nupkg snupkg phar keystore jks p12 pfx der swf fla blend glb fbx stl dwg`
    .trim()
    .split(/\s+/),
);

/** Why a folder is left out as a whole; undefined when it is looked into. `inside` is the name of its parent folder. */
export function leftOutFolder(absolute: string, name: string, inside: string): SkipReason | undefined {
  const always = FOLDERS.get(name) ?? NESTED.get(`${inside}/${name}`);
  if (always) return always;
  const maybe = WITH_EVIDENCE.get(name);
  return maybe?.evidence.some((path) => existsSync(`${absolute}/${path}`)) ? maybe.reason : undefined;
}

/** True for folders in which {@link leftOutFile} has to be told that it looks at a bundler's output. */
export const holdsBundles = (name: string): boolean => BUNDLES.has(name);

/** Why a file is left out by its name alone. */
export function leftOutFile(name: string, bundled: boolean): SkipReason | undefined {
  const dot = name.lastIndexOf(".");
  if (dot < 0) return FILES.get(name);
  const extension = name.slice(dot + 1);
  if (BINARY.has(extension) || BINARY.has(extension.toLowerCase())) return "binary";
  if (extension === "js" || extension === "css" || extension === "mjs" || extension === "cjs") {
    if (/[.-]min\.[a-z]+$|\.(?:bundle|chunk)\.[a-z]+$/.test(name)) return "minified";
  } else if (extension === "map" && /\.(?:[mc]?js|css|ts)\.map$/.test(name)) return "generated";
  // The report of a scanner, zunset's own last one among them, speaks of uses and is none.
  else if (extension === "sarif") return "generated";
  if (bundled && BUNDLED.test(name)) return "generated";
  return FILES.get(name);
}

/** Folders of version control systems: neither scanned nor counted. */
export const isMetadataFolder = (name: string): boolean =>
  name === ".git" || name === ".hg" || name === ".svn" || name === ".jj" || name === "CVS";
