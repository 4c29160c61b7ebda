// Mutants that change nothing that anybody could notice, each with its reason. They do not count.

import { OF_SERVER } from "./equivalent-server.ts";
import { OF_SHARED } from "./equivalent-shared.ts";
import type { Equivalents } from "./reasons.ts";

export const EQUIVALENT: Equivalents = { ...OF_SERVER, ...OF_SHARED };
