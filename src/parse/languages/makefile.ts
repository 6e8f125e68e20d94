import type { Adapter } from "../adapter.ts";
import { lowerMakefile } from "../makefile/lower.ts";

/** Makefiles and justfiles: variables as assignments, recipes as shell code. */
export const load = async (): Promise<Adapter> => lowerMakefile;
