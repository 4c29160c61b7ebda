// Who did what an entry records.

export const ACTOR_KINDS = ["open", "person", "display", "gateway", "reader", "shell", "system"] as const;

/**
 * Who caused an entry. `open`: anybody, on a server that asks nobody who they are, or who has not said it yet; `shell`: a
 * command on the server's machine; `system`: the server by itself. `name` is empty
 * where none is known; `from` is the address of who asked, as the server knows it, empty for the system.
 */
export interface Actor {
  readonly kind: (typeof ACTOR_KINDS)[number];
  readonly name: string;
  readonly from: string;
}

/** The server itself. */
export const SYSTEM: Actor = { kind: "system", name: "", from: "" };

/** The actor that stands in an entry; undefined for none, which is so in entries of 0.1.0, and for one of another form. */
export function parseActor(value: unknown): Actor | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { kind, name, from } = value as { readonly [member: string]: unknown };
  const known = ACTOR_KINDS.find((each) => each === kind);
  if (known === undefined || typeof name !== "string" || typeof from !== "string") return undefined;
  return { kind: known, name, from };
}

/** What an actor is looked up by: the name, or the kind of one that has none. */
export function nameOfActor({ kind, name }: Actor): string {
  return name === "" ? kind : name;
}
