import type { Node } from "web-tree-sitter";
import type { Span } from "../../model/fact.ts";
import { nodeAt } from "../nodes.ts";
import { nodesBelow } from "../tidy/grammar.ts";
import {
  assignedName,
  type Command,
  commandOf,
  commandsOf,
  functionAround,
  functionName,
  keyOf,
  type Script,
  statementOf,
  variableName,
} from "./script.ts";

/** A node of a script. */
export interface Placed {
  readonly script: Script;
  readonly node: Node;
}

/** Where a credential goes in scripts. */
export interface Flow {
  /** What puts it into headers: an entry of a hash, or a statement. */
  readonly writes: readonly Placed[];
  /** Commands that send it. */
  readonly sends: readonly (Command & { readonly script: Script })[];
  /** Variables that hold it on its way, in lower case. */
  readonly values: ReadonlySet<string>;
  /** Variables that hold headers it is in. */
  readonly headers: ReadonlySet<string>;
  /** Functions that give it, or headers it is in. */
  readonly functions: readonly string[];
}

const SENDING = /^(?:invoke-restmethod|invoke-webrequest|irm|iwr)$/;
const ROUNDS = 8;

/** Follows a credential from its places to the commands that send it. */
export function flowOf(
  scripts: readonly Script[],
  spots: readonly { readonly path: string; readonly at: Span }[],
): Flow {
  const flow = new Follower(scripts);
  for (const { path, at } of spots) {
    const script = scripts.find((one) => one.path === path);
    if (script) flow.value(script, nodeAt(script.root, at));
  }
  for (let round = 0; round < ROUNDS && flow.step(); round++);
  return flow.result();
}

class Follower {
  readonly #scripts: readonly Script[];
  readonly #values = new Set<string>();
  readonly #valueFunctions = new Set<string>();
  readonly #headers = new Set<string>();
  readonly #headerFunctions = new Set<string>();
  readonly #members = new Set<string>();
  readonly #splats = new Set<string>();
  readonly #writes = new Map<string, Placed>();
  readonly #sends = new Map<string, Command & { script: Script }>();

  constructor(scripts: readonly Script[]) {
    this.#scripts = scripts;
  }

  result(): Flow {
    return {
      writes: [...this.#writes.values()],
      sends: [...this.#sends.values()],
      values: this.#values,
      headers: this.#headers,
      functions: [...this.#valueFunctions, ...this.#headerFunctions],
    };
  }

  #count(): number {
    const sets = [
      this.#values,
      this.#valueFunctions,
      this.#headers,
      this.#headerFunctions,
      this.#members,
      this.#splats,
    ];
    return [...sets, this.#writes, this.#sends].reduce((sum, one) => sum + one.size, 0);
  }

  /** One round over all uses of all names; false when nothing new was found. */
  step(): boolean {
    const before = this.#count();
    for (const script of this.#scripts)
      for (const node of nodesBelow(script.root)) {
        if (node.type === "variable") {
          const name = variableName(node.text);
          if (name === undefined || isAssigned(node)) continue;
          if (this.#values.has(name)) this.value(script, node);
          if (this.#headers.has(name)) this.#header(script, node);
        } else if (node.type === "command_name") {
          const name = node.text.toLowerCase();
          if (this.#valueFunctions.has(name)) this.value(script, node);
          if (this.#headerFunctions.has(name)) this.#header(script, node);
        } else if (node.type === "member_access") {
          const member = /\.["']?(\w+)["']?$/.exec(node.text)?.[1]?.toLowerCase();
          if (member !== undefined && this.#members.has(member) && !isAssigned(node))
            this.#header(script, node);
        }
      }
    for (const script of this.#scripts)
      for (const command of commandsOf(script.root))
        if (
          command.others.some(
            (word) => /^@/.test(word.text) && this.#splats.has(variableName(word.text) ?? ""),
          )
        )
          this.#send(script, command);
    return this.#count() > before;
  }

  /** A value made of the credential: where it is written, or what it is kept by. */
  value(script: Script, from: Node): void {
    for (let node: Node | null = from; node; node = node.parent) {
      if (node.type === "hash_entry" && keyOf(node) === "authorization") {
        this.#writes.set(spot(script, node), { script, node });
        const hash = node.parent?.parent;
        if (hash) this.#header(script, hash);
        return;
      }
      if (node.type === "invokation_expression") {
        const into = /^(\$[\w:]+)\.Add\(\s*["']Authorization["']/i.exec(node.text)?.[1];
        if (into !== undefined) {
          this.#written(script, node, into);
          return;
        }
      }
      if (node.type === "assignment_expression") {
        const left = node.namedChild(0)?.text ?? "";
        const into = /^(\$[\w:]+)(?:\.["']?Authorization["']?|\[\s*["']Authorization["']\s*\])$/i.exec(
          left,
        )?.[1];
        if (into !== undefined) {
          this.#written(script, node, into);
          return;
        }
        const name = assignedName(node);
        if (name !== undefined && !isAssignedIn(node, from)) this.#values.add(name);
        return;
      }
      if (node.type === "command") {
        const command = commandOf(node);
        const credential = command?.parameters.get("-credential")?.value;
        if (command && SENDING.test(command.name) && credential && holds(credential, from)) {
          this.#send(script, command);
          return;
        }
      }
      if (isResult(node)) {
        const around = functionAround(node);
        if (around) this.#valueFunctions.add(functionName(around));
        return;
      }
    }
  }

  #written(script: Script, node: Node, into: string): void {
    this.#writes.set(spot(script, node), { script, node: statementOf(node) });
    const name = variableName(into);
    if (name !== undefined) this.#headers.add(name);
  }

  /** Headers the credential is in: who sends them, or what they are kept by. */
  #header(script: Script, from: Node): void {
    for (let node: Node | null = from; node; node = node.parent) {
      if (node.type === "command") {
        const command = commandOf(node);
        const given = command?.parameters.get("-headers")?.value;
        if (command && SENDING.test(command.name) && given && holds(given, from)) {
          this.#send(script, command);
          return;
        }
      }
      if (node.type === "hash_entry" && node.id !== from.id) {
        const name = keyOf(node);
        const assignment = assignmentAround(node);
        const holder = assignment && assignedName(assignment);
        if (name === "headers" && holder !== undefined) this.#splats.add(holder);
        this.#members.add(name);
        return;
      }
      if (node.type === "invokation_expression" || node.type === "member_access") return;
      if (node.type === "assignment_expression") {
        const name = assignedName(node);
        if (name !== undefined) this.#headers.add(name);
        const member = /\.["']?(\w+)["']?$/.exec(node.namedChild(0)?.text ?? "")?.[1]?.toLowerCase();
        const splat = /^(\$[\w:]+)(?:\.|\[)["']?Headers\b/i.exec(node.namedChild(0)?.text ?? "")?.[1];
        if (splat !== undefined) this.#splats.add(variableName(splat) ?? "");
        else if (name === undefined && member !== undefined) this.#members.add(member);
        return;
      }
      if (isResult(node)) {
        const around = functionAround(node);
        if (around) this.#headerFunctions.add(functionName(around));
        return;
      }
    }
  }

  #send(script: Script, command: Command): void {
    if (SENDING.test(command.name)) this.#sends.set(spot(script, command.node), { ...command, script });
  }
}

const spot = (script: Script, node: Node): string => `${script.path}:${node.startIndex}:${node.endIndex}`;

const holds = (outer: Node, inner: Node): boolean =>
  outer.startIndex <= inner.startIndex && inner.endIndex <= outer.endIndex;

/** The variable or member is set here, not read. */
function isAssigned(node: Node): boolean {
  for (let up = node.parent; up; up = up.parent) {
    if (up.type === "left_assignment_expression") return true;
    if (/^(?:pipeline|statement_list)$/.test(up.type)) return false;
  }
  return false;
}

const isAssignedIn = (assignment: Node, from: Node): boolean => {
  const left = assignment.namedChild(0);
  return left !== null && holds(left, from);
};

function assignmentAround(node: Node): Node | undefined {
  for (let up = node.parent; up; up = up.parent) {
    if (up.type === "assignment_expression") return up;
    if (up.type === "hash_entry" || up.type === "statement_list") return undefined;
  }
  return undefined;
}

/** What a function gives back: `return …`, or a statement that is only a value. */
const isResult = (node: Node): boolean =>
  node.type === "flow_control_statement"
    ? /^return\b/i.test(node.text)
    : node.type === "pipeline" &&
      /^(?:statement_list)$/.test(node.parent?.type ?? "") &&
      node.namedChild(0)?.type !== "assignment_expression";
