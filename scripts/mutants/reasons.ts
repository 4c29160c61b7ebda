// Why a mutant changes nothing that anybody could notice.

/** What stands in the code, what stood there instead, and why nobody can tell. */
export type Equivalent = readonly [code: string, instead: string, reason: string];

/** Mutants that do not count, by file. */
export type Equivalents = Readonly<Record<string, readonly Equivalent[]>>;

export const NO_COMPARISON = "Nothing is more or less than undefined.";
export const WITHIN_BOUNDS = "Beyond the end there is nothing, which is passed over.";
export const MADE_ANEW = "Never read: it is set before anybody looks.";
