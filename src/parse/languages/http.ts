import type { Adapter } from "../adapter.ts";
import { lowerRequests } from "../http/lower.ts";

/** Request files of editors (`.http`, `.rest`): variables, requests, headers and bodies. */
export const load = async (): Promise<Adapter> => lowerRequests;
