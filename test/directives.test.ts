import { describe, expect, test } from "vitest";
import { directivesOf } from "../src/findings/directives.ts";
import type { Directive } from "../src/model/directive.ts";
import { parse } from "../src/parse/index.ts";
import { processorTime } from "./processor-time.ts";

/** The directives of a text: `rules line:column first-last reason`. */
async function read(path: string, text: string): Promise<string[]> {
  return directivesOf(await parse({ path, text })).map(spell);
}

const spell = ({ rules, location, lines, reason, scope }: Directive): string =>
  `${scope === "file" ? "file " : ""}[${rules}] at ${location.startLine} for ${lines.join("-")}: ${reason}`;

const D = "zunset-ignore[basic-auth]: kept";

describe("a comment of each language, behind code and on a line of its own", () => {
  test.each([
    ["a.ts", "//"],
    ["a.jsx", "//"],
    ["a.gs", "//"],
    ["a.py", "#"],
    ["a.rb", "#"],
    ["a.php", "//"],
    ["b.php", "#"],
    ["a.go", "//"],
    ["a.java", "//"],
    ["a.kt", "//"],
    ["a.cs", "//"],
    ["a.ps1", "#"],
    ["a.sh", "#"],
    ["Makefile", "#"],
    ["a.tf", "#"],
    ["b.tf", "//"],
    [".env.example", "#"],
    ["a.yml", "#"],
    ["a.jsonc", "//"],
    ["a.toml", "#"],
    ["a.ini", ";"],
    ["a.properties", "#"],
    ["a.pl", "#"],
    ["a.sql", "--"],
    ["a.lua", "--"],
    ["a.hs", "--"],
    ["a.clj", ";;"],
    ["a.erl", "%"],
    ["a.tex", "%"],
    ["a.vbs", "'"],
    ["a.swift", "//"],
    ["a.groovy", "//"],
    ["a.rs", "//"],
    ["a.scala", "///"],
    ["a.dart", "//"],
    ["a.ex", "#"],
    ["a.r", "#"],
    ["a.nix", "#"],
    ["a.scss", "//"],
    ["env.test.ts", "//"],
    ["env.go", "//"],
  ])("%s %s", async (path, mark) => {
    const code = 'x = "a"';
    expect(await read(path, `${code}\n${code} ${mark} ${D}\n`)).toEqual(["[basic-auth] at 2 for 2-2: kept"]);
    expect(await read(path, `${code}\n${mark} ${D}\n${code}\n${code}\n`)).toEqual([
      "[basic-auth] at 2 for 3-3: kept",
    ]);
    expect(await read(path, `${code}\r\n\t${mark}${D}\r\n\r\n${code}\r\n`)).toEqual([
      "[basic-auth] at 2 for 4-4: kept",
    ]);
  });

  test.each([
    ["Dockerfile", "#"],
    ["a.http", "#"],
    ["b.http", "//"],
    ["a.bat", "REM"],
    ["a.cmd", "::"],
    ["b.cmd", "@rem"],
    ["a.bas", "Rem"],
    ["a.rst", ".."],
    ["a.adoc", "//"],
    ["a.haml", "-#"],
    ["a.pug", "//-"],
    ["a.vm", "##"],
    ["Jenkinsfile", "//"],
    ["nothing.known", "#"],
    ["requirements.txt", "#"],
  ])("%s %s on a line of its own", async (path, mark) => {
    expect(await read(path, `one two\n${mark} ${D}\none two\n`)).toEqual(["[basic-auth] at 2 for 3-3: kept"]);
  });

  test.each([
    ["a.ts", "/*", "*/"],
    ["a.tsx", "{/*", "*/}"],
    ["a.php", "/*", "*/"],
    ["a.go", "/*", "*/"],
    ["a.java", "/**", "*/"],
    ["a.kt", "/*", "*/"],
    ["a.cs", "/*", "*/"],
    ["a.cshtml", "@*", "*@"],
    ["a.ps1", "<#", "#>"],
    ["a.tf", "/*", "*/"],
    ["a.json5", "/*", "*/"],
    ["a.xml", "<!--", "-->"],
    ["a.html", "<!--", "-->"],
    ["a.vue", "<!--", "-->"],
    ["a.md", "<!--", "-->"],
    ["a.mdx", "{/*", "*/}"],
    ["a.rb", "=begin", "\n=end"],
    ["a.erb", "<%#", "%>"],
    ["a.blade.php", "{{--", "--}}"],
    ["chart/templates/a.yaml", "{{- /*", "*/ -}}"],
    ["chart/values.yaml", "{{/*", "*/}}"],
    ["a.yml.j2", "{#", "#}"],
    ["a.conf.erb", "<%#", "%>"],
    ["a.sh.tpl", "{{/*", "*/}}"],
    ["a.twig", "{#", "#}"],
    ["a.hbs", "{{!--", "--}}"],
    ["b.hbs", "{{!", "}}"],
    ["a.liquid", "{% comment %}", "{% endcomment %}"],
    ["a.ejs", "<%#", "%>"],
    ["a.ftl", "<#--", "-->"],
    ["a.lua", "--[[", "]]"],
    ["a.hs", "{-", "-}"],
    ["a.sql", "/*", "*/"],
    ["a.pas", "(*", "*)"],
    ["a.css", "/*", "*/"],
    ["a.clj", "#|", "|#"],
    ["a.pl", "=begin", "\n=cut"],
    ["nothing.known", "/*", "*/"],
  ])("%s %s %s", async (path, open, close) => {
    expect(await read(path, `one\n${open} ${D} ${close}\ntwo\n`)).toEqual([
      `[basic-auth] at 2 for ${close.startsWith("\n") ? 4 : 3}-${close.startsWith("\n") ? 4 : 3}: kept`,
    ]);
  });
});

describe("what is no comment stays text", () => {
  test.each([
    ["a.ts", `const a = "// ${D}";\n`],
    ["b.ts", `const a = '/* ${D} */';\n`],
    ["c.ts", `const a = \`\n// ${D}\n\`;\n`],
    ["d.ts", `const a = /[/"]\\// ${D}/;\n`],
    ["a.py", `a = "# ${D}"\n`],
    ["b.py", `"""\n# ${D}\n"""\n`],
    ["c.py", `def f():\n    '''\n    # ${D}\n    '''\n`],
    ["a.rb", `a = <<~TEXT\n  # ${D}\nTEXT\n`],
    ["b.rb", `puts "# ${D}"\n`],
    ["c.rb", `puts(<<-'TEXT', list << 1)\n# ${D}\n  TEXT\n`],
    ["a.pl", `print <<"TEXT";\n# ${D}\nTEXT\n`],
    ["d.sh", `cat << 'EOF' > b\n# ${D}\nEOF\n`],
    ["a.php", `<?php $a = <<<EOT\n# ${D}\nEOT;\n`],
    ["a.go", `var a = \`\n// ${D}\n\`\n`],
    ["a.java", `String a = """\n// ${D}\n""";\n`],
    ["a.kt", `val a = "// ${D}"\n`],
    ["a.cs", `var a = @"\n// ${D}\n";\n`],
    ["a.ps1", `$a = @"\n# ${D}\n"@\n`],
    ["a.sh", `echo '\n# ${D}\n'\n`],
    ["b.sh", `cat <<EOF\n# ${D}\nEOF\n`],
    ["c.sh", `echo a#${D}\n`],
    ["a.tf", `a = <<-EOT\n# ${D}\nEOT\n`],
    ["a.env", `A="# ${D}"\n`],
    ["a.yml", `a: "# ${D}"\n`],
    ["b.yml", `a: b#${D}\n`],
    ["a.json", `{ "//": "${D}", "b": "// ${D}" }\n`],
    ["a.toml", `a = """\n# ${D}\n"""\n`],
    ["a.md", `Write \`<!-- ${D} -->\` before it.\n`],
    ["b.md", `\`\`\`html\n<!-- ${D} -->\n\`\`\`\n`],
    ["c.md", `# ${D}\n\n// ${D}\n\n    # ${D}\n`],
    ["d.md", `~~~py\nx = 1  # ${D}\n~~~\n`],
    ["a.html", `<p>// ${D}</p>\n# ${D}\n`],
    ["a.rst", `Write \`\`.. ${D}\`\` before it.\n`],
    ["a.adoc", `----\n// ${D}\n----\n`],
    ["a.sql", `select '-- ${D}';\n`],
    ["a.xml", `<a b="${D}">${D}</a>\n`],
    ["b.adoc", `One.\n\n----\n// ${D}\n----\n`],
    ["Dockerfile", `ENV A=1 # ${D}\n`],
    ["a.bat", `echo REM ${D}\n`],
    ["b.ipynb", `{"cells": [{"source": [\n  "x = \\"# ${D}\\"\\n"\n]}]}\n`],
    ["a.ipynb", `{"cells": [{"source": ["x = '# ${D}'\\n"]}]}\n`],
  ])("%s %j", async (path, text) => {
    expect(await read(path, text)).toEqual([]);
  });
  test.each([
    "// See zunset-ignore[basic-auth]: how to silence a finding",
    "// Write `// zunset-ignore[basic-auth]: reason` there",
    "// zunset-ignore comments silence findings",
  ])("prose: %s", async (text) => {
    expect(await read("a.ts", `${text}\nx();\n`)).toEqual([]);
  });
});

describe("what looks like the beginning of a string and is none", () => {
  test.each([
    ["an append", "a.rb", `list << name\n# ${D}\nx()\nname = 1\n`],
    ["a string fed in", "a.sh", `cat <<< word\n# ${D}\nls\nword=1\n`],
    ["an escaped quote", "a.sh", `echo it\\'s\n# ${D}\nls\n`],
    ["an apostrophe in a comment", "a.sh", `# it's\n# ${D}\nls\n`],
    ["an apostrophe in a scalar", "a.yml", `a: it's\n# ${D}\nb: 1\n`],
    ["a quote in a regular expression", "a.ts", `a = b.replace(/["'\`]/g, "");\n// ${D}\nx();\n`],
    ["a division", "a.ts", `a = b / c; d = "/";\n// ${D}\nx();\n`],
    ["an apostrophe in markup", "a.tsx", `a = <p>Don't</p>;\n// ${D}\nx();\n`],
    ["a backquote that nothing closes", "a.js", `x = 1; // \`\n// ${D}\ny = 2;\n`],
    ["a comment that nothing closes", "a.go", `a := "/*"\n// ${D}\nb()\n`],
    ["a lifetime", "a.rs", `fn f<'a>(x: &'a str) {}\n// ${D}\nb();\n`],
    ["a rune", "a.go", `a := '"'\n// ${D}\nb()\n`],
  ])("%s", async (_, path, text) => {
    expect((await read(path, text))[0]).toMatch(/^\[basic-auth\] at 2 for [23]-3: kept$/);
  });
});

describe("which lines a directive is about", () => {
  test.each([
    ["its own line when code stands on it", "a.ts", `a();\nb(); // ${D}\nc();\n`, "2-2"],
    ["a comment before code on its line", "a.ts", `/* ${D} */ a();\nb();\n`, "1-1"],
    [
      "the first line that holds something",
      "a.ts",
      `// ${D}\n\n// more\n/* and\nmore */\na();\nb();\n`,
      "6-6",
    ],
    ["one of several in a block", "a.ts", `/**\n * Signs in.\n * ${D}\n * Not for long.\n */\na();\n`, "6-6"],
    ["behind another comment on its line", "a.py", `a = 1  # noqa: E501  # ${D}\n`, "1-1"],
    [
      "a statement that goes on",
      "a.sh",
      `# ${D}\ncurl -s \\\n  -u "$A" \\\n  https://acme.zendesk.com\nls\n`,
      "2-4",
    ],
    ["behind a statement that goes on", "a.sh", `ls\ncurl \\\n  -u "$A" # ${D}\nls\n`, "2-3"],
    ["a string of several lines", "a.ts", `// ${D}\nconst a = \`\nx\n\`;\nb();\n`, "2-4"],
    ["a heredoc", "a.sh", `# ${D}\ncat > x <<EOF\nA=1\nEOF\nls\n`, "2-4"],
    ["a fence in Markdown", "a.md", `Text.\n\n<!-- ${D} -->\n\n\`\`\`sh\ncurl\n\`\`\`\n\nMore.\n`, "5-7"],
    ["an image's RUN", "Dockerfile", `# ${D}\nRUN a \\\n    b\nRUN c\n`, "2-3"],
    ["what is commented out is something", ".env.example", `# ${D}\n# ZENDESK_API_TOKEN=\nA=1\n`, "2-2"],
    [
      "a cell of a notebook",
      "a.ipynb",
      `{"cells": [{"cell_type": "code", "source": [\n  "# ${D}\\n",\n  "a = 1\\n",\n  "b = 2"\n]}]}\n`,
      "3-3",
    ],
    [
      "a script in markup",
      "a.vue",
      `<template>\n<b/>\n</template>\n<script>\n// ${D}\na();\n</script>\n`,
      "6-6",
    ],
    ["a script of a workflow", "a.yml", `run: |\n  # ${D}\n  curl \\\n    -u x\n  ls\n`, "3-4"],
    ["behind a lone backquote", "a.md", `One \` two <!-- ${D} -->\n`, "1-1"],
    ["the end of a file", "a.ts", `a();\n// ${D}`, "2-2"],
  ])("%s", async (_, path, text, lines) => {
    const found = directivesOf(await parse({ path, text }));
    expect(found.map((one) => one.lines.join("-"))).toEqual([lines]);
  });
  test("several that are stacked are about the first line after all of them", async () => {
    const text = "# zunset-ignore[shell]: one\n# zunset-ignore[hardcoded]: two\ncurl\nls\n";
    expect(await read("a.sh", text)).toEqual(["[shell] at 1 for 3-3: one", "[hardcoded] at 2 for 3-3: two"]);
  });
  test("a file's are about all of it, wherever they stand", async () => {
    expect(
      await read("a.sh", "ls\n# zunset-ignore-file[shell]: one\nls\n# zunset-ignore-file: two\n"),
    ).toEqual(["file [shell] at 2 for 1-5: one", "file [] at 4 for 1-5: two"]);
  });
});

describe("the parts of a directive", () => {
  const parts = async (comment: string) => {
    const [one] = directivesOf(await parse({ path: "a.ts", text: `a(); ${comment}\n` }));
    return one && { rules: one.rules, reason: one.reason, until: one.until, text: one.text };
  };
  test.each([
    ["// zunset-ignore[a]: b", ["a"], "b", undefined],
    ["//zunset-ignore[ a,b  c ] : d: e", ["a", "b", "c"], "d: e", undefined],
    ["/* zunset-ignore[a]: b */", ["a"], "b", undefined],
    ["// zunset-ignore[a] until=2027-01-31: b", ["a"], "b", "2027-01-31"],
    ["// zunset-ignore[a]: b until=2027-01-31", ["a"], "b", "2027-01-31"],
    ["// zunset-ignore[a]: b (until=2027-01-31) c", ["a"], "b c", "2027-01-31"],
    ["// zunset-ignore[a]: until=soon b", ["a"], "b", "soon"],
    ["// zunset-ignore[a]", ["a"], "", undefined],
    ["// zunset-ignore[a]: --", ["a"], "", undefined],
    ["// zunset-ignore[a] b", ["a"], "", undefined],
    ["// zunset-ignore: b", [], "b", undefined],
    ["// Zunset-Ignore[a]: b", ["a"], "b", undefined],
  ])("%s", async (comment, rules, reason, until) => {
    expect(await parts(comment)).toMatchObject({ rules, reason, until });
  });
  test("its text is told without the comment's marks", async () => {
    expect((await parts("/* zunset-ignore[a]: b  */"))?.text).toBe("zunset-ignore[a]: b");
  });
});

describe("hostile files are read in bounded time", () => {
  const many = 20_000;
  test.each([
    ["openings that nothing closes", "a.ts", "/* `".repeat(many)],
    ["directives without end", "a.sh", `${"# zunset-ignore[shell]: a\n".repeat(many)}ls\n`],
    [
      "directives over a long string",
      "a.sh",
      `${"# zunset-ignore[shell]: a\n".repeat(many)}echo '${"a\n".repeat(many)}'\n`,
    ],
    ["heredocs that nothing ends", "a.sh", "cat <<A <<B <<C\n".repeat(many)],
    ["scripts that nothing ends", "a.html", `<script>${"<script a".repeat(many)}`],
    ["quotes", "a.ipynb", `"${'\\"'.repeat(many)}\n`.repeat(3)],
    ["blank lines", "a.py", `${"# zunset-ignore[shell]: a\n\n# x\n".repeat(many)}`],
    ["until without end", "a.ts", `// zunset-ignore[a]: ${"until= (until=".repeat(many)}`],
    ["marks", "a.py", `# zunset-ignore ${"# ".repeat(many)}`],
    ["comments on one line", "a.ts", "/* */ ".repeat(many)],
    ["slashes", "a.ts", `a = ${"= /[".repeat(many)}`],
  ])("%s", async (_, path, text) => {
    const file = {
      path,
      masked: `${text}\n zunset-ignore`,
      facts: [],
      scopes: [],
      secrets: [],
      degraded: false,
    };
    const language = { ts: "javascript", sh: "bash", html: "html", py: "python", ipynb: "notebook" } as const;
    const begin = processorTime();
    const id = language[path.slice(2) as keyof typeof language];
    expect(directivesOf({ ...file, language: id }).length).toBeLessThanOrEqual(2_000);
    expect(processorTime() - begin).toBeLessThan(2_000);
  });
});
