// Where events are kept: in files by UTC month, each event once, whatever becomes of the server and its files.

import { existsSync, readdirSync, readFileSync, rmSync, truncateSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { SettingEntry } from "../../../shared/entries/entry.ts";
import { DAY_MS, HOUR_MS } from "../../../shared/ground/time.ts";
import { buildEntry, NOON } from "../../helpers/build-entry.ts";
import { buildEvent } from "../../helpers/build-event.ts";
import { factsOf } from "../../helpers/facts-of.ts";
import { temporaryFolder } from "../../helpers/temporary-folder.ts";
import { openEventStore } from "./event-store.ts";

let folder: string;
let subject: ReturnType<typeof openEventStore>;

beforeEach(async () => {
  folder = await temporaryFolder("event-keeping");
  subject = openEventStore(folder);
});
afterEach(() => {
  subject.store.close();
  return rm(folder, { recursive: true, force: true });
});

/** The server ends without a checkpoint, or after one, and starts again. */
function restart(): void {
  subject.store.close();
  subject = openEventStore(folder);
}

const filesOf = (kind: string) => (existsSync(join(folder, kind)) ? readdirSync(join(folder, kind)) : []);
const entriesOf = () => subject.store.events.list({ limit: 100 }).entries.map((text) => JSON.parse(text));

it("keeps whatever is no reading as it is, be its kind known or not", () => {
  const later = buildEvent(3, { kind: "a later kind", what: { __proto__: null, deep: [1, "\ud800", "\0"] } });
  const unfit = buildEvent(4, { patch: 7, device: null });
  subject.apply(buildEntry(1), buildEvent(2), later, unfit);
  subject.checkpoint();
  restart();
  expect(entriesOf()).toEqual([unfit, later, buildEvent(2)]);
  expect(filesOf("events")).toEqual(["2026-11.sqlite"]);
  expect(subject.page({ kinds: ["a later kind"] }).seqs).toEqual([3]);
});

it("has an event once when the log brings it again, whichever files were written before", () => {
  const given = [1, 2, 3].map((seq) => buildEvent(seq));
  subject.apply(...given);
  restart();
  expect(subject.page().seqs).toEqual([]);
  subject.apply(...given);
  subject.checkpoint();
  restart();
  subject.apply(...given, buildEvent(4));
  subject.apply(...given);
  expect(subject.page().seqs).toEqual([4, 3, 2, 1]);
  expect(subject.store.status()).toMatchObject({ appliedSeq: 4, appliedAt: NOON + 4, problems: [] });
});

it("says in each file how many events it has, from which to which, of which time", async () => {
  const at = (hours: number) => NOON + hours * HOUR_MS;
  const given = [buildEvent(4, { at: at(5) }), buildEvent(5, { at: at(2) }), buildEvent(6, { at: at(9) })];
  subject.apply(...given);
  subject.checkpoint();
  const facts = { rows: 3, minSeq: 4, maxSeq: 6, firstMeasuredAt: at(2), lastMeasuredAt: at(9) };
  expect(await factsOf(join(folder, "events/2026-11.sqlite"))).toMatchObject({
    ...facts,
    lastAdditionAt: at(9),
  });
  restart();
  subject.apply(...given, buildEvent(7, { at: at(3) }));
  subject.checkpoint();
  expect(await factsOf(join(folder, "events/2026-11.sqlite"))).toMatchObject({
    ...{
      rows: 4,
      minSeq: 4,
      maxSeq: 7,
      firstMeasuredAt: at(2),
      lastMeasuredAt: at(9),
      lastAdditionAt: at(3),
    },
  });
});

it("keeps an event of a device that was forgotten before it, and what names no device", () => {
  const forget = buildEvent(1, { kind: "forget", data: "delete" });
  const later = buildEvent(2, { patch: { name: "anew" } });
  const ofNobody = buildEvent(3, { kind: "site", device: undefined, patch: { name: "Grube 7" } });
  subject.apply(forget, later, ofNobody);
  expect(entriesOf().slice(0, 2)).toEqual(JSON.parse(JSON.stringify([ofNobody, later])));
});

it("goes on in a further file when one is large, and finds each event again in its own", () => {
  subject.store.close();
  subject = openEventStore(folder, { partBytes: 1 });
  const given = [1, 2, 3].map((seq) => buildEvent(seq));
  for (const event of given) subject.apply(event);
  subject.checkpoint();
  subject.apply(...given);
  expect(filesOf("events").sort()).toEqual(["2026-11.2.sqlite", "2026-11.3.sqlite", "2026-11.sqlite"]);
  expect(subject.page().seqs).toEqual([3, 2, 1]);
});

it("moves a damaged file aside, makes it anew from what the log has, and tells of what it has not", () => {
  subject.apply(buildEvent(1), buildEvent(2));
  subject.checkpoint();
  subject.store.close();
  truncateSync(join(folder, "events/2026-11.sqlite"), 5_000);
  subject = openEventStore(folder);
  subject.apply(buildEvent(2), buildEvent(3));
  expect(subject.page().seqs).toEqual([3, 2]);
  const [moved, lost] = subject.store.status().problems;
  expect(moved).toMatch(/^events\/2026-11\.sqlite is damaged and was moved to /);
  expect(lost).toBe(
    "Lost with events/2026-11.sqlite: what entries 1 to 1 brought; the journal goes back to 2, taken 2026-11-23T12:00:00.002Z",
  );
  expect(filesOf("events").filter((name) => name.includes(".damaged-"))).toHaveLength(1);
});

it("finds its files again when the catalogue is lost", () => {
  subject.apply(buildEvent(1), buildEvent(2, { at: NOON + 30 * DAY_MS }));
  subject.checkpoint();
  subject.store.close();
  for (const name of ["davy.sqlite", "davy.spare.sqlite"]) rmSync(join(folder, name));
  subject = openEventStore(folder);
  expect(subject.page().seqs).toEqual([2, 1]);
  expect(subject.store.status().appliedSeq).toBe(2);
});

it("leaves of a device that was forgotten with its data when something was done, what kind of thing, and by whom", () => {
  const { by } = buildEvent(1) as SettingEntry;
  const old = buildEvent(1, { at: NOON - 30 * DAY_MS });
  subject.apply(old, buildEvent(2, { kind: "a later kind" }), buildEvent(3, { device: "another" }));
  subject.checkpoint();
  restart();
  const forget = buildEvent(4, { kind: "forget", data: "delete" });
  subject.apply(forget, buildEvent(5, { patch: { name: "anew" } }));
  const left = [
    buildEvent(5, { patch: { name: "anew" } }),
    { seq: 4, at: NOON + 4, kind: "forget", by, forgotten: true },
    buildEvent(3, { device: "another" }),
    { seq: 2, at: NOON + 2, kind: "a later kind", by, forgotten: true },
    { seq: 1, at: NOON - 30 * DAY_MS, kind: "setting", by, forgotten: true },
  ];
  expect(entriesOf()).toEqual(left);
  while (subject.store.purgeNext());
  subject.checkpoint();
  restart();
  subject.apply(old, forget);
  expect(entriesOf()).toEqual(left);
  expect(subject.page({ device: "handheld 1" }).seqs).toEqual([5]);
  expect(subject.page({ by: "open" }).seqs).toEqual([5, 4, 3, 2, 1]);
});

it("leaves a forgotten device out of what names several, where a damaged file is made anew from the log", () => {
  const drillOf = (seq: number, ...devices: readonly string[]) =>
    buildEvent(seq, { kind: "drill", device: undefined, devices });
  const both = drillOf(2, "handheld 1", "another");
  const forget = buildEvent(4, { kind: "forget", data: "delete" });
  const given = [drillOf(1, "handheld 1"), both, drillOf(3, "another"), forget];
  subject.apply(...given);
  subject.checkpoint();
  subject.store.close();
  truncateSync(join(folder, "events/2026-11.sqlite"), 5_000);
  subject = openEventStore(folder);
  subject.apply(...given);
  const { by } = forget as SettingEntry;
  expect(entriesOf()).toEqual([
    { seq: 4, at: NOON + 4, kind: "forget", by, forgotten: true },
    drillOf(3, "another"),
    { ...both, devices: ["another"] },
    { seq: 1, at: NOON + 1, kind: "drill", by, forgotten: true },
  ]);
});

it("sets aside what no file can take, and goes on", () => {
  subject.apply(buildEvent(1, { kind: 5 }), buildEvent(2, { at: "noon" }), buildEvent(3));
  expect(subject.page().seqs).toEqual([3]);
  const aside = subject.store.aside.list({ after: 0, limit: 10 });
  expect(aside.map(({ seq, reason }) => [seq, reason])).toEqual([
    [1, "its kind is no text"],
    [2, "the time when it was taken is no time"],
  ]);
});

it("is part of a backup, with nothing that tells of it missing", () => {
  subject.apply(buildEvent(1));
  subject.checkpoint();
  expect(subject.store.paths()).toEqual(["events/2026-11.sqlite", "davy.sqlite"]);
  expect(readFileSync(join(folder, "events/2026-11.sqlite")).length).toBeGreaterThan(0);
});

it("writes a file again that was deleted under it", () => {
  subject.apply(buildEvent(1));
  subject.checkpoint();
  rmSync(join(folder, "events"), { recursive: true });
  expect(subject.store.inspect()).toEqual({ gone: ["events/2026-11.sqlite"], isLacking: false });
  restart();
  expect(subject.page().seqs).toEqual([1]);
});
