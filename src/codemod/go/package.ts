import { posix } from "node:path";
import type { Node } from "web-tree-sitter";
import type { NewFile } from "../../model/edit.ts";
import type { HostSource, Project, Site } from "../recipe.ts";
import { nodesBelow } from "../tidy/grammar.ts";

/** A file of a Go package with its tree. */
export interface GoFile {
  readonly path: string;
  readonly text: string;
  readonly root: Node;
  /** Names by which it knows other packages. */
  readonly imports: ReadonlySet<string>;
}

/** Loads the files of the package that a file belongs to, that file first. */
export async function packageOf(path: string, project: Project): Promise<GoFile[]> {
  const folder = posix.dirname(path);
  const paths = project.paths.filter(
    (one) => one.endsWith(".go") && one !== path && posix.dirname(one) === folder,
  );
  const files: GoFile[] = [];
  for (const one of [path, ...paths]) {
    const file = await project.load(one);
    if (!file) continue;
    const root = await project.tree(file.masked, "go");
    files.push({ path: one, text: file.masked, root, imports: importsOf(root) });
  }
  const name = files[0] && packageName(files[0].root);
  return files.filter(({ root }) => packageName(root) === name);
}

const importsOf = (root: Node): ReadonlySet<string> =>
  new Set(
    [...nodesBelow(root)].flatMap((node) => {
      if (node.type !== "import_spec") return [];
      const parts = (node.childForFieldName("path")?.text ?? "").slice(1, -1).split("/");
      return [node.childForFieldName("name")?.text ?? parts.at(-1) ?? ""];
    }),
  );

/** The name in the package clause. */
export const packageName = (root: Node): string | undefined =>
  root.namedChildren.find((node) => node?.type === "package_clause")?.namedChild(0)?.text;

/** Parts of the provider that a recipe uses, in words of the template. */
export type GoParts = "authorize" | "transport" | "credential";

/** Adds the token provider to the package of a site's file, or says why it cannot be added there. */
export async function provideGo(
  site: Site,
  files: readonly GoFile[],
  parts: readonly GoParts[],
  project: Project,
): Promise<{ readonly creates: readonly NewFile[]; readonly alone: string | undefined } | string> {
  const [own] = files;
  if (!own) return "The file has no package clause.";
  if (/^\/\/(?:go:build|\s*\+build)\s+ignore\b/m.test(own.text))
    return `${own.path} is built on its own, so the token provider cannot stand beside it.`;
  const folder = posix.dirname(own.path) === "." ? "" : posix.dirname(own.path);
  const external = packageName(own.root)?.endsWith("_test") === true;
  const path = posix.join(folder, external ? "zendesk_oauth_test.go" : "zendesk_oauth.go");
  const taken = files.find(
    (file) => file.path !== path && [...nodesBelow(file.root)].some((node) => node.text === "zendeskDo"),
  );
  if (taken) return `${taken.path} has a zendeskDo of its own.`;
  const made = await project.provide({
    whole: true,
    template: "go-oauth.go",
    path,
    // gofmt's indentation, whatever the neighbours' is.
    like: path,
    values: { PACKAGE: packageName(own.root) ?? "main", URL: baseUrlBody(site.host) },
    keep: parts,
    names: site.names,
  });
  if (made.path !== path) return `The package would need a second form of ${path}.`;
  return { creates: made.creates, alone: await runAlone(own.path, project) };
}

/** A place that runs or builds a file by its name, without its neighbours. */
async function runAlone(path: string, project: Project): Promise<string | undefined> {
  const name = posix.basename(path);
  const [place] = await project.containing(
    [`go run ${name}`, `go build ${name}`, `go run ${path}`, `go build ${path}`].filter(
      (word) => word.length <= 64,
    ),
    (one) => !one.endsWith(".go"),
  );
  return place;
}

/** The body of the provider's function that gives the account's address. */
function baseUrlBody(host: HostSource): string {
  if (host.kind === "literal") return `return "${host.url}", nil`;
  const read =
    host.kind === "env" && host.default !== undefined
      ? [
          `value := os.Getenv("${host.name}")`,
          'if value == "" {',
          `\tvalue = ${JSON.stringify(host.default)}`,
          "}",
        ]
      : [`value, err := zendeskSetting("${host.name}")`, "if err != nil {", '\treturn "", err', "}"];
  const form = host.kind === "unknown" ? "subdomain" : host.form;
  if (form === "subdomain") read.push('return "https://" + value + ".zendesk.com", nil');
  else if (form === "host") read.push('return "https://" + strings.TrimSuffix(value, "/"), nil');
  else
    read.push(
      'parts := strings.SplitN(value, "/", 4)',
      "if len(parts) < 3 {",
      `\treturn "", fmt.Errorf("${host.name} has to begin with https://")`,
      "}",
      'return strings.Join(parts[:3], "/"), nil',
    );
  return read.join("\n\t");
}
