import type { Value } from "../../model/fact.ts";

/** Dotted roots whose member is an environment variable: `process.env.X`, `$ENV{X}`, `System.getenv().X`. */
const ROOTS =
  /^(?:process\.env|import\.meta\.env|ENV|env|_ENV|sys\.env|os\.environ|Platform\.environment|ProcessInfo\.processInfo\.environment|System\.getenv\(\)|secrets|Env)$/;

/** Calls whose first argument names an environment variable; a second one is the default. */
const READERS =
  /^(?:(?:System|Sys|os|OS|posix|java\.lang\.System|process|Stdlib|std)\.getenv|getenv|os\.Getenv|Sys\.getenv|getEnv|lookupEnv|GetEnv|(?:std\.)?env\.var(?:_os)?|env!|option_env!|dotenv!?|System\.(?:get_env|fetch_env!|fetch_env)|(?:sys\.env|ENV|env|os\.environ|process\.env)(?:\.(?:get|getOrElse|getOrDefault|fetch|apply|var))?|(?:scala\.)?(?:util\.)?Properties\.envOr(?:Else|None)|(?:System\.)?Environment\.GetEnvironmentVariable|Environ|Deno\.env\.get|String\.fromEnvironment|System\/getenv|environ\.get|EnvGet|nconf\.env|env_get)$/;

/** The variable a dotted name reads, if its root is the environment. */
export function readOf(name: string): { readonly env: string; readonly rest: string } | undefined {
  for (let dot = name.indexOf("."); dot >= 0; dot = name.indexOf(".", dot + 1)) {
    if (!ROOTS.test(name.slice(0, dot))) continue;
    const after = name.slice(dot + 1);
    const variable = /^[A-Za-z_]\w*/.exec(after)?.[0];
    if (!variable || /^(?:get|fetch|var|apply|getOrElse|getOrDefault|contains|keys|size)$/.test(variable))
      return undefined;
    return { env: variable, rest: after.slice(variable.length) };
  }
  return undefined;
}

/** The variable a call reads, with its default, if the callee reads the environment. */
export function readBy(
  callee: string,
  args: readonly Value[],
): { readonly env: string; readonly fallback?: Value } | undefined {
  if (!READERS.test(callee)) return undefined;
  const only = args[0]?.parts.length === 1 ? args[0].parts[0] : undefined;
  if (!only || !("text" in only) || !/^[\w.:-]{1,200}$/.test(only.text)) return undefined;
  const fallback = args[1];
  return fallback ? { env: only.text, fallback } : { env: only.text };
}
