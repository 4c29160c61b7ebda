// What comes from outside, read once: a member that is not as it should be makes the whole answer none of ours.

/** The answer was not one that this app understands. */
export class StrangeAnswer extends Error {
  override readonly name = "StrangeAnswer";
}

/** Reads a value; throws `StrangeAnswer`. */
export type Reader<T> = (value: unknown) => T;

function strange(): never {
  throw new StrangeAnswer("That was no answer of Davy's.");
}

export const text: Reader<string> = (value) => (typeof value === "string" ? value : strange());
export const number: Reader<number> = (value) => (typeof value === "number" ? value : strange());
export const flag: Reader<boolean> = (value) => (typeof value === "boolean" ? value : strange());

/** Also absent, which is false: a server or a memory of another version does not know of it. */
export const flagIfSaid: Reader<boolean> = (value) => value !== undefined && flag(value);

export function oneOf<const T extends string>(names: readonly T[]): Reader<T> {
  return (value) => names.find((name) => name === value) ?? strange();
}

/** Also null, and what is absent is null. */
export function orNull<T>(read: Reader<T>): Reader<T | null> {
  return (value) => (value === null || value === undefined ? null : read(value));
}

export function listOf<T>(read: Reader<T>): Reader<readonly T[]> {
  return (value) => (Array.isArray(value) ? value.map(read) : strange());
}

/** The items that can be read; those of a newer server may be of kinds that this app does not know. */
export function knownOf<T>(read: Reader<T>): Reader<readonly T[]> {
  return (value) => (Array.isArray(value) ? value.flatMap((item) => attempt(read, item) ?? []) : strange());
}

type Members<T> = { readonly [Name in keyof T]: Reader<T[Name]> };

/** An object with these members; others are left out. */
export function shape<T extends object>(members: Members<T>): Reader<T> {
  return (value) => {
    if (typeof value !== "object" || value === null) return strange();
    const given: { readonly [name: string]: unknown } = { ...value };
    const read = Object.entries<Reader<unknown>>(members).map(([name, of]) => [name, of(given[name])]);
    return Object.fromEntries(read) as T;
  };
}

/** What a reader makes of a value; undefined when it is something else. */
export function attempt<T>(read: Reader<T>, value: unknown): T | undefined {
  try {
    return read(value);
  } catch (error) {
    if (error instanceof StrangeAnswer) return undefined;
    throw error;
  }
}
