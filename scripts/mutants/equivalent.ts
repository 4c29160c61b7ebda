// Mutants that change nothing that anybody could notice, each with its reason. They do not count.

/** What stands in the code, what stood there instead, and why nobody can tell. */
type Equivalent = readonly [code: string, instead: string, reason: string];

export const EQUIVALENT: Readonly<Record<string, readonly Equivalent[]>> = {};
