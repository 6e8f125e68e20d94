import { type Lowering, textValue } from "../adapter.ts";

/** True for a netrc file, by name or by its first word. */
export const isNetrc = (path: string, text: string): boolean =>
  /(?:^|[/._])netrc[^/]*$/.test(path) ||
  /^\s*(?:#[^\n]*\n\s*)*machine\s+\S+\s+(?:login|password|account)\b/.test(text.slice(0, 2000));

/** `machine acme.zendesk.com login x password y` → entries `machine / acme.zendesk.com / login`. */
export function lowerNetrc(lowering: Lowering): void {
  const { text } = lowering;
  let machine: string | null = null;
  let key: { readonly name: string; readonly start: number } | null = null;
  for (const match of text.matchAll(/"(?:[^"\\\n]|\\.)*"|#[^\n]*|\S+/g)) {
    lowering.tick();
    const word = match[0];
    const end = match.index + word.length;
    if (key) {
      const quoted = word.length > 1 && word.startsWith('"') && word.endsWith('"');
      const own = quoted ? word.slice(1, -1) : word;
      if (key.name === "machine") machine = own;
      else {
        const at = { start: key.start, end };
        const value = textValue({ start: match.index, end }, own);
        lowering.emit({
          kind: "entry",
          at,
          scope: 0,
          path: ["machine", machine ?? "default", key.name],
          value,
        });
      }
      key = null;
    } else if (word === "default") machine = "default";
    else if (/^(?:machine|login|password|account)$/.test(word)) key = { name: word, start: match.index };
  }
}
