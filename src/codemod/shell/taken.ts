import { posix } from "node:path";
import type { Project } from "../recipe.ts";

/** What stands before a command. */
const START = String.raw`(?:^[ \t]*|[;&|({][ \t]*|\bRUN[ \t]+|\brun:[ \t]*|-[ \t]+)[@-]*(?:sudo[ \t]+)?`;

/** Ways in which a file takes a script elsewhere without what stands beside it; NAME stands for the script's name. */
const WAYS: readonly string[] = [
  // Dockerfile
  String.raw`^[ \t]*(?:ONBUILD[ \t]+)?(?:COPY|ADD)[ \t][^\n]*NAME[^\n]*[ \t]\S+`,
  // Shells and makefiles
  `${START}(?:cp|install|scp|rsync|ln|(?:docker|podman|kubectl|gsutil)[ \\t]+cp|aws[ \\t]+s3[ \\t]+cp)[ \\t][^\\n;&|]*NAME`,
  String.raw`<[ \t]*["']?[^\s"'<(]*NAME`,
  String.raw`\bcat[ \t]+["']?[^\s"']*NAME["']?[ \t]*\|`,
  String.raw`--from-file=[^\s]*NAME`,
  String.raw`(?:raw\.githubusercontent\.com|/raw/)[^\s]*NAME`,
  // Terraform, Packer, Vagrant
  String.raw`\b(?:file|filebase64|templatefile|local_file)\([ \t]*"[^"\n]*NAME"`,
  String.raw`\b(?:source|script|user_data)[ \t]*=[ \t]*["'][^"'\n]*NAME["']`,
  String.raw`\bpath:[ \t]*["'][^"'\n]*NAME["']`,
  // Helm, Ansible, Kustomize
  String.raw`\.Files\.Get[ \t]+["'][^"'\n]*NAME["']`,
  String.raw`^[ \t-]*(?:src|ansible\.builtin\.\w+):[ \t]*["']?[^\s"']*NAME`,
  String.raw`\b(?:files|scripts):[ \t]*\n(?:[ \t]*-[ \t][^\n]*\n){0,40}?[ \t]*-[ \t]+(?:[\w.-]+=)?["']?[^\s"']*NAME`,
  // npm links it into a folder of its own
  String.raw`"bin"[ \t]*:[ \t]*(?:"[^"\n]*NAME"|\{[^{}]{0,2000}?NAME")`,
];

const MOST_FILES = 200;

/** Why a script's provider may not be there where it runs: a file of the repository installs, uploads or pipes the script alone. */
export async function takenAlone(path: string, provider: string, project: Project): Promise<string[]> {
  const name = posix.basename(path);
  if (name.length < 3) return [];
  const escaped = `(?<![\\w.-])${name.replace(/[^\w-]/g, "\\$&")}(?![\\w.-])`;
  const ways = new RegExp(WAYS.map((way) => way.replaceAll("NAME", escaped)).join("|"), "m");
  const others = await project.containing(
    [name],
    (one) => one !== path && !/\.(?:md|rst|txt|adoc)$/i.test(one),
  );
  for (const other of others.slice(0, MOST_FILES)) {
    const text = (await project.load(other))?.masked ?? "";
    if (ways.test(text))
      return [`${other} takes ${name} elsewhere by itself: ${posix.basename(provider)} has to go with it.`];
  }
  return [];
}
