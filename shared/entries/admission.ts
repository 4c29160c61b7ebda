// How a reading was let in, as its entry has it: short, since each reading of a server with keys has it.

/** By a key in a header, by one in the path, or from an allowed address; `id` is that of the key or the address. */
export interface Admission {
  readonly how: "key" | "path-key" | "address";
  readonly id: string;
}

const LETTERS = { key: "k", "path-key": "p", address: "a" } as const;
const BY_LETTER = new Map(Object.entries(LETTERS).map(([how, letter]) => [letter, how as Admission["how"]]));

/** An admission as an entry has it: a letter for how, and the id. */
export function formatVia({ how, id }: Admission): string {
  return `${LETTERS[how]}${id}`;
}

/** The admission in an entry; undefined for one that another version has written. */
export function parseVia(via: string): Admission | undefined {
  const how = BY_LETTER.get(via[0] as "k" | "p" | "a");
  return how && { how, id: via.slice(1) };
}
