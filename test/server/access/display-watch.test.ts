import { expect, it } from "vitest";
import { Displays, DisplayWatch } from "../../../server/access/access.ts";
import type { Entry } from "../../../shared/entries/entry.ts";
import { DAY_MS, HOUR_MS } from "../../../shared/ground/time.ts";
import { ADMIN, accessInMemory } from "../../helpers/access-log.ts";
import { recordReport } from "../../helpers/record-report.ts";

const SECOND = 1_000;

/** One display on a server of which nothing but the clocks and the log is real. */
async function setUp() {
  const parts = accessInMemory();
  const displays = new Displays(parts);
  const mono = { now: 0 };
  const watched = { ...parts, displays, mono: () => mono.now, report: recordReport() };
  const { id } = await displays.add({ name: "Canteen" }, "digest", ADMIN);
  const state = { watch: new DisplayWatch(watched) };
  const pass = async (ms: number) => {
    for (let passed = 0; passed < ms; passed += 5 * SECOND) {
      mono.now += 5 * SECOND;
      parts.clock.now += 5 * SECOND;
      await state.watch.look();
    }
  };
  const restart = async () => {
    await state.watch.stop();
    state.watch = new DisplayWatch(watched);
    state.watch.start();
  };
  const ask = () => parts.book.touch("display", id, { at: parts.clock.now, from: "10.0.0.50" });
  const events = () => parts.entries.map((entry: Entry) => "what" in entry && entry.what).slice(1);
  return { ...parts, id, displays, state, pass, restart, ask, events };
}

it("notes that a display was lost after a minute without stream and request, once, and that it is back, once", async () => {
  const { pass, ask, events, entries, state, id } = await setUp();
  ask();
  await pass(60 * SECOND);
  expect(events()).toEqual([]);
  expect(state.watch.isPresent(id)).toBe(true);
  // A request is heard of at the next look, 5 s later at most.
  await pass(10 * SECOND);
  expect(events()).toEqual(["display-lost"]);
  expect(entries.at(-1)).toMatchObject({
    by: { kind: "system" },
    subject: { kind: "display", id, name: "Canteen" },
  });
  expect(state.watch.isPresent(id)).toBe(false);
  await pass(HOUR_MS);
  expect(events()).toEqual(["display-lost"]);
  ask();
  await pass(5 * SECOND);
  await pass(30 * SECOND);
  expect(events()).toEqual(["display-lost", "display-back"]);
});

it("takes a display for there while it listens, however long, and for a minute after", async () => {
  const { pass, ask, events, state, id } = await setUp();
  ask();
  const end = state.watch.listen(id);
  await pass(HOUR_MS);
  end();
  await pass(55 * SECOND);
  expect(events()).toEqual([]);
  await pass(15 * SECOND);
  expect(events()).toEqual(["display-lost"]);
  state.watch.listen(id);
  await pass(5 * SECOND);
  expect(events()).toEqual(["display-lost", "display-back"]);
});

it("takes an open stream for no sign of life of one that tells by itself: its cable may be cut", async () => {
  const { pass, ask, events, state, id } = await setUp();
  ask();
  state.watch.listen(id);
  state.watch.tell(id, "build 7");
  expect(state.watch.buildOf(id)).toBe("build 7");
  await pass(60 * SECOND);
  expect(events()).toEqual([]);
  await pass(10 * SECOND);
  expect(events()).toEqual(["display-lost"]);
});

it("notes nothing at a start, as long as a display comes back within two minutes", async () => {
  const { pass, ask, events, restart, state, id } = await setUp();
  ask();
  await pass(30 * SECOND);
  await restart();
  expect(state.watch.isPresent(id)).toBe(false);
  await pass(110 * SECOND);
  ask();
  await pass(30 * SECOND);
  expect(events()).toEqual([]);
});

it("remembers over restarts who is lost: neither is noted again", async () => {
  const { pass, ask, events, restart } = await setUp();
  for (let start = 0; start < 5; start += 1) {
    await restart();
    await pass(HOUR_MS);
  }
  expect(events()).toEqual(["display-lost"]);
  ask();
  await pass(5 * SECOND);
  await restart();
  ask();
  await pass(10 * SECOND);
  expect(events()).toEqual(["display-lost", "display-back"]);
});

it("loses none for a leap of the clock", async () => {
  const { pass, ask, events, clock } = await setUp();
  ask();
  await pass(5 * SECOND);
  clock.now += DAY_MS;
  await pass(30 * SECOND);
  expect(events()).toEqual([]);
});

it("notes nothing of a display that was removed", async () => {
  const { pass, events, displays, id } = await setUp();
  await displays.revoke(id, ADMIN);
  await pass(HOUR_MS);
  expect(events()).toEqual(["display-revoked"]);
});
