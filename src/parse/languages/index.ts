import type { LanguageId } from "../../model/fact.ts";
import type { AdapterModule } from "../adapter.ts";

/** One line per language: the module that lowers it. A module is loaded when the first file needs it. */
export const adapters: Readonly<Record<LanguageId, () => Promise<AdapterModule>>> = {
  bash: () => import("./bash.ts"),
  csharp: () => import("./csharp.ts"),
  dockerfile: () => import("./dockerfile.ts"),
  dotenv: () => import("./dotenv.ts"),
  go: () => import("./go.ts"),
  hcl: () => import("./hcl.ts"),
  html: () => import("./html.ts"),
  http: () => import("./http.ts"),
  ini: () => import("./ini.ts"),
  java: () => import("./java.ts"),
  javascript: () => import("./javascript.ts"),
  json: () => import("./json.ts"),
  kotlin: () => import("./kotlin.ts"),
  makefile: () => import("./makefile.ts"),
  markup: () => import("./markup.ts"),
  notebook: () => import("./notebook.ts"),
  php: () => import("./php.ts"),
  powershell: () => import("./powershell.ts"),
  python: () => import("./python.ts"),
  ruby: () => import("./ruby.ts"),
  text: () => import("./text.ts"),
  toml: () => import("./toml.ts"),
  xml: () => import("./xml.ts"),
  yaml: () => import("./yaml.ts"),
};
