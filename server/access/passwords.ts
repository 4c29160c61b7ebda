// Passwords: what is kept of one, and the check of it, which is slow on purpose and takes memory. So it has a bound of its own.

import { timingSafeEqual } from "node:crypto";
import { ScryptThreads } from "./scrypt-threads.ts";
import { newSecret, type RandomBytes } from "./secrets.ts";
import { Turnstile } from "./turnstile.ts";

/** 32 MiB and about 0.3 s of a core each (OWASP Password Storage Cheat Sheet: N=2^15, r=8, p=3). */
const COST = { N: 2 ** 15, r: 8, p: 3 } as const;
const MAX_MEMORY = 40 * 1024 * 1024;
const SALT_BYTES = 16;
const HASH_BYTES = 32;

/** So many are worked out at a time at most, 64 MiB together; on two cores one, which leaves the other to readings… */
const AT_A_TIME = 2;
/** …and so many wait for it: 5 to 10 s. More are turned away. */
const MAX_WAITING = 32;

export const MIN_PASSWORD = 8;
export const MAX_PASSWORD = 200;

/** What is kept of passwords, and whether one is right. */
export interface Passwords {
  /** The record of a new password. Undefined when too many wait already. */
  recordOf(password: string): Promise<string | undefined>;
  /** Whether it is the one of a record; without a record it takes as long, and is not. Undefined when too many wait already. */
  isRight(password: string, record: string | undefined): Promise<boolean | undefined>;
}

/** How much work scrypt makes of it. A test need not wait for as much. */
export interface Cost {
  readonly N: number;
  readonly r: number;
  readonly p: number;
}

/** A password as it was meant, however the keyboard composes its letters (RFC 8265, section 4). */
function normalise(password: string): string {
  return password.normalize("NFC");
}

interface Salted {
  readonly password: string;
  readonly salt: string;
}

/** `scrypt$15$8$3$<salt>$<hash>`. */
async function hashOf(threads: ScryptThreads, given: Salted, cost: Cost): Promise<Buffer> {
  const { password, salt } = given;
  const options = { ...cost, maxmem: MAX_MEMORY };
  const job = {
    password: normalise(password),
    salt: Buffer.from(salt, "base64url"),
    bytes: HASH_BYTES,
    options,
  };
  return Buffer.from(await threads.run(job));
}

interface PasswordParts {
  readonly random: RandomBytes;
  /** Of the machine. */
  readonly cores: number;
  readonly cost?: Cost | undefined;
}

/** Passwords by scrypt. */
export function createPasswords({ random, cores, cost = COST }: PasswordParts): Passwords {
  const turnstile = new Turnstile(Math.max(1, Math.min(AT_A_TIME, cores - 1)), MAX_WAITING);
  const threads = new ScryptThreads();
  const noSalt = newSecret(random);
  return {
    recordOf: (password) =>
      turnstile.run(async () => {
        const salt = Buffer.from(random(SALT_BYTES)).toString("base64url");
        const hash = await hashOf(threads, { password, salt }, cost);
        return `scrypt$${Math.log2(cost.N)}$${cost.r}$${cost.p}$${salt}$${hash.toString("base64url")}`;
      }),
    isRight: (password, record) =>
      turnstile.run(async () => {
        const [, power = "", r = "", p = "", salt = noSalt, kept = ""] = record?.split("$") ?? [];
        const own = record === undefined ? cost : { N: 2 ** Number(power), r: Number(r), p: Number(p) };
        const hash = await hashOf(threads, { password, salt }, own);
        const expected = Buffer.from(kept, "base64url");
        return expected.length === hash.length && timingSafeEqual(expected, hash);
      }),
  };
}
