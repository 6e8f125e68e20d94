import type { LanguageId } from "../../model/fact.ts";
import type { Lowering } from "../adapter.ts";
import { languageOf } from "../language.ts";
import { at, type ConfigNode, type MapNode, type Pair, type ScalarNode, textOf } from "./node.ts";
import { embedScript, embedWords, shellLanguage } from "./script.ts";

/** Keys that hold a script when their text is more than one word. */
// biome-ignore format: a list of words
const SCRIPT_KEYS = new Set([
  "run",
  "script",
  "before_script",
  "after_script",
  "before_install",
  "install",
  "before_deploy",
  "after_success",
  "after_deploy",
  "command",
  "commands",
  "cmd",
  "cmds",
  "bash",
  "sh",
  "shell",
  "inlineScript",
  "Inline",
  "ScriptBlock",
  "entrypoint",
  "buildCommand",
  "startCommand",
  "releaseCommand",
  "preDeployCommand",
  "postCreateCommand",
  "postStartCommand",
  "ansible.builtin.shell",
  "ansible.builtin.command",
  "pwsh",
  "powershell",
  "win_shell",
  "ansible.windows.win_shell",
  "user_data",
  "userData",
]);
const POWERSHELL_KEYS = new Set([
  "pwsh",
  "powershell",
  "win_shell",
  "ansible.windows.win_shell",
  "ScriptBlock",
]);
/** Keys of a command given word by word, in the order the words are joined. */
export const WORD_KEYS = ["entrypoint", "command", "cmd", "args"] as const;

/** Finds the scripts, commands and files in a configuration tree and hands them to their languages. */
export class Commands {
  readonly #lowering: Lowering;
  readonly #fileName: string;

  constructor(lowering: Lowering) {
    this.#lowering = lowering;
    this.#fileName = lowering.path.slice(lowering.path.lastIndexOf("/") + 1);
  }

  /** Embeds a script, a file's content or a package's commands and gives what is left to walk; null when the pair is plain data. */
  embed(
    node: MapNode,
    pair: Pair,
    path: readonly string[],
    shell: LanguageId | undefined,
  ): readonly ConfigNode[] | null {
    const { key } = pair;
    if (pair.value.kind === "scalar") return this.#text(node, pair, pair.value, path, shell) ? [] : null;
    if (pair.value.kind !== "list") return null;
    const scalars = pair.value.items.filter(
      (item): item is ScalarNode => item.kind === "scalar" && item.literal === undefined,
    );
    if (key === "exec" && path.at(-2) === "script" && scalars.length > 0) {
      embedScript(this.#lowering, "javascript", scalars);
      return [];
    }
    if (!SCRIPT_KEYS.has(key) || (WORD_KEYS as readonly string[]).includes(key)) return null;
    if (!scalars.some((item) => /\s/.test(item.text))) return null;
    embedScript(this.#lowering, POWERSHELL_KEYS.has(key) ? "powershell" : (shell ?? "bash"), scalars);
    return pair.value.items.filter((item) => item.kind !== "scalar");
  }

  #text(
    node: MapNode,
    pair: Pair,
    text: ScalarNode,
    path: readonly string[],
    shell: LanguageId | undefined,
  ): boolean {
    if (text.literal !== undefined || text.text === "" || text.tag) return false;
    const { key } = pair;
    const several = /\s/.test(text.text.trim());
    const embed = (language: LanguageId): true => {
      embedScript(this.#lowering, language, [text]);
      return true;
    };
    const manifest =
      /^(?:package|composer)\.json$/.test(this.#fileName) && path[0] === "scripts" && path.length === 2;
    if (manifest && several) return embed("bash");
    if (several && SCRIPT_KEYS.has(key) && !(key === "shell" && at(node, "run"))) {
      if (POWERSHELL_KEYS.has(key)) return embed("powershell");
      if (key === "bash" || key === "sh") return embed("bash");
      return embed(shell ?? "bash");
    }
    // A file in a ConfigMap, in cloud-init's `write_files`, in any map of files.
    const file =
      key === "content" || key === "contents"
        ? textOf(at(node, "path"))
        : /^[\w-]*\.[A-Za-z]\w{0,9}$/.test(key)
          ? key
          : undefined;
    if (!file || !text.text.includes("\n")) return false;
    const firstLine = text.text.slice(0, Math.min(300, text.text.indexOf("\n")));
    const language = languageOf(file, firstLine);
    if (language === "text" || language === "markup") return false;
    const dot = file.lastIndexOf(".");
    this.#lowering.embed({
      language,
      pieces: text.pieces,
      ...(dot >= 0 ? { extension: file.slice(dot).toLowerCase() } : {}),
    });
    return true;
  }

  /** The words of an exec-form command in this map: `entrypoint`, `command` and `args` together, when one of them is a list. */
  words(node: MapNode): ScalarNode[] {
    const words: ScalarNode[] = [];
    let lists = 0;
    let named = false;
    for (const key of WORD_KEYS) {
      const own = at(node, key);
      if (!own) continue;
      if (own.kind === "list") {
        if (own.items.some((item) => item.kind !== "scalar")) return [];
        words.push(
          ...own.items.filter(
            (item): item is ScalarNode => item.kind === "scalar" && item.literal !== "null",
          ),
        );
        lists++;
      } else if (own.kind === "scalar" && own.literal === undefined && !/\s/.test(own.text)) words.push(own);
      else return [];
      named ||= key !== "args";
    }
    return lists > 0 && named && words.length > 1 ? words : [];
  }

  /** Embeds such a command, or the script it hands to a shell. */
  embedWords(words: readonly ScalarNode[], shell: LanguageId | undefined): void {
    const flag = words.findIndex((word) => /^-\w*c$|^-Command$|^\/c$|^CMD-SHELL$/i.test(word.text));
    const language =
      flag === 0 ? "bash" : (shellLanguage(words[flag - 1]?.text) ?? shellLanguage(words[0]?.text));
    const script = flag >= 0 && language ? words[flag + 1] : undefined;
    if (script && language) embedScript(this.#lowering, language, [script]);
    else if (words.every((word) => /\s/.test(word.text))) embedScript(this.#lowering, shell ?? "bash", words);
    else embedWords(this.#lowering, words);
  }
}

/** The shell a workflow, job or step names for the scripts in it. */
export function stepShell(node: MapNode): LanguageId | undefined {
  const shell =
    shellLanguage(textOf(at(node, "shell"))) ??
    shellLanguage(textOf(at(at(at(node, "defaults"), "run"), "shell")));
  if (shell) return shell;
  return /^windows/i.test(textOf(at(node, "runs-on")) ?? "") ? "powershell" : undefined;
}
