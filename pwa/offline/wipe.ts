// Takes away what the app keeps in a browser: the database, the shell's cache, the worker. For whoever signs out, and for
// a phone that was signed out from afar. Browsers that know `Clear-Site-Data` do it by themselves on the server's word.

import { nameInBase } from "../../shared/ground/base-path.ts";
import { SECOND_MS } from "../../shared/ground/time.ts";
import { DATABASE_NAME } from "./database-name.ts";
import { startTimer } from "./timers.ts";

/** The channel on which pages and the worker tell each other who looks at this browser. */
export const SESSION_CHANNEL = "davy-session";

/** What is told on it. `forget`: what is kept is somebody else's; both others end what is kept for good. */
const SESSION_WORDS = ["signed-in", "signed-out", "revoked", "forget"] as const;
export type SessionWord = (typeof SESSION_WORDS)[number];

/** A word of that channel; undefined when the message is something else. */
export function parseSessionWord(message: unknown): SessionWord | undefined {
  return SESSION_WORDS.find((word) => word === message);
}

/** What waits for others to let go is not waited for longer; the browser does it as soon as they have, ms. */
const LIMIT_MS = 5 * SECOND_MS;

export interface WipeParts {
  readonly databases: Pick<IDBFactory, "deleteDatabase">;
  /** Undefined on a page over plain HTTP, which has no shell's cache. */
  readonly caches: Pick<CacheStorage, "keys" | "delete"> | undefined;
  /** Undefined where there are no workers. */
  readonly unregister: (() => Promise<unknown>) | undefined;
  /** The path of the server on its origin; what belongs to servers under other paths stays. */
  readonly base: string;
  readonly origin: string;
}

/**
 * Has the browser delete what is kept of a server's readings. It comes before whatever opens the database later, also where
 * others have to let go of it first.
 */
export function deleteReadings({ databases, base }: Pick<WipeParts, "databases" | "base">): Promise<void> {
  return new Promise((resolve) => {
    const deleting = databases.deleteDatabase(nameInBase(base, DATABASE_NAME));
    deleting.onsuccess = () => resolve();
    // A browser that keeps nothing has nothing to delete.
    deleting.onerror = () => resolve();
    startTimer(LIMIT_MS, resolve);
  });
}

async function deleteCaches({ caches, base, origin }: WipeParts): Promise<void> {
  // Workbox ends the names of its caches with the worker's scope.
  const names = (await caches?.keys()) ?? [];
  await Promise.all(names.filter((name) => name.endsWith(origin + base)).map((name) => caches?.delete(name)));
}

/** Takes everything away; never rejects. Whoever holds the database open has to let it go before. */
export async function wipe(parts: WipeParts): Promise<void> {
  await Promise.allSettled([deleteReadings(parts), deleteCaches(parts), parts.unregister?.()]);
}
