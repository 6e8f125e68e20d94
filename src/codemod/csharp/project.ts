import { posix } from "node:path";
import type { Edit } from "../../model/edit.ts";
import type { Project } from "../recipe.ts";
import type { CsharpFile } from "./files.ts";

/** What the project file that a source belongs to says. */
export interface CsharpProject {
  /** Path of the `.csproj`; undefined when there is none. */
  readonly path: string | undefined;
  readonly text: string;
  /** `?` where references are not nullable, else empty. */
  readonly nullable: string;
  /** The framework has System.Text.Json. */
  readonly json: boolean;
  /** Sources are listed one by one, as before the SDK style. */
  readonly listed: boolean;
  /** It is made to be used by other repositories. */
  readonly isPackage: boolean;
}

/** Reads the project file above a source, with the build properties above that. */
export async function projectOf(file: CsharpFile, project: Project): Promise<CsharpProject> {
  let path: string | undefined;
  let properties = "";
  for (let folder = posix.dirname(file.path); ; folder = posix.dirname(folder)) {
    const inside = (one: string): boolean => posix.dirname(one) === folder;
    path ??= project.paths.find((one) => inside(one) && /\.(?:cs|vb|fs)proj$/.test(one));
    const shared = posix.join(folder, "Directory.Build.props");
    if (project.has(shared)) properties += (await project.load(shared))?.masked ?? "";
    if (folder === "." || folder === "/" || folder === "") break;
  }
  const text = path === undefined ? "" : ((await project.load(path))?.masked ?? "");
  const all = `${text}\n${properties}`;
  const frameworks = /<TargetFrameworks?>([^<]*)</.exec(all)?.[1]?.split(";") ?? [];
  const modern = (name: string): boolean => /^\s*(?:net(?:[5-9]|\d{2})\.\d|netcoreapp3)/.test(name);
  return {
    path,
    text,
    nullable:
      /<Nullable>\s*(?:enable|annotations)\s*</i.test(all) || /^\s*#nullable\s+enable\b/m.test(file.text)
        ? "?"
        : "",
    json:
      (frameworks.length > 0 && frameworks.every(modern)) ||
      /Include="System\.Text\.Json"/.test(all) ||
      /^using System\.Text\.Json\b/m.test(file.text),
    isPackage: await isPackage(all, project),
    listed: /<Compile\s+Include=/.test(text),
  };
}

/** A library whose project file describes a package, or one of a repository that packs. */
async function isPackage(text: string, project: Project): Promise<boolean> {
  if (/<(?:PackageId|PackageTags|PackageLicense\w*|GeneratePackageOnBuild)>/.test(text)) return true;
  if (
    /<OutputType>\s*(?:Win)?Exe|Sdk="Microsoft\.NET\.Sdk\.(?:Web|Worker)"|Microsoft\.NET\.Test\.Sdk/i.test(
      text,
    )
  )
    return false;
  const packing = await project.containing(
    ["dotnet pack", "nuget pack", "DotNetCorePack", "DotNetPack"],
    (path) => /\.(?:ya?ml|cake|ps1|sh|cs)$/.test(path),
  );
  return packing.length > 0;
}

/** Version of a package that a project file, `packages.config` or `Directory.Packages.props` names; undefined when none does. */
export async function packageVersion(
  name: string,
  { path, text }: CsharpProject,
  project: Project,
): Promise<readonly number[] | undefined> {
  const folder = path === undefined ? "." : posix.dirname(path);
  const others = project.paths.filter(
    (one) =>
      /(?:^|\/)Directory\.Packages\.props$/.test(one) ||
      (posix.dirname(one) === folder && /(?:^|\/)packages\.config$/.test(one)),
  );
  const escaped = name.replace(/\./g, "\\.");
  const pattern = new RegExp(
    `(?:Include|Update|id)="${escaped}"\\s*(?:[vV]ersion="\\[?([\\d.]+)|>\\s*<Version>\\[?([\\d.]+))`,
    "i",
  );
  for (const other of [
    text,
    ...(await Promise.all(others.map(async (one) => (await project.load(one))?.masked ?? ""))),
  ]) {
    const match = pattern.exec(other);
    const version = match?.[1] ?? match?.[2];
    if (version !== undefined) return version.split(".").map(Number);
  }
  return undefined;
}

/** Adds new sources, and the assembly they need, to a project file that lists its sources. */
export function listing({ path, text, listed }: CsharpProject, sources: readonly string[]): Edit[] {
  if (path === undefined || !listed) return [];
  const folder = posix.dirname(path);
  const edits: Edit[] = [];
  const insert = (pattern: RegExp, line: string): void => {
    const last = [...text.matchAll(pattern)].at(-1);
    if (!last) return;
    const at = last.index + last[0].length;
    edits.push({ path, at: { start: at, end: at }, text: `\n${last[1] ?? ""}${line}` });
  };
  for (const source of sources) {
    const name = posix.relative(folder, source).replace(/\//g, "\\");
    if (!text.includes(`Include="${name}"`))
      insert(/^([ \t]*)<Compile\s+Include="[^"]*"\s*\/>/gm, `<Compile Include="${name}" />`);
  }
  if (sources.length > 0 && !/Include="System\.Net\.Http[",]/.test(text))
    insert(/^([ \t]*)<Reference\s+Include="System[\w.]*"\s*\/>/gm, `<Reference Include="System.Net.Http" />`);
  return edits;
}
