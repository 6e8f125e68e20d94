import type { Node } from "web-tree-sitter";
import type { Call, Entry, Value } from "../../model/fact.ts";
import { textValue, value } from "../adapter.ts";
import { spanOf } from "../tree-sitter.ts";
import { children, deeper, type Place, type Script, typeName, unwrap } from "./context.ts";
import { argumentValues, expression } from "./expressions.ts";

/** Parameters that take no value. */
const SWITCHES =
  /^(?:AsPlainText|Force|Verbose|Debug|AsSecureString|UseBasicParsing|AsJob|Recurse|AsHashtable|AllowUnencryptedAuthentication|NoTypeInformation|Raw|Compress|PassThru|WhatIf|UseDefaultCredentials|DisableKeepAlive|SkipHttpErrorCheck|SkipCertificateCheck|NoNewline|Append|Wait|NoNewWindow)$/i;

/** Commands that give on what they are given, as far as a credential is concerned. */
const TRANSPARENT = /^(?:ConvertTo-SecureString|ConvertFrom-SecureString|Out-String|Write-Output|echo)$/i;

interface Words {
  readonly args: Value[];
  readonly named: Entry[];
}

/** Lowers a command: emits its call, gives its value. `input` is what is piped to it. */
export function lowerCommand(
  script: Script,
  node: Node,
  place: Place,
  input: Value | undefined,
): Value | undefined {
  script.lowering.tick(place.depth);
  const at = spanOf(node);
  const inner = deeper(place);
  const nameNode = node.childForFieldName("command_name");
  const elements = node.childForFieldName("command_elements");
  const invoked = children(node).find((child) => child.type === "command_invokation_operator")?.text;
  if (!nameNode) {
    // `% { … }`, `? { … }`.
    for (const child of children(node))
      for (const block of children(child)) expression(script, block, deeper(place, "ForEach-Object"));
    return undefined;
  }
  const { callee, path } = calleeOf(script, nameNode, inner);
  const { args, named } = wordsOf(script, callee, elements, inner);
  if (invoked === "." || /\.psm1$/i.test(path)) {
    script.lowering.emit({
      kind: "import",
      at,
      scope: place.scope,
      module: path,
      names: [{ imported: "*", local: "*" }],
    });
    return undefined;
  }
  const module = /^(?:Import-Module|ipmo|using)$/i.test(callee)
    ? (named.find((entry) => /^Name$/i.test(entry.key))?.value ??
      args[callee.toLowerCase() === "using" ? 1 : 0])
    : undefined;
  if (module) {
    const text = module.parts.map((part) => ("text" in part ? part.text : ".")).join("");
    script.lowering.emit({
      kind: "import",
      at,
      scope: place.scope,
      module: text,
      names: [{ imported: "*", local: "*" }],
    });
    return undefined;
  }
  if (/^New-Object$/i.test(callee)) return construction(script, at, place, { args, named });
  const environment = readsEnvironment(callee, args, named);
  if (environment) return value(at, [{ env: environment }]);
  if (TRANSPARENT.test(callee)) {
    const given =
      args[0] ??
      named.find((entry) => /^(?:String|InputObject|SecureString)$/i.test(entry.key))?.value ??
      input;
    if (given) return { at, parts: given.parts };
  }
  return emitCall(script, at, place, { call: callee, args, named, ...(input ? { receiver: input } : {}) });
}

function emitCall(script: Script, at: Value["at"], place: Place, call: Call): Value {
  script.lowering.emit({ kind: "call", at, scope: place.scope, ...call });
  return value(at, [call]);
}

/** `New-Object PSCredential("…", $x)`, `-ArgumentList "…", $x`, `-TypeName …`. */
function construction(script: Script, at: Value["at"], place: Place, words: Words): Value {
  const typed = words.named.find((entry) => /^TypeName$/i.test(entry.key))?.value;
  const type = typed ?? words.args[0];
  const rest = typed ? words.args : words.args.slice(1);
  const listed = words.named.find((entry) => /^ArgumentList$|^Args$/i.test(entry.key))?.value;
  const args = [...rest, ...(listed ? [listed] : [])].flatMap((one) => {
    const only = one.parts.length === 1 ? one.parts[0] : undefined;
    return only && "list" in only ? only.list : [one];
  });
  const properties = words.named.find((entry) => /^Property$/i.test(entry.key))?.value;
  const name = type?.parts[0] && "text" in type.parts[0] ? typeName(type.parts[0].text) : "*";
  return emitCall(script, at, place, {
    call: name,
    args: properties ? [...args, properties] : args,
    named: [],
  });
}

/** `Get-Item env:X`, `Get-ChildItem Env:X`, `Get-Content env:X`. */
function readsEnvironment(
  callee: string,
  args: readonly Value[],
  named: readonly Entry[],
): string | undefined {
  if (!/^(?:Get-Item|Get-ChildItem|Get-Content|gi|gci|gc|cat|ls|dir)$/i.test(callee)) return undefined;
  const path = named.find((entry) => /^(?:Path|LiteralPath)$/i.test(entry.key))?.value ?? args[0];
  const only = path?.parts.length === 1 ? path.parts[0] : undefined;
  return only && "text" in only ? /^env:[\\/]?(\w+)$/i.exec(only.text)?.[1] : undefined;
}

/** A command's name without its folder and `.exe`; its path for `. ./x.ps1`. */
function calleeOf(script: Script, node: Node, place: Place): { callee: string; path: string } {
  const inner = unwrap(node);
  const read =
    inner.type === "command_name" ? textValue(spanOf(inner), inner.text) : expression(script, inner, place);
  const only = read.parts.length === 1 ? read.parts[0] : undefined;
  if (only && "name" in only) return { callee: only.name, path: only.name };
  const path = read.parts.map((part) => ("text" in part ? part.text : ".")).join("");
  return { callee: path.replace(/^.*[\\/]/, "").replace(/\.exe$/i, "") || "*", path };
}

/**
 * A cmdlet's words: `-Name value` is named, the rest positional. A program's options (`curl -u x`, `az --name x`) stay words in
 * their order.
 */
function wordsOf(script: Script, callee: string, elements: Node | null, place: Place): Words {
  const into: Words = { args: [], named: [] };
  const items = elements
    ? children(elements).filter(
        (child) => child.type !== "command_argument_sep" && child.type !== "redirection",
      )
    : [];
  const options = items.filter((item) => item.type === "command_parameter").map((item) => item.text);
  const program =
    !/^\w+-\w/.test(callee) && options.length > 0 && options.every((option) => /^--|^-.$/.test(option));
  for (let index = 0; index < items.length; index++) {
    const item = items[index];
    if (!item) continue;
    if (item.type === "argument_list") {
      into.args.push(...argumentValues(script, item, place, callee));
      continue;
    }
    if (item.type !== "command_parameter") {
      const read = expression(script, item, deeper(place, callee));
      if (/^@\w/.test(item.text)) into.named.push({ key: "...", at: spanOf(item), value: read });
      else into.args.push(read);
      continue;
    }
    if (program) {
      into.args.push(textValue(spanOf(item), item.text));
      continue;
    }
    const key = item.text.replace(/^-+/, "").replace(/:$/, "");
    const next = items[index + 1];
    if (!next || next.type === "command_parameter" || SWITCHES.test(key) || /^@\w/.test(next.text)) {
      into.named.push({ key, at: spanOf(item), value: textValue(spanOf(item), "true") });
      continue;
    }
    into.named.push({ key, at: spanOf(item), value: expression(script, next, deeper(place, callee)) });
    index++;
  }
  return into;
}
