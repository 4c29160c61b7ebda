// What this browser remembers of who looks at it, where it can be read before anything is shown: the browser's storage by name.

import { nameInBase } from "../../../../shared/ground/base-path.ts";
import { DAY_MS } from "../../../../shared/ground/time.ts";
import type { Me } from "../base/session.ts";
import { parseMe } from "./parse-me.ts";

/** Who looked last, and when the server was last heard, the phone's unix ms. */
export interface KeptSession {
  readonly me: Me;
  readonly contactAt: number;
}

export interface SessionMemory {
  read(): KeptSession | undefined;
  write(kept: KeptSession): void;
  forget(): void;
  /** Whether somebody signed out, and the server does not know of it yet: its cookie is still here. */
  isLeaving(): boolean;
  setLeaving(isLeaving: boolean): void;
}

const KEPT_KEY = "davy-session";
const LEAVING_KEY = "davy-leaving";

/**
 * Whether readings may no longer be kept: the server was not heard for longer than it allows (phone's unix ms). Where
 * nobody signs in there is nobody to keep them from.
 */
export function isOverdue({ me, contactAt }: KeptSession, now: number): boolean {
  const { who, offlineDays } = me;
  return who.kind !== "open" && offlineDays > 0 && now - contactAt > offlineDays * DAY_MS;
}

function parseKept(stored: string | null): KeptSession | undefined {
  const value: unknown = JSON.parse(stored ?? "null");
  if (typeof value !== "object" || value === null || !("me" in value && "contactAt" in value))
    return undefined;
  const me = parseMe(value.me);
  return me && typeof value.contactAt === "number" ? { me, contactAt: value.contactAt } : undefined;
}

/** Keeps it in a storage; one that is forbidden or full remembers nothing, and every start begins by asking. */
export function sessionMemory(storage: () => Storage, basePath: string): SessionMemory {
  const [keptKey, leavingKey] = [KEPT_KEY, LEAVING_KEY].map((key) => nameInBase(basePath, key));
  const attempt = <T>(work: (opened: Storage) => T): T | undefined => {
    try {
      return work(storage());
    } catch {
      // As the docstring says.
      return undefined;
    }
  };
  const set = (key = "", value: string | undefined) =>
    attempt((opened) => (value === undefined ? opened.removeItem(key) : opened.setItem(key, value)));
  return {
    read: () => attempt((opened) => parseKept(opened.getItem(keptKey ?? ""))),
    write: (kept) => void set(keptKey, JSON.stringify(kept)),
    forget: () => void set(keptKey, undefined),
    isLeaving: () => attempt((opened) => opened.getItem(leavingKey ?? "") !== null) ?? false,
    setLeaving: (isLeaving) => void set(leavingKey, isLeaving ? "yes" : undefined),
  };
}
