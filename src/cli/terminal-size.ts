/** The size of a terminal that tells none, as pseudo-terminals do that nobody set one for: what is wrapped to no columns cannot be read. */
const [COLUMNS, ROWS] = [80, 24];

/** Gives the terminal that questions are asked at a size when it tells none. */
export function ensureSize(): void {
  process.stderr.columns ||= COLUMNS;
  process.stderr.rows ||= ROWS;
}
