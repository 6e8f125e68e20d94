/** Directories a list is still read with. */
const MOST = 60;
const DEEPEST = 4;

/** The directory that each path counts for: as deep as the report stays readable, below what all paths have in common. */
export function directoriesOf(paths: readonly string[]): string[] {
  const folders = paths.map((path) => path.split("/").slice(0, -1));
  const base = commonLength(folders);
  const at = (folder: readonly string[], depth: number): string =>
    folder.slice(0, base + depth).join("/") || "(top)";
  let depth = 1;
  while (depth < DEEPEST && new Set(folders.map((folder) => at(folder, depth + 1))).size <= MOST) depth++;
  return folders.map((folder) => at(folder, depth));
}

function commonLength(folders: readonly (readonly string[])[]): number {
  const [first = []] = folders;
  let length = first.length;
  for (const folder of folders) {
    while (length > 0 && (folder.length < length || folder[length - 1] !== first[length - 1])) length--;
    for (let index = 0; index < length; index++) if (folder[index] !== first[index]) length = index;
  }
  return length;
}
