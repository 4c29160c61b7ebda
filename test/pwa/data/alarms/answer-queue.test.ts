import { expect, it } from "vitest";
import { AnswerQueue, type AnswerShelf } from "../../../../pwa/src/data/alarms/answer-queue.ts";
import type { Alarm } from "../../../../shared/entries/alarm.ts";
import { buildAlarm } from "../../../helpers/build-alarm.ts";

const T = 1_800_000_000_000;

interface Posted {
  readonly path: string;
  readonly key: string;
  readonly body: unknown;
}

type Reply = () => Response;

const json =
  (status: number, body: unknown): Reply =>
  () =>
    new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json" } });
const taken = json(200, { outcome: "taken", alarm: buildAlarm({ state: "active-acknowledged", rev: 2 }) });
const risen = json(409, { error: "It has asked again since.", code: "risen" });
const noNetwork: Reply = () => {
  throw new TypeError("Failed to fetch");
};

/** A disk that several queues, one after the other, stand on. */
function buildShelf() {
  const notes = new Map<string, unknown>();
  const shelf: AnswerShelf = {
    all: async () => [...notes.values()],
    put: async (given) => {
      // As a disk does it: what is kept is no part of the page any more.
      for (const [name, note] of given) notes.set(name, structuredClone(note));
      return true;
    },
    drop: async (name) => void notes.delete(name),
  };
  return { notes, shelf };
}

interface Wish {
  readonly shelf?: AnswerShelf;
  readonly who?: () => string | undefined;
}

function startQueue(first: Reply, { shelf = buildShelf().shelf, who = () => "open" }: Wish = {}) {
  let reply = first;
  const posted: Posted[] = [];
  const retries: (() => void)[] = [];
  const told: Alarm[] = [];
  const alarms = new Map([buildAlarm(), buildAlarm({ id: "2-h2s" })].map((alarm) => [alarm.id, alarm]));
  const queue = new AnswerQueue({
    fetch: async (path, init) => {
      const headers = new Headers(init.headers);
      posted.push({ path, key: headers.get("Idempotency-Key") ?? "", body: JSON.parse(String(init.body)) });
      return reply();
    },
    shelf,
    after: (_ms, work) => {
      retries.push(work);
      return () => {};
    },
    now: () => T,
    newKey: () => `key ${posted.length} ${Math.random()}`,
    who,
    alarmOf: (id) => alarms.get(id),
    onAlarm: (alarm) => told.push(alarm),
    onChange: () => {},
  });
  const states = () => queue.list().map(({ alarm, state }) => `${alarm.id} ${state}`);
  return { queue, posted, retries, told, alarms, states, answer: (next: Reply) => (reply = next) };
}

/** Lets everything end that waits for nothing but itself. */
const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

const SEEN = { id: "1-co", rev: 1 };

it("sends an answer with what was seen, when, and its key; then it is gone", async () => {
  const { queue, posted, told } = startQueue(taken);
  expect(await queue.add([SEEN], { comment: "On my way", by: "Kim" })).toEqual({ isKept: true });
  await settled();
  expect(posted).toEqual([
    {
      path: "/api/v1/alarms/1-co/acknowledgements",
      key: expect.stringContaining("key"),
      body: { seen: 1, at: T, comment: "On my way", by: "Kim" },
    },
  ]);
  expect(queue.list()).toEqual([]);
  expect(told.map(({ state }) => state)).toEqual(["active-acknowledged"]);
});

it("keeps an answer over a reload, and sends it with the key and the time of the tap", async () => {
  const { notes, shelf } = buildShelf();
  const before = startQueue(noNetwork, { shelf });
  await before.queue.add([SEEN], { comment: "Fan is on" });
  await settled();
  expect(before.states()).toEqual(["1-co waiting"]);
  before.queue.stop();
  const after = startQueue(taken, { shelf });
  await after.queue.restore();
  await settled();
  expect(after.posted.map(({ key, body }) => ({ key, body }))).toEqual([
    { key: before.posted[0]?.key, body: { seen: 1, at: T, comment: "Fan is on" } },
  ]);
  expect(notes.size).toBe(0);
});

it.each([
  ["no network", noNetwork],
  ["a proxy's page", () => new Response("<html>Log in</html>", { status: 200 })],
  ["a proxy's 404", () => new Response("<html>not here</html>", { status: 404 })],
  ["a server that cannot write", json(503, { error: "The disk is full.", code: "unavailable" })],
])("takes %s for no answer, and sends again with the same key", async (_name, reply) => {
  const { queue, posted, retries, states, answer } = startQueue(reply);
  await queue.add([SEEN], {});
  await settled();
  expect(states()).toEqual(["1-co waiting"]);
  answer(taken);
  retries.at(-1)?.();
  await settled();
  expect(new Set(posted.map(({ key }) => key)).size).toBe(1);
  expect(states()).toEqual([]);
});

it("says that an answer was not taken since the alarm has risen, and keeps that over a reload until it was read", async () => {
  const { notes, shelf } = buildShelf();
  const before = startQueue(risen, { shelf });
  await before.queue.add([SEEN], {});
  await settled();
  expect(before.queue.list()).toMatchObject([{ state: "risen", reason: "It has asked again since." }]);
  before.queue.stop();
  const after = startQueue(taken, { shelf });
  await after.queue.restore();
  await settled();
  expect(after.states()).toEqual(["1-co risen"]);
  expect(after.posted).toEqual([]);
  after.queue.dismiss(after.queue.list()[0]?.key ?? "");
  await settled();
  expect(notes.size).toBe(0);
});

it("takes a second tap on what waits for the same answer, and one on what has risen for another", async () => {
  const { queue, posted, states, alarms, answer } = startQueue(noNetwork);
  await queue.add([SEEN], {});
  await queue.add([SEEN], { comment: "again" });
  await settled();
  expect(states()).toEqual(["1-co waiting"]);
  answer(risen);
  alarms.set("1-co", buildAlarm({ rev: 4, ask: 4 }));
  queue.trySoon();
  await settled();
  answer(taken);
  await queue.add([{ id: "1-co", rev: 4 }], {});
  await settled();
  expect(posted.at(-1)?.body).toMatchObject({ seen: 4 });
  expect(states()).toEqual([]);
});

it("says that somebody was quicker, and forgets it after a while by itself", async () => {
  const already = json(200, { outcome: "already", alarm: buildAlarm({ acknowledgedBy: "Mara", rev: 2 }) });
  const { queue, retries, notes } = { ...startQueue(already), notes: buildShelf().notes };
  await queue.add([SEEN], {});
  await settled();
  expect(queue.list()).toMatchObject([{ state: "already", alarm: { acknowledgedBy: "Mara" } }]);
  retries.at(-1)?.();
  expect(queue.list()).toEqual([]);
  expect(notes.size).toBe(0);
});

it("sends nobody's answer in another's name", async () => {
  const { shelf } = buildShelf();
  const before = startQueue(noNetwork, { shelf, who: () => "person 1" });
  await before.queue.add([SEEN], {});
  before.queue.stop();
  const after = startQueue(taken, { shelf, who: () => "person 2" });
  await after.queue.restore();
  await settled();
  expect(after.posted).toEqual([]);
  expect(after.states()).toEqual(["1-co refused"]);
});

it("waits while nobody is let in, and refuses what is given then", async () => {
  let who: string | undefined = "person 1";
  const { queue, states, answer } = startQueue(json(401, { error: "Sign in.", code: "expired" }), {
    who: () => who,
  });
  await queue.add([SEEN], {});
  await settled();
  expect(states()).toEqual(["1-co waiting"]);
  who = undefined;
  await expect(queue.add([{ id: "2-h2s", rev: 1 }], {})).rejects.toThrow("Nobody is signed in");
  who = "person 1";
  answer(taken);
  queue.trySoon();
  await settled();
  expect(states()).toEqual([]);
});

it("goes on with the others after one that was not taken", async () => {
  const { queue, posted, states } = startQueue(risen);
  await queue.add([SEEN, { id: "2-h2s", rev: 1 }], {});
  await settled();
  expect(posted).toHaveLength(2);
  expect(states()).toEqual(["1-co risen", "2-h2s risen"]);
});

it("takes no more than 500 that wait, and says so", async () => {
  const { queue, alarms } = startQueue(noNetwork);
  const many = Array.from({ length: 501 }, (_, index) => ({ id: `many ${index}`, rev: 1 }));
  for (const { id } of many) alarms.set(id, buildAlarm({ id }));
  await queue.add(many.slice(0, 500), {});
  await expect(queue.add(many.slice(500), {})).rejects.toThrow("500 answers wait");
});

it("says that an answer would not outlive the page where the disk does not work", async () => {
  const broken: AnswerShelf = {
    all: async () => undefined,
    put: async () => false,
    drop: async () => undefined,
  };
  const { queue } = startQueue(noNetwork, { shelf: broken });
  expect(await queue.add([SEEN], {})).toEqual({ isKept: false });
});
