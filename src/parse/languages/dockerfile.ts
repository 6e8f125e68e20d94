import type { Adapter, Lowering } from "../adapter.ts";
import { instructionsOf } from "../dockerfile/instructions.ts";
import { lowerInstruction } from "../dockerfile/lower.ts";

/** Dockerfiles: `ENV` and `ARG` as entries, what runs as shell code. */
export const load = async (): Promise<Adapter> => lowerDockerfile;

function lowerDockerfile(lowering: Lowering): void {
  for (const instruction of instructionsOf(lowering)) lowerInstruction(lowering, instruction);
}
