import { execFileSync } from "node:child_process";
import {
  chmodSync,
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createReader } from "../src/parse/read.ts";
import { compileKeywords } from "../src/prefilter/index.ts";

const LIMIT = 64 * 1024;
const read = createReader({ maxFileSize: LIMIT, ...compileKeywords(["zendesk", "/token:"]) });

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "zunset-read-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

let files = 0;
function file(content: string | Buffer, name = "a.txt"): string {
  const path = join(folder, `${++files}-${name}`);
  writeFileSync(path, content);
  return path;
}

const utf16le = (text: string): Buffer => Buffer.from(`\ufeff${text}`, "utf16le");
const utf16be = (text: string): Buffer => utf16le(text).swap16();

describe("decoding", () => {
  const text = "zendesk é 💥\n";
  test.each([
    ["UTF-8", Buffer.from(text), text],
    ["UTF-8 with a byte order mark", Buffer.from(`\ufeff${text}`), text],
    ["UTF-16, little end first", utf16le(text), text],
    ["UTF-16, big end first", utf16be(text), text],
    ["Latin-1", Buffer.from("zendesk \xe9\x80", "latin1"), "zendesk é\u0080"],
    ["UTF-8 cut in the middle of a character", Buffer.from("zendesk é").subarray(0, -1), "zendesk Ã"],
    ["UTF-16 with half a character at its end", utf16le("zendesk").subarray(0, -1), "zendes\ufffd"],
  ])("%s", (_, bytes, expected) => {
    // The last one has no whole keyword any more, hence `force`.
    expect(read(file(bytes), true)).toEqual({ text: expected });
  });

  test("keywords are found in UTF-16 of either order, also without force", () => {
    expect(read(file(utf16le(text)), false)).toEqual({ text });
    expect(read(file(utf16be(text)), false)).toEqual({ text });
    expect(read(file(utf16le("nothing here")), false)).toEqual({ nothing: true });
  });
});

test("a file without a keyword is nothing, unless its text is asked for", () => {
  const path = file("hello");
  expect(read(path, false)).toEqual({ nothing: true });
  expect(read(path, true)).toEqual({ text: "hello" });
  expect(read(file(""), false)).toEqual({ nothing: true });
  expect(read(file(""), true)).toEqual({ text: "" });
});

test("what an earlier, longer file left in the buffer does not count", () => {
  read(file(`${"x".repeat(100)}zendesk`), false);
  expect(read(file("short"), false)).toEqual({ nothing: true });
});

test("binary files matter only when a keyword stands in them", () => {
  expect(read(file(Buffer.from("\0\x01zendesk")), false)).toEqual({ reason: "binary" });
  expect(read(file(Buffer.from("\0\x01other")), false)).toEqual({ nothing: true });
});

describe("large files", () => {
  const big = (
    keywordAt: number,
    size: number,
    encode: (text: string) => Buffer = (text) => Buffer.from(text),
  ): Buffer =>
    encode(
      "x".repeat(keywordAt) +
        (keywordAt < size ? "zendesk" : "") +
        "y".repeat(Math.max(0, size - keywordAt - 7)),
    );

  test("a file at the limit is read, one byte more is not", () => {
    expect(read(file(big(0, LIMIT)), false)).toMatchObject({ text: expect.stringContaining("zendesk") });
    expect(read(file(big(0, LIMIT + 1)), false)).toEqual({
      reason: "too-large",
      detail: `${LIMIT + 1} bytes, the limit is ${LIMIT}`,
    });
  });

  test("without a keyword they are nothing", () => {
    expect(read(file("x".repeat(LIMIT * 5)), false)).toEqual({ nothing: true });
    expect(read(file(utf16le("x".repeat(LIMIT * 2))), false)).toEqual({ nothing: true });
  });

  test("a keyword is found wherever chunks meet", () => {
    for (let at = LIMIT * 2 - 24; at < LIMIT * 2 + 24; at++)
      expect(read(file(big(at, LIMIT * 3)), false), `at ${at}`).toMatchObject({ reason: "too-large" });
    for (let at = LIMIT - 24; at < LIMIT + 24; at++)
      expect(read(file(big(at, LIMIT * 2, utf16le)), false), `at ${at}`).toMatchObject({
        reason: "too-large",
      });
  });

  test("beyond 64 MB they are listed unsearched, without being read whole", () => {
    const path = file("x");
    truncateSync(path, 200 * 1024 * 1024);
    expect(read(path, false)).toMatchObject({
      reason: "too-large",
      detail: expect.stringContaining("were searched"),
    });
  });
});

describe("minified scripts and style sheets", () => {
  test.each([
    ["one long line", `zendesk${"a;".repeat(11_000)}`, true],
    ["long lines on average", `${"z".repeat(700)}zendesk\n`.repeat(13), true],
    ["a short single line", `zendesk${"a;".repeat(1_000)}`, false],
    ["ordinary lines", "const zendesk = 1;\n".repeat(2_000), false],
  ])("%s", (_, text, minified) => {
    for (const name of ["a.js", "a.mjs", "a.css"])
      expect(read(file(text, name), false)).toEqual(minified ? { reason: "minified" } : { text });
    // A long line is ordinary in data.
    expect(read(file(text, "a.json"), false)).toEqual({ text });
  });
});

describe("what is no readable file", () => {
  test("missing, below a file, a folder, a link, a pipe", () => {
    const path = file("zendesk");
    symlinkSync(path, join(folder, "link"));
    mkdirSync(join(folder, "sub"));
    execFileSync("mkfifo", [join(folder, "pipe")]);
    expect(read(join(folder, "missing"), false)).toEqual({ reason: "vanished" });
    expect(read(join(path, "below"), false)).toEqual({ reason: "vanished" });
    expect(read(join(folder, "sub"), false)).toEqual({ reason: "not-a-file" });
    expect(read(join(folder, "link"), false)).toEqual({
      reason: "not-a-file",
      detail: "became a symbolic link",
    });
    expect(read(join(folder, "pipe"), false)).toEqual({ reason: "not-a-file" });
    expect(read(`${folder}/${"n".repeat(300)}`, false)).toEqual({
      reason: "unreadable",
      detail: "ENAMETOOLONG",
    });
  });

  test.skipIf(process.platform !== "linux")("a device that never ends", () => {
    expect(read("/dev/zero", false)).toEqual({ reason: "not-a-file" });
  });

  test.skipIf(process.getuid?.() === 0)("a file without permission", () => {
    const path = file("zendesk");
    chmodSync(path, 0);
    expect(read(path, false)).toEqual({ reason: "unreadable", detail: "EACCES" });
  });

  test("descriptors are closed, whatever happens", () => {
    // The system gives the lowest free number, so one left open would show.
    const lowest = (): number => {
      const descriptor = openSync(folder, "r");
      closeSync(descriptor);
      return descriptor;
    };
    const path = file("zendesk");
    const before = lowest();
    for (const one of [
      path,
      file("x".repeat(LIMIT * 2)),
      join(folder, "sub"),
      join(folder, "pipe"),
      "/dev/zero",
    ])
      read(one, false);
    expect(lowest()).toBe(before);
  });
});
