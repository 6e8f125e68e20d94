const utf8 = new TextDecoder("utf-8", { fatal: true });
const utf16le = new TextDecoder("utf-16le");
const utf16be = new TextDecoder("utf-16be");

/** The UTF-16 a byte order mark announces; undefined for everything else. */
export function wideEncoding(bytes: Uint8Array, length: number): "utf-16le" | "utf-16be" | undefined {
  if (length < 2) return undefined;
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  return bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : undefined;
}

/** Decodes text without its byte order mark: UTF-16 if it has one, else UTF-8, else Latin-1. Never throws. */
export function decode(bytes: Uint8Array, length: number): string {
  const whole = bytes.subarray(0, length);
  const wide = wideEncoding(bytes, length);
  if (wide) return (wide === "utf-16le" ? utf16le : utf16be).decode(whole);
  try {
    return utf8.decode(whole);
  } catch {
    // NOTE: every sequence of bytes is Latin-1. TextDecoder's windows-1252 is passed over because versions of Node disagree on 0x80-0x9f.
    return Buffer.from(whole.buffer, whole.byteOffset, whole.length).toString("latin1");
  }
}

/** Length of one line above which a script or style sheet is a build's output. */
const LONG_LINE = 20_000;
/** Mean length of lines, likewise; only asked of files of some size, because a bookmarklet is one line, too. */
const LONG_MEAN = 500;
const MEAN_FROM = 8_192;

/** True for text that a minifier wrote, by the length of its lines. */
export function isMinified(text: string): boolean {
  let lines = 1;
  let start = 0;
  for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", start)) {
    if (end - start > LONG_LINE) return true;
    lines++;
    start = end + 1;
  }
  return text.length - start > LONG_LINE || (text.length > MEAN_FROM && text.length / lines > LONG_MEAN);
}
