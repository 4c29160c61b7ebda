// What a new kind of entry takes: one description. And what becomes of a kind that has none: it is kept, and passed over.

import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { LineFormatter } from "../../server/log/journal/journal-line.ts";
import type { Entry, StampedEntry } from "../../shared/entries/entry.ts";
import { type EntryKind, type EntryKinds, KINDS } from "../../shared/entries/kinds.ts";
import { type LogbookAnswer, PATHS, type TakenUpAnswer } from "../../shared/wire/api.ts";
import { buildEntry } from "../helpers/build-entry.ts";
import { openEventStream } from "../helpers/event-stream.ts";
import { startTestDavy, type TestDavy } from "../helpers/start-davy.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";

interface Toy extends StampedEntry {
  readonly pump: string;
}

/** All that there is of the new kind. */
const toy: EntryKind<Toy> = {
  kind: "toy",
  parse: (entry) => ("pump" in entry && typeof entry.pump === "string" ? (entry as Toy) : undefined),
  streamEvent: "toy",
  about: ({ pump }) => ({ device: pump }),
};
const WITH_TOY: EntryKinds = new Map([...KINDS, ["toy", toy]]);

let folder: string;
let davy: TestDavy | undefined;

beforeEach(async () => {
  folder = await temporaryFolder("toy-kind");
});
afterEach(async () => {
  await davy?.stop();
  davy = undefined;
  await rm(folder, { recursive: true, force: true });
});

const at = Date.now() - 60_000;
const journal = () => join(folder, "journal", "000000000001.ndjson");
const TOY = {
  seq: 2,
  at,
  kind: "toy",
  pump: "pump 7",
  by: { kind: "person", name: "Ada", from: "10.0.0.9" },
};
const ASIDE = { ...buildEntry(3, { at, device: "tank" }), kind: "toy", at: "noon" };

/** Starts on a journal that a version wrote which knows the kind. */
async function startOnJournal(kinds: EntryKinds): Promise<TestDavy> {
  await mkdir(join(folder, "journal"), { recursive: true });
  const entries = [buildEntry(1, { at }), TOY, ASIDE, buildEntry(4, { at })] as unknown as Entry[];
  await writeFile(journal(), new LineFormatter().format(entries));
  return start(kinds);
}

async function start(kinds: EntryKinds): Promise<TestDavy> {
  await davy?.stop();
  davy = await startTestDavy({ folder, kinds });
  return davy;
}

async function logbook(query = ""): Promise<LogbookAnswer["events"]> {
  const answer = await fetch(`${davy?.url}${PATHS.logbook}${query}`);
  return ((await answer.json()) as LogbookAnswer).events;
}

/** What a stream is told that stood before all of it. */
async function resumed(url: string): Promise<readonly (readonly [string, unknown])[]> {
  const stream = await openEventStream(url + PATHS.events, { "Last-Event-ID": "0" });
  await stream.until((events) => events.some(({ event, data }) => event === "update_data" && data.seq === 4));
  await stream.leave();
  return stream.events
    .filter(({ event }) => event === "update_data" || event === "toy")
    .map(({ event, data }) => [event, data.seq]);
}

it("is in journal, events store, logbook and a stream that resumes, by one description", async () => {
  const { url } = await startOnJournal(WITH_TOY);
  expect(await readFile(journal(), "utf8")).toContain('"kind":"toy","pump":"pump 7"');
  // The readings' clock was never set, which is an alarm.
  expect((await logbook()).filter(({ kind }) => kind !== "alarm" && kind !== "server")).toEqual([TOY]);
  expect(await logbook("?device=pump%207&kind=toy&by=Ada")).toEqual([TOY]);
  expect(await resumed(url)).toEqual([
    ["update_data", 1],
    ["toy", 2],
    ["update_data", 4],
  ]);
});

it("is kept and passed over by a version that does not know it, through checkpoints and restarts", async () => {
  const { url } = await startOnJournal(KINDS);
  expect(await resumed(url)).toEqual([
    ["update_data", 1],
    ["update_data", 4],
  ]);
  // Stopping writes a checkpoint, after which the journal forgets it; one that knows the kind finds it.
  await start(KINDS);
  expect(await readFile(journal(), "utf8").catch(() => "gone")).toBe("gone");
  const { url: later } = await start(WITH_TOY);
  expect(await logbook("?kind=toy")).toEqual([TOY]);
  expect(await resumed(later)).toEqual([
    ["update_data", 1],
    ["toy", 2],
    ["update_data", 4],
  ]);
});

it("is no reading when it is taken up again after it was set aside, and stays where it is", async () => {
  const { url } = await startOnJournal(KINDS);
  const answer = await fetch(url + PATHS.setAside, { method: "POST" });
  expect((await answer.json()) as TakenUpAnswer).toEqual({
    taken: 0,
    left: 1,
    reasons: [{ seq: 3, reason: "it is no reading" }],
  });
  const kept = JSON.parse(await readFile(join(folder, "set-aside", "3.json"), "utf8")) as { entry: unknown };
  expect(kept.entry).toEqual(ASIDE);
});
