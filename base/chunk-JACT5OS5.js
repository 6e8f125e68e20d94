import { createRequire as __createRequire } from "node:module";const require = __createRequire(import.meta.url);
import {
  Problem
} from "./chunk-J5P2MUEI.js";

// src/config/index.ts
import { existsSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
var NAMES = ["zunset.config.yml", "zunset.config.yaml"];
function findConfig(from) {
  let folder = existsSync(from) && statSync(from).isDirectory() ? from : dirname(from);
  for (; ; ) {
    for (const name of NAMES) if (existsSync(join(folder, name))) return join(folder, name);
    const parent = dirname(folder);
    if (parent === folder || existsSync(join(folder, ".git"))) return void 0;
    folder = parent;
  }
}
async function readConfig(named, scanned) {
  const path = named === void 0 ? scanned === void 0 ? void 0 : findConfig(scanned) : resolve(named);
  if (path === void 0) return {};
  if (!existsSync(path)) throw new Problem("the configuration file does not exist", { where: named ?? path, help: "Check the path given to --config." });
  const { readValidated } = await import("./validate-I5WLOD2I.js");
  const content = await readValidated(path, named ?? path, "config");
  const config = content ?? {};
  return {
    ...config,
    ...typeof config["rules"] === "string" ? { rules: resolve(dirname(path), config["rules"]) } : {}
  };
}

export {
  readConfig
};
