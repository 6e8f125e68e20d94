/** A file is read whole, so a larger limit would only exhaust the memory. */
const LARGEST = 256 * 1024 * 1024;

const UNITS: Readonly<Record<string, number>> = { k: 1024, m: 1024 * 1024 };

/** Parses `500k`, `2m` or a number of bytes; undefined for anything else. */
export function bytesOf(text: string): number | undefined {
  const match = /^(\d{1,12}) ?([km]?)(?:i?b)?$/i.exec(text);
  if (!match) return undefined;
  const bytes = Number(match[1]) * (UNITS[match[2]?.toLowerCase() ?? ""] ?? 1);
  return bytes >= 1 && bytes <= LARGEST ? bytes : undefined;
}

/** True for a day that there is, as YYYY-MM-DD. */
export function isDay(value: string): boolean {
  const time = Date.parse(`${value}T00:00:00Z`);
  const real = !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === value;
  return /^\d{4}-\d{2}-\d{2}$/.test(value) && real;
}

/** Worker threads at most. */
export const MAX_THREADS = 64;

/** True for what new variables may begin with. */
export const isPrefix = (value: string): boolean =>
  /^[A-Z][A-Z0-9_]{0,60}$/.test(value) && !value.endsWith("_");
