import type { LanguageId, Span, Value } from "../../model/fact.ts";
import { type Lowering, value } from "../adapter.ts";
import { interpolate } from "../interpolation.ts";
import { Commands, stepShell, WORD_KEYS } from "./commands.ts";
import { intrinsicValue, nodeValue, reference, scalarValue } from "./intrinsic.ts";
import {
  at,
  type ConfigNode,
  type ListNode,
  type MapNode,
  type Pair,
  type ScalarNode,
  textOf,
} from "./node.ts";
import { offsetIn, placeIn } from "./pieces.ts";
import { shellLanguage } from "./script.ts";

/** Keys whose text names the map of a list, with the keys that then hold its value. */
const NAMING: readonly (readonly [key: string, values: readonly string[]])[] = [
  ["name", ["value", "default", "valueFrom", "Value", "ValueFrom"]],
  ["key", ["value", "default", "valueFrom", "Value"]],
  ["Name", ["Value", "value", "ValueFrom"]],
  ["Key", ["Value", "value"]],
  ["id", ["value", "default", "Value"]],
  ["ParameterKey", ["ParameterValue"]],
  ["secretKey", ["remoteRef", "value"]],
  ["option_name", ["value", "Value"]],
  ["OptionName", ["Value"]],
];

/** Keys whose maps declare settings by name: action inputs, template parameters, Heroku's `env`. */
const DECLARING =
  /^(?:inputs|parameters|variables|vars|secrets|env|environment|settings|options|properties|user_config|userConfig|configuration|credentials)$/i;
const DECLARED = new Set([
  "description",
  "required",
  "default",
  "type",
  "value",
  "Type",
  "Default",
  "Description",
  "NoEcho",
  "defaultValue",
  "metadata",
  "secure",
  "sensitive",
  "title",
  "generator",
]);

/** Lists of the secrets that a step or a service is given by name: Drone, Woodpecker, Kamal, Compose, Cloud Build. */
const LENT = /^(?:secrets?|secret_?env)$/i;

/** Where a key stands and what path it has: what commented-out lines are placed by. */
export interface KeyMark {
  readonly start: number;
  readonly path: readonly string[];
  /** It has keys or items below it, or nothing at all. */
  readonly open: boolean;
}

interface Context {
  readonly commented: boolean;
  /** The language of scripts here, when something above says so. */
  readonly shell?: LanguageId;
}

/** Walks a configuration tree and emits its entries. */
export class EntryWalk {
  readonly #lowering: Lowering;
  readonly #commands: Commands;
  /** Keys in source order. */
  readonly marks: KeyMark[] = [];
  /** Texts of several lines; what looks like a comment in them is none. */
  readonly blocks: Span[] = [];

  constructor(lowering: Lowering) {
    this.#lowering = lowering;
    this.#commands = new Commands(lowering);
  }

  /** Emits the entries of a document. */
  document(root: ConfigNode): void {
    this.#walk(root, [], root.at, { commented: false }, 0);
  }

  /** Emits the entries of a commented-out piece below `path`. */
  commented(root: ConfigNode, path: readonly string[]): void {
    this.#walk(root, path, root.at, { commented: true }, 0);
  }

  #emit(path: readonly string[], found: Value, span: Span, context: Context): void {
    if (path.length === 0) {
      if (found.parts.length > 0) this.#lowering.emit({ kind: "value", at: span, scope: 0, value: found });
      return;
    }
    this.#lowering.emit({
      kind: "entry",
      at: span,
      scope: 0,
      path,
      value: found,
      ...(context.commented ? { commented: true } : {}),
    });
  }

  #walk(node: ConfigNode, path: readonly string[], span: Span, context: Context, depth: number): void {
    this.#lowering.tick(depth);
    if (node.kind === "scalar" && (node.style === "block" || node.pieces.length > 1))
      this.blocks.push(node.at);
    const intrinsic = intrinsicValue(node);
    if (intrinsic) {
      this.#emit(path, intrinsic, span, context);
      if (node.kind === "map")
        for (const pair of node.pairs) this.#inner(pair.value, [...path, pair.key], context, depth + 1);
      return;
    }
    switch (node.kind) {
      case "scalar":
        if (!this.#assignment(node, path, context)) this.#emit(path, scalarValue(node), span, context);
        return;
      case "alias":
        this.#emit(path, value(node.at, [{ name: node.name }]), span, context);
        return;
      case "list":
        this.#list(node, path, context, depth);
        return;
      case "map":
        this.#map(node, path, context, depth);
    }
  }

  /** The texts inside a reference (`secretKeyRef: {name, key}`) are entries of their own; those of functions are not. */
  #inner(node: ConfigNode, path: readonly string[], context: Context, depth: number): void {
    if (node.kind === "map" && /(?:Ref|From)$/.test(path.at(-1) ?? ""))
      this.#walkPairs(node, path, context, depth);
  }

  #list(node: ListNode, path: readonly string[], context: Context, depth: number): void {
    for (const item of node.items) {
      if (this.#handed(item, path, context)) continue;
      const naming = item.kind === "map" ? namingOf(item) : undefined;
      if (item.kind !== "map" || !naming) {
        this.#walk(item, path, item.at, context, depth + 1);
        continue;
      }
      const inner = [...path, naming.name];
      if (naming.value) {
        const own = naming.value.value;
        const found =
          naming.value.key === "remoteRef" && own.kind === "map"
            ? value(own.at, [reference("remoteRef", own)])
            : nodeValue(own);
        this.#emit(inner, found, naming.pair.at, context);
      }
      this.#walk(item, inner, item.at, context, depth + 1);
    }
  }

  /** A secret that a step or container is given by its name: `secrets: [zendesk_token]`, `secret: ["TOKEN:ZENDESK_TOKEN"]`, `{source: a, target: b}`. */
  #handed(item: ConfigNode, path: readonly string[], context: Context): boolean {
    if (!LENT.test(path.at(-1) ?? "")) return false;
    const names =
      item.kind === "scalar"
        ? item.text.split(":")
        : // What it is called in the container may be a file's name, which says little.
          [textOf(at(item, "target"))?.match(/^\w*[A-Z_]\w*$/)?.[0], textOf(at(item, "source"))];
    const named = new Set(names.filter((name) => /^[A-Za-z][\w-]{2,100}$/.test(name ?? "")));
    for (const name of named) this.#emit([...path, name ?? ""], { at: item.at, parts: [] }, item.at, context);
    return named.size > 0;
  }

  #map(node: MapNode, path: readonly string[], context: Context, depth: number): void {
    const shell = context.shell;
    const own = stepShell(node);
    const inner: Context = own ? { ...context, shell: own } : shell ? { ...context, shell } : context;
    const words = context.commented ? [] : this.#commands.words(node);
    if (words.length > 0) this.#commands.embedWords(words, inner.shell);
    this.#walkPairs(node, path, inner, depth, words.length > 0 ? WORD_KEYS : []);
  }

  #walkPairs(
    node: MapNode,
    path: readonly string[],
    context: Context,
    depth: number,
    done: readonly string[] = [],
  ): void {
    for (const pair of node.pairs) {
      const inner = [...path, pair.key];
      this.marks.push({
        start: pair.keyAt.start,
        path: inner,
        open: pair.value.kind !== "scalar" || pair.value.literal === "null",
      });
      if (done.includes(pair.key) && pair.value.kind !== "map") continue;
      const left = context.commented ? null : this.#commands.embed(node, pair, inner, context.shell);
      if (left) {
        if (pair.value.kind === "scalar") this.blocks.push(pair.value.at);
        for (const item of left) this.#walk(item, inner, item.at, context, depth + 1);
        continue;
      }
      this.#declaration(pair, path, context);
      this.#walk(pair.value, inner, pair.at, this.#contextOf(node, pair, context), depth + 1);
    }
  }

  /** A setting declared by a map (`inputs: {zendesk-token: {required: true}}`) is an entry itself, with its default or without value. */
  #declaration(pair: Pair, path: readonly string[], context: Context): void {
    if (pair.value.kind !== "map" || pair.value.pairs.length === 0 || !DECLARING.test(path.at(-1) ?? ""))
      return;
    if (!pair.value.pairs.some((one) => DECLARED.has(one.key)) || intrinsicValue(pair.value)) return;
    const held = ["value", "default", "Default", "defaultValue"]
      .map((key) => at(pair.value, key))
      .find((one) => one !== undefined);
    this.#emit(
      [...path, pair.key],
      held ? nodeValue(held) : { at: pair.keyAt, parts: [] },
      pair.keyAt,
      context,
    );
  }

  /** What a step says of the scripts in its `with:` or `inputs:`. */
  #contextOf(node: MapNode, pair: Pair, context: Context): Context {
    if (pair.key === "with" && /^actions\/github-script\b/.test(textOf(at(node, "uses")) ?? ""))
      return { ...context, shell: "javascript" };
    const task = pair.key === "inputs" ? textOf(at(node, "task")) : undefined;
    if (!task) return context;
    const language = shellLanguage(textOf(at(pair.value, "scriptType"))) ?? shellLanguage(task);
    return language ? { ...context, shell: language } : context;
  }

  /** `- ZENDESK_TOKEN=x` in a list, and `- ZENDESK_TOKEN` in a list of environment variables. */
  #assignment(node: ScalarNode, path: readonly string[], context: Context): boolean {
    const match = /^([A-Za-z_]\w{0,200})=/.exec(node.text);
    const key = path.at(-1) ?? "";
    const environment = /^(?:environment|env|envs|environments|env_vars|envVars|variables|vars)$/i.test(key);
    const passed = environment && !match && /^[A-Z][A-Z0-9_]{2,}$/.test(node.text) && node.style !== "block";
    if (passed) {
      this.#emit([...path, node.text], value(node.at, [{ env: node.text }]), node.at, context);
      return true;
    }
    if (
      !match?.[1] ||
      node.text.includes("\n") ||
      !(environment || (path.length > 0 && /^[A-Z][A-Z0-9_]{2,}$/.test(match[1])))
    )
      return false;
    const start = match[0].length;
    let from = start;
    let to = node.text.length;
    if (to - from >= 2 && /["']/.test(node.text[from] ?? "") && node.text[to - 1] === node.text[from]) {
      from++;
      to--;
    }
    const place = placeIn(node.pieces);
    const parts = interpolate(node.text.slice(from, to), (a, b) => place(from + a, from + b));
    this.#emit(
      [...path, match[1]],
      value({ start: offsetIn(node.pieces, from), end: offsetIn(node.pieces, to, true) }, parts),
      node.at,
      context,
    );
    return true;
  }
}

interface Naming {
  readonly name: string;
  readonly pair: Pair;
  readonly value?: Pair;
}

/** The text that names a map of a list, and the pair that holds its value. */
function namingOf(node: MapNode): Naming | undefined {
  for (const [key, valueKeys] of NAMING) {
    const pair = node.pairs.find((one) => one.key === key);
    const name = textOf(pair?.value);
    if (!pair || !name || name.length > 200 || name.includes("\n")) continue;
    const held = valueKeys
      .map((valueKey) => node.pairs.find((one) => one.key === valueKey))
      .find((one) => one !== undefined);
    return held ? { name, pair, value: held } : { name, pair };
  }
  return undefined;
}
