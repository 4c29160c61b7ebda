// What is secret, and what is kept of it: the digest alone. At least 128 random bits need no slow hash.

import { createHash, timingSafeEqual } from "node:crypto";

/** So many random bytes. */
export type RandomBytes = (count: number) => Uint8Array;

/** RFC 8628, section 6.1: no vowels, so that no words come about, and nothing that looks alike. */
const LETTERS = "BCDFGHJKLMNPQRSTVWXZ";
const CODE_LENGTH = 8;
const SECRET_BYTES = 32;
const ID_BYTES = 9;

/** A new secret, 256 bits as 43 letters that need no escape in a header, a cookie or an address. */
export function newSecret(random: RandomBytes): string {
  return Buffer.from(random(SECRET_BYTES)).toString("base64url");
}

/** A new id; not secret. */
export function newId(random: RandomBytes): string {
  return Buffer.from(random(ID_BYTES)).toString("base64url");
}

/** What is kept of a secret. */
export function digestOf(secret: string): string {
  return createHash("sha256").update(secret).digest("base64url");
}

/** A code of eight letters that somebody types, 34 bits: good for a short time and a few tries. */
export function newCode(random: RandomBytes): string {
  let code = "";
  while (code.length < CODE_LENGTH) {
    for (const byte of random(CODE_LENGTH)) {
      // Beyond the last multiple of their number some letters would come more often.
      if (byte < 240 && code.length < CODE_LENGTH) code += LETTERS[byte % LETTERS.length];
    }
  }
  return code;
}

/** A code as it was meant, however it was typed. */
export function normaliseCode(typed: string): string {
  return typed.toUpperCase().replace(/[^A-Z]/g, "");
}

/** Whether a text is such a code, and not one of the longer secrets. */
export function isCode(typed: string): boolean {
  return /^[a-z\s-]+$/i.test(typed) && normaliseCode(typed).length === CODE_LENGTH;
}

/** Whether two texts are the same, in a time that tells nothing of where they differ. */
export function isSame(one: string, other: string): boolean {
  return timingSafeEqual(Buffer.from(digestOf(one)), Buffer.from(digestOf(other)));
}
