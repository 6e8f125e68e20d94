/** True when what goes to a stream is to be coloured: `NO_COLOR` says no, `FORCE_COLOR` yes, else a terminal that can do it decides. */
export function wantsColor(
  stream: { readonly isTTY?: boolean },
  environment: Readonly<Record<string, string | undefined>> = process.env,
): boolean {
  if (environment["NO_COLOR"]) return false;
  const forced = environment["FORCE_COLOR"];
  if (forced !== undefined) return forced !== "0" && forced !== "false";
  return stream.isTTY === true && environment["TERM"] !== "dumb";
}

/** Columns to write for: the terminal's, 100 where there is none. */
export const columnsOf = (stream: { readonly columns?: number }): number => stream.columns || 100;
