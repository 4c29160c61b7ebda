import { beforeEach, expect, it, vi } from "vitest";
import {
  MAX_WAITING,
  ReadingQueue,
  type ReadingShelf,
} from "../../../../pwa/src/data/gateway/reading-queue.ts";
import { FakeTime } from "../fake-time.ts";

const NOON = Date.UTC(2026, 10, 23, 12);

class MemoryShelf implements ReadingShelf {
  readonly notes = new Map<string, unknown>();
  readonly all = async () => [...this.notes].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, note]) => note);
  readonly put = async (notes: ReadonlyMap<string, unknown>) => {
    for (const [name, note] of notes) this.notes.set(name, note);
    return true;
  };
  readonly drop = async (name: string) => void this.notes.delete(name);
}

type Sent = Readonly<Record<string, unknown>>;
let time: FakeTime;
let shelf: MemoryShelf;
let sent: Sent[];
let keys: string[];
let answer: (items: readonly Sent[]) => Response;
let uids = 0;

const stored = (items: readonly Sent[]) =>
  Response.json({ results: items.map((_, index) => ({ index, status: "stored", seq: index })) });

function createQueue(key = "davy_g_x"): ReadingQueue {
  return new ReadingQueue({
    post: async (body, used) => {
      const items = JSON.parse(body) as Sent[];
      const response = answer(items);
      keys.push(used);
      if (response.ok) sent.push(...items);
      return response;
    },
    shelf,
    after: time.after,
    now: () => NOON + time.now(),
    newUid: () => {
      uids += 1;
      return `u${uids}`;
    },
    key: () => key,
    onChange: () => undefined,
  });
}

beforeEach(() => {
  time = new FakeTime();
  shelf = new MemoryShelf();
  [sent, keys, uids] = [[], [], 0];
  answer = stored;
});

it("passes a reading on at once, with its moment, a name of its own and the key", async () => {
  const queue = createQueue();
  queue.add({ id: "a", sensors: [] });
  await vi.waitFor(() => expect(sent).toEqual([{ id: "a", sensors: [], ts: NOON / 1_000, uid: "u1" }]));
  await vi.waitFor(() => expect(shelf.notes.size).toBe(0));
  expect(keys).toEqual(["davy_g_x"]);
  queue.add({ id: "a", ts: 7, uid: "own" });
  await vi.waitFor(() => expect(sent[1]).toEqual({ id: "a", ts: 7, uid: "own" }));
});

it("keeps readings while there is no network, over a reload too, and sends each once in their order", async () => {
  answer = () => {
    throw new TypeError("Failed to fetch");
  };
  const queue = createQueue();
  for (const id of ["a", "b", "c"]) queue.add({ id });
  await vi.waitFor(() => expect(queue.trouble).toEqual({ kind: "network" }));
  expect(shelf.notes.size).toBe(3);
  queue.stop();
  answer = stored;
  const later = createQueue();
  await later.restore();
  await vi.waitFor(() => expect(sent.map(({ id }) => id)).toEqual(["a", "b", "c"]));
  await vi.waitFor(() => expect(later).toMatchObject({ waiting: 0, passedOn: 3, trouble: undefined }));
  await vi.waitFor(() => expect(shelf.notes.size).toBe(0));
});

it("tries again by itself", async () => {
  answer = () => new Response("{}", { status: 503 });
  const queue = createQueue();
  queue.add({ id: "a" });
  await vi.waitFor(() => expect(queue.trouble).toEqual({ kind: "said", reason: "HTTP 503" }));
  answer = stored;
  await vi.waitFor(() => expect(time.pending).toBe(1));
  time.pass(2_000);
  await vi.waitFor(() => expect(sent).toHaveLength(1));
});

it("keeps what the server does not take for its key, and sends it with another", async () => {
  answer = () => Response.json({ error: "no" }, { status: 401 });
  const queue = createQueue();
  queue.add({ id: "a" });
  await vi.waitFor(() => expect(queue.trouble).toEqual({ kind: "key" }));
  expect(queue.waiting).toBe(1);
  answer = stored;
  await vi.waitFor(() => expect(time.pending).toBe(1));
  queue.trySoon();
  await vi.waitFor(() => expect(queue).toMatchObject({ waiting: 0, trouble: undefined }));
});

it("lets go of what is refused for good, says why, and keeps what may come later", async () => {
  const results = [
    { index: 0, status: "rejected", reason: "id is missing" },
    { index: 1, status: "rejected", reason: "too many devices", retry_after_s: 60 },
    { index: 2, status: "duplicate", seq: 3 },
  ];
  answer = (items) => (items.length === 3 ? Response.json({ results }) : new Response("{}", { status: 503 }));
  const busy = createQueue();
  for (const [place, id] of ["a", "b", "c"].entries())
    await shelf.put(new Map([[`${place}`, { name: `${place}`, reading: { id } }]]));
  await busy.restore();
  await vi.waitFor(() =>
    expect(busy).toMatchObject({ waiting: 1, refused: 1, refusal: "id is missing", passedOn: 1 }),
  );
  expect([...shelf.notes.keys()]).toEqual(["1"]);
});

it("gives the oldest up when too many wait, and counts them", async () => {
  answer = () => new Response("{}", { status: 503 });
  const queue = createQueue();
  for (let count = 0; count < MAX_WAITING + 3; count += 1) queue.add({ id: `d${count}` });
  expect(queue).toMatchObject({ waiting: 5_000, dropped: 3 });
  await vi.waitFor(() => expect(shelf.notes.size).toBe(5_000));
});
