import { expect, it } from "vitest";
import type { Me } from "../../../../pwa/src/data/base/session.ts";
import { PageSession, type SessionHeard } from "../../../../pwa/src/data/session/page-session.ts";
import {
  type KeptSession,
  type SessionMemory,
  sessionMemory,
} from "../../../../pwa/src/data/session/session-memory.ts";

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 26, 12);
const KIM: Me = {
  mode: "closed",
  hasAdmin: true,
  who: {
    kind: "person",
    id: "p1",
    name: "Kim",
    role: "viewer",
    places: null,
    hasPassword: true,
    isFromSignOn: false,
  },
  permissions: ["read"],
  offlineDays: 30,
};
const OPEN: Me = { ...KIM, mode: "open", hasAdmin: false, who: { kind: "open" } };

/** A browser's storage by name, which a second page finds as the first one left it. */
function storage(): Storage {
  const values = new Map<string, string>();
  return {
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => void values.set(key, value),
    removeItem: (key: string) => void values.delete(key),
  } as Storage;
}

interface Given {
  readonly memory?: SessionMemory;
  readonly heard?: readonly (SessionHeard | undefined)[];
  readonly isTold?: () => boolean;
  readonly now?: () => number;
  /** Resolves when all is taken away. */
  readonly wiped?: () => Promise<void>;
}

function open({
  memory,
  heard = [],
  isTold = () => true,
  now = () => NOW,
  wiped = async () => {},
}: Given = {}) {
  const log: string[] = [];
  const waiting: (() => void)[] = [];
  const answers = [...heard];
  const kept = storage();
  const session = new PageSession({
    ask: async () => answers.shift(),
    endSession: async () => {
      log.push("DELETE session");
      return isTold();
    },
    memory: memory ?? sessionMemory(() => kept, "/"),
    tell: (word) => log.push(`tell ${word}`),
    now,
    after: (_ms, callback) => {
      waiting.push(callback);
      return () => undefined;
    },
    onDeed: (deed) => {
      log.push(deed);
      return deed === "wipe" ? wiped() : Promise.resolve();
    },
    deleteReadings: () => log.push("delete readings"),
    reload: () => log.push("reload"),
  });
  return { session, log, waiting };
}

function memoryOf(kept?: KeptSession): SessionMemory {
  const values = storage();
  const memory = sessionMemory(() => values, "/");
  if (kept) memory.write(kept);
  return memory;
}

it("starts without a network as who it was, and remembers it for the next start", async () => {
  const memory = memoryOf();
  const first = open({ memory, heard: [{ kind: "me", me: KIM }] });
  await first.session.look();
  const second = open({ memory });
  await second.session.look();
  expect(second.session.standing()).toEqual({ kind: "in", me: KIM, isSure: false });
  expect(second.log).toEqual([]);
});

it("deletes readings at the start when there was no contact for 30 days, and not an hour before", () => {
  const overdue = open({ memory: memoryOf({ me: KIM, contactAt: NOW - 30 * DAY - 1 }) });
  expect(overdue.log).toEqual(["delete readings"]);
  expect(overdue.session.isLeaseOver()).toBe(true);
  expect(overdue.session.standing()).toEqual({ kind: "unasked" });
  const within = open({ memory: memoryOf({ me: KIM, contactAt: NOW - 30 * DAY + 3_600_000 }) });
  expect(within.log).toEqual([]);
  expect(within.session.isLeaseOver()).toBe(false);
});

it("keeps readings for ever where nobody signs in, and where the server says so", () => {
  const contactAt = NOW - 400 * DAY;
  expect(open({ memory: memoryOf({ me: OPEN, contactAt }) }).log).toEqual([]);
  expect(open({ memory: memoryOf({ me: { ...KIM, offlineDays: 0 }, contactAt }) }).log).toEqual([]);
});

it("lengthens the lease while the server is heard", async () => {
  const memory = memoryOf();
  let now = NOW;
  const { session } = open({ memory, heard: [{ kind: "me", me: KIM }], now: () => now });
  await session.look();
  now = NOW + 29 * DAY;
  session.heard();
  expect(memory.read()?.contactAt).toBe(NOW + 29 * DAY);
});

it("tells the server that all is forgotten once it is, and not before, after it was revoked", async () => {
  let forgotten = () => {};
  const wiped = new Promise<void>((resolve) => {
    forgotten = resolve;
  });
  const page = open({
    memory: memoryOf({ me: KIM, contactAt: NOW }),
    heard: [{ kind: "refused", why: "revoked" }],
    wiped: () => wiped,
  });
  await page.session.look();
  expect(page.log).toEqual(["disconnect", "tell revoked", "wipe"]);
  forgotten();
  await expect.poll(() => page.log.at(-1)).toBe("DELETE session");
  expect(page.session.standing()).toEqual({ kind: "wiped", by: "revoked" });
});

it("wipes at once when somebody signs out without a network, and tells the server until it knows", async () => {
  const memory = memoryOf({ me: KIM, contactAt: NOW });
  let isReachable = false;
  const page = open({ memory, isTold: () => isReachable });
  await page.session.signOut();
  expect(page.log).toEqual(
    ["disconnect", "tell signed-out", "wipe", "DELETE session"].sort(byOrder(page.log)),
  );
  expect(memory.read()).toBeUndefined();
  expect(memory.isLeaving()).toBe(true);
  isReachable = true;
  page.waiting.shift()?.();
  await Promise.resolve();
  await Promise.resolve();
  expect(memory.isLeaving()).toBe(false);
});

it("comes up signed out after a sign-out that the server does not know of, cookie or not", async () => {
  const memory = memoryOf();
  memory.setLeaving(true);
  const page = open({ memory, isTold: () => false, heard: [{ kind: "me", me: KIM }] });
  await page.session.look();
  expect(page.session.standing()).toEqual({ kind: "wiped", by: "signed-out" });
  expect(page.session.mayConnect()).toBe(false);
});

it("asks the server once however many want to know", async () => {
  const page = open({
    heard: [
      { kind: "me", me: KIM },
      { kind: "refused", why: "revoked" },
    ],
  });
  await Promise.all([page.session.look(), page.session.look(), page.session.look()]);
  expect(page.session.standing().kind).toBe("in");
});

it("follows another tab: wiped with it, and loaded anew when somebody signs in there", () => {
  const page = open({ memory: memoryOf({ me: KIM, contactAt: NOW }) });
  page.session.onWord("signed-out");
  expect(page.session.standing()).toEqual({ kind: "wiped", by: "signed-out" });
  page.session.onWord("signed-in");
  expect(page.log.at(-1)).toBe("reload");
});

it("lives where the browser forbids its storage", async () => {
  const forbidden = sessionMemory(() => {
    throw new Error("forbidden");
  }, "/");
  const page = open({ memory: forbidden, heard: [{ kind: "me", me: KIM }] });
  await page.session.look();
  expect(page.session.standing().kind).toBe("in");
});

/** Sorts as a list has it, so that what is missing or too much shows, and the order does not. */
function byOrder(list: readonly string[]) {
  return (a: string, b: string) => list.indexOf(a) - list.indexOf(b);
}
