import { closeSync, constants, existsSync, fstatSync, openSync, readFileSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { isWithin } from "../discover/root.ts";
import { type Product, speaksGitlab } from "./syntax.ts";

/** GitHub does not look at a larger file. */
const LIMIT = 3 * 1024 * 1024;

/** Where each product looks, the first that is there counts. */
const PLACES: Readonly<Record<Product, readonly string[]>> = {
  github: [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"],
  gitlab: ["CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS"],
};

/** The CODEOWNERS file that counts in a repository; none when there is none, or when it is too large, no file, or a link out of the root. */
export function findOwnersFile(
  root: string,
): { readonly text: string; readonly product: Product } | undefined {
  const has = (path: string): boolean => existsSync(join(root, path));
  const host: Product = !has(".github") && (has(".gitlab-ci.yml") || has(".gitlab")) ? "gitlab" : "github";
  const other: Product = host === "github" ? "gitlab" : "github";
  const place = [...PLACES[host], ...PLACES[other]].find(has);
  const text = place === undefined ? undefined : readWithin(root, place);
  if (place === undefined || text === undefined) return undefined;
  const only = (["github", "gitlab"] as const).filter((product) => PLACES[product].includes(place));
  const [product = host] = only;
  if (only.length === 1) return { text, product };
  return { text, product: speaksGitlab(text) ? "gitlab" : host };
}

function readWithin(root: string, path: string): string | undefined {
  let descriptor: number | undefined;
  try {
    const place = realpathSync.native(join(root, path));
    if (!isWithin(root, place)) return undefined;
    descriptor = openSync(place, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    const status = fstatSync(descriptor);
    if (!status.isFile() || status.size > LIMIT) return undefined;
    return readFileSync(descriptor, "utf8");
  } catch {
    // NOTE: owners are an aside; a file that cannot be read leaves them out, as one that is not there does.
    return undefined;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}
