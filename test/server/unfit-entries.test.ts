// Entries that no Davy of today writes: those of another version, or of a hand that wrote into the journal. None of them may keep
// others from being taken in.

import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import fc from "fast-check";
import { afterEach, beforeEach, expect, it } from "vitest";
import { keepState } from "../../server/archive/sqlite/files/kept-state.ts";
import { BatchPacker, splitAtForgotten } from "../../server/archive/sqlite/write/packed-batch.ts";
import { ClockKeeper } from "../../server/clock/clock-keeper.ts";
import { clockFiles } from "../../server/data-folder/clock-file.ts";
import { createFleet } from "../../server/state/fleet.ts";
import { createSite } from "../../server/state/site.ts";
import type { Entry } from "../../shared/entries/entry.ts";
import { parseSite } from "../../shared/rules/site.ts";
import { buildEntry, NOON } from "../helpers/build-entry.ts";
import { openTestStore } from "../helpers/open-store.ts";
import { startTestDavy } from "../helpers/start-davy.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";

let folder: string;

beforeEach(async () => {
  folder = await temporaryFolder("unfit-entries");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const anything = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(8.64e15, -8.64e15, 253_402_300_800_000, -62_167_219_200_001, "__proto__", "\ud800"),
);
const sensors = fc.array(fc.record({ type: anything, val: anything, unit: anything, fault: anything }), {
  maxLength: 2,
});
const members = fc.record(
  {
    at: anything,
    device: anything,
    measuredAt: anything,
    deviceTime: anything,
    battery: anything,
    sensors: fc.oneof(anything, sensors),
    extra: anything,
    key: anything,
    source: anything,
    receivedAt: anything,
    patch: anything,
    data: anything,
    kind: fc.oneof(fc.constantFrom("setting", "forget", "site", "a later one"), anything),
  },
  { requiredKeys: [], noNullPrototype: true },
);

/** An entry of which some members are anything at all. */
const absurd = members.map((given) => ({ ...buildEntry(1), ...given }));

it("are taken in or left aside by archive, fleet and clock, and cost no other entry", async () => {
  const store = openTestStore(folder, {});
  const fleet = createFleet({ seq: 0, devices: [] });
  const site = createSite();
  const keeper = await ClockKeeper.open(clockFiles(folder), { lastAt: NOON, wall: NOON });
  const packer = new BatchPacker();
  const fit: number[] = [];
  let seq = 0;
  fc.assert(
    fc.property(fc.array(absurd, { minLength: 1, maxLength: 5 }), (given) => {
      const entries = given.flatMap((entry) => {
        seq += 2;
        fit.push(seq);
        return [{ ...entry, seq: seq - 1 } as Entry, buildEntry(seq, { at: NOON, device: "honest" })];
      });
      for (const piece of splitAtForgotten(entries)) store.apply(packer.pack(piece));
      fleet.observe({ entries, ndjson: Buffer.from("") });
      keeper.observe({ entries });
      site.observe({ entries });
      expect(parseSite(site.snapshot())).toEqual(site.current());
      expect(fleet.states().get("honest")?.seq).toBe(seq);
    }),
    { numRuns: 300 },
  );
  const states = { fleet: fleet.snapshot(), site: site.snapshot() };
  const steps = store.checkpoint(keepState({ seq: fleet.seq, states }));
  for (let step = steps.next(); !step.done; step = steps.next());
  const kept = store.readings.after({ seq: 0, limit: 10_000 }).filter(({ device }) => device === "honest");
  expect(kept.map((entry) => entry.seq)).toEqual(fit);
  store.close();
});

it("keep no checkpoint from being written by a source that names no recording", () => {
  const store = openTestStore(folder, {});
  const entries = [{}, { name: 5, row: 1 }, { name: "a", row: "1" }, { name: "b", row: 7 }].map(
    (source, place) => ({
      ...buildEntry(place + 1),
      source,
    }),
  );
  store.apply(new BatchPacker().pack(entries as Entry[]));
  const steps = store.checkpoint({ seq: 4, states: new Map() });
  for (let step = steps.next(); !step.done; step = steps.next());
  expect([store.lastImportedRow("a"), store.lastImportedRow("b")]).toEqual([0, 7]);
  store.close();
});

const DEEP = `${"[".repeat(5_000)}${"]".repeat(5_000)}`;

/** A line of the journal, as somebody may have written it who knows the checksum. */
function forge(json: string): string {
  const head = json.slice(0, -1);
  return `${head},"crc":"${crc32(head).toString(16).padStart(8, "0")}"}\n`;
}

it("keep no server from its start where they nest without end, and are set aside", async () => {
  const honest = (seq: number) => buildEntry(seq, { at: NOON, measuredAt: NOON, device: "honest" });
  const members = ["device", "extra", "sensors", "patch", "by", "subject", "at", "kind"];
  const kinds = ["reading", "setting", "site", "access", "forget", "a later one"];
  const forged = kinds.flatMap((kind) => members.map((member) => ({ ...honest(0), kind, [member]: "deep" })));
  const lines = forged.map((entry, place) =>
    forge(JSON.stringify({ ...entry, seq: place + 2 }).replace('"deep"', DEEP)),
  );
  const [first, last] = [honest(1), honest(forged.length + 2)].map((entry) => forge(JSON.stringify(entry)));
  await mkdir(join(folder, "journal"));
  await writeFile(join(folder, "journal", "000000000001.ndjson"), [first, ...lines, last].join(""));
  const davy = await startTestDavy({ folder, now: () => NOON });
  const health = async () => (await fetch(`${davy.url}/healthz`)).text();
  await expect.poll(health).toContain(`${forged.length} entries could not be taken into the archive`);
  expect(await readdir(join(folder, "set-aside"))).toHaveLength(forged.length);
  const all = await (await fetch(`${davy.url}/get-data-from-timestamp?system_time=0`)).json();
  expect(all).toHaveLength(2);
  await davy.stop();
});
