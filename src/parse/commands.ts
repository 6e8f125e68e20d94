import type { Call, Fact, LanguageId, ScopeId, Value } from "../model/fact.ts";
import { PROGRAMS } from "../model/programs.ts";
import type { Lowering } from "./adapter.ts";
import { commandText } from "./command-text.ts";

/** Programs in other languages are read as text. */
const runsCommands = (language: LanguageId): boolean => language === "text" || PROGRAMS.has(language);

/** Last segments of what runs a command, in every language. Several mean other things, too: the command has to look like one. */
const RUNNERS = new Set(
  `\` $ qx sh bash system exec execsync execfile execfilesync spawn spawnsync execa execasync execacommand execacommandsync
  popen popen2 popen2e popen3 capture2 capture2e capture3 run call check_call check_output getoutput getstatusoutput
  create_subprocess_shell create_subprocess_exec shell_exec passthru proc_open shell fromshellcommandline command commandcontext
  processbuilder process start processstartinfo invoke-expression iex start-process`.split(/\s+/),
);

/** A command line that speaks HTTP. */
const CLIENT_LINE = /(?:^|[\s;&|(`'"/])(?:curl|wget|https?|xhs?|curlie)(?:\.exe)?\s/;

const CLIENT = /^(?:\S*\/)?(?:curl|wget|https?|xhs?|curlie)(?:\.exe)?$/;
const SHELL = /^(?:\S*\/)?(?:ba|z|da|k)?sh$/;

type CallFact = Extract<Fact, { kind: "call" }>;

/** Hands the commands that a program runs to the shell: `os.system("curl …")`, backquotes, `exec.Command("sh", "-c", …)`. */
export function embedCommands(lowering: Lowering, language: LanguageId): void {
  if (!runsCommands(language) || !/\b(?:curl|wget|https?|xhs?|curlie)\b/.test(lowering.text)) return;
  const calls = lowering.facts.filter((fact): fact is CallFact => fact.kind === "call" && isRunner(fact));
  if (calls.length === 0) return;
  const kept = new Kept(lowering);
  const seen = new Set<Value>();
  for (const fact of calls) {
    lowering.tick();
    const [command, ...more] = fact.args.map((argument) => kept.of(argument, fact.scope));
    if (!command || seen.has(command)) continue;
    seen.add(command);
    const words = [...(listOf(command) ?? [command]), ...more.flatMap((one) => listOf(one) ?? [one])].map(
      (one) => kept.of(one, fact.scope),
    );
    runs(lowering, fact, words);
  }
}

const isRunner = ({ call }: Call): boolean =>
  RUNNERS.has(call.slice(call.lastIndexOf(".") + 1).toLowerCase());

/** What a call runs: a line for a shell, a shell with a line, or a program with its arguments. */
function runs(lowering: Lowering, { at, scope }: CallFact, words: readonly Value[]): void {
  const [program, first, second] = words;
  if (!program) return;
  const name = textOf(program);
  if (SHELL.test(name) && first && second && /^-\w*c$/.test(textOf(first)))
    embed(lowering, second, scope, "");
  // .NET takes the arguments as one text.
  else if ((SHELL.test(name) || CLIENT.test(name)) && first && /^-\S*\s/.test(leading(first)))
    embed(lowering, first, scope, `${name} `);
  else if (CLIENT.test(name) && words.length > 1)
    lowering.emit({
      kind: "call",
      at,
      scope,
      call: name.slice(name.lastIndexOf("/") + 1),
      args: words.slice(1),
      named: [],
    });
  else embed(lowering, program, scope, "");
}

function embed(lowering: Lowering, command: Value, scope: ScopeId, lead: string): void {
  if (!CLIENT_LINE.test(lead + command.parts.map((part) => ("text" in part ? part.text : "x")).join("")))
    return;
  const found = commandText(lowering.text, command, lead);
  if (found) lowering.embed({ language: "bash", ...found, scope });
}

/** The literal text of a value that is nothing else. */
function textOf(value: Value): string {
  const only = value.parts.length === 1 ? value.parts[0] : undefined;
  return only && "text" in only ? only.text : "";
}

function leading(value: Value): string {
  const first = value.parts[0];
  return first && "text" in first ? first.text : "";
}

function listOf(value: Value): readonly Value[] | undefined {
  const only = value.parts.length === 1 ? value.parts[0] : undefined;
  return only && "list" in only ? only.list : undefined;
}

/** Values that are kept in a variable until a call takes them. */
class Kept {
  readonly #lowering: Lowering;
  #assigned: Map<string, Extract<Fact, { kind: "assign" }>[]> | undefined;

  constructor(lowering: Lowering) {
    this.#lowering = lowering;
  }

  /** The value itself, or what its name was given once, in a scope around. */
  of(value: Value, scope: ScopeId): Value {
    const only = value.parts.length === 1 ? value.parts[0] : undefined;
    if (!only || !("name" in only)) return value;
    const [one, ...others] = this.#named(only.name);
    return one && others.length === 0 && this.#around(one.scope, scope) ? one.value : value;
  }

  #named(name: string): readonly Extract<Fact, { kind: "assign" }>[] {
    if (!this.#assigned) {
      this.#assigned = new Map();
      for (const fact of this.#lowering.facts) {
        if (fact.kind !== "assign") continue;
        const list = this.#assigned.get(fact.name);
        if (list) list.push(fact);
        else this.#assigned.set(fact.name, [fact]);
      }
    }
    return this.#assigned.get(name) ?? [];
  }

  #around(outer: ScopeId, inner: ScopeId): boolean {
    for (let id: ScopeId | null = inner; id !== null; id = this.#lowering.scopes[id]?.parent ?? null)
      if (id === outer) return true;
    return false;
  }
}
