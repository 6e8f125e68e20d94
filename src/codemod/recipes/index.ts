import type { Recipe } from "../recipe.ts";
import { pythonRequests } from "./python-requests.ts";

/** All recipes, in the order in which a site is offered to them. */
export const recipes: readonly Recipe[] = [pythonRequests];
