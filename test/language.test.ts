import { describe, expect, test } from "vitest";
import { languageOf } from "../src/parse/index.ts";

describe("names that begin like a dotenv file's", () => {
  test.each([
    ["env.ts", "javascript"],
    ["env.test.ts", "javascript"],
    ["src/env.d.mts", "javascript"],
    ["env.py", "python"],
    ["env.local.rb", "ruby"],
    [".env.php", "php"],
    [".env.local.php", "php"],
    ["env.go", "go"],
    ["env.sh", "bash"],
    ["env-config.js", "javascript"],
    ["env.yml", "yaml"],
    [".env.json", "json"],
    ["env.ts.example", "javascript"],
  ])("%s is written in %s", (name, language) => {
    expect(languageOf(name, "")).toBe(language);
  });

  test.each([
    ".env",
    ".env.test",
    ".env.example",
    ".env.local.example",
    "env.sample",
    "env_template",
    "prod.env",
    "dotenv-sample",
    ".env-example",
    ".env.install",
    ".env.production",
    ".dev.vars",
  ])("%s is a dotenv file", (name) => {
    expect(languageOf(name, "")).toBe("dotenv");
  });
});

test("the name of a sample does not hide what it is a sample of", () => {
  expect(languageOf("config.rb.example", "")).toBe("ruby");
  expect(languageOf("settings.json.dist", "")).toBe("json");
  expect(languageOf("config.example", "")).toBe("text");
  expect(languageOf("config.example", "#!/bin/sh")).toBe("bash");
});

test("Helm's partials are YAML, other templates called so are not", () => {
  expect(languageOf("chart/templates/_env.tpl", "{{/* Environment of the pods */}}")).toBe("yaml");
  expect(languageOf("chart/templates/_env.tpl", '{{- define "acme.env" -}}')).toBe("yaml");
  expect(languageOf("templates/desk.tpl", "{include file='head.tpl'}")).toBe("text");
  expect(languageOf("templates/desk.tpl", "{{ title }}")).toBe("text");
});
