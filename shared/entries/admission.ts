// How a reading was let in, as its entry has it: short, since each reading of a server with keys has it.

/** By a key in a header, by one in the path, or from an allowed address; `id` is that of the key or the address. */
export interface Admission {
  readonly how: "key" | "path-key" | "address";
  readonly id: string;
}

const LETTERS = { key: "k", "path-key": "p", address: "a" } as const;

/** An admission as an entry has it: a letter for how, and the id. */
export function formatVia({ how, id }: Admission): string {
  return `${LETTERS[how]}${id}`;
}
