export { endpointsOf } from "./callers.ts";
export { type ScopePlan, scopesOf } from "./plan.ts";
export { scopeTable } from "./table.ts";
