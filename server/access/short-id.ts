import type { RandomBytes } from "./secrets.ts";

const BYTES = 4;
const MAX_TRIES = 100;

/** A new id of six letters, which is none that is taken: each reading that a key lets in has it. Not secret. */
export function newShortId(random: RandomBytes, isTaken: (id: string) => boolean): string {
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const id = Buffer.from(random(BYTES)).toString("base64url");
    if (!isTaken(id)) return id;
  }
  throw new Error("Random bytes are always the same.");
}
