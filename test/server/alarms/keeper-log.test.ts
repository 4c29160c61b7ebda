// What keeps the alarms going, on a log that answers as a test says.

import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Alarms } from "../../../server/alarms/alarms.ts";
import { type AlarmKeeper, keepAlarms } from "../../../server/alarms/keeper.ts";
import type { Appended, Log } from "../../../server/log/log.ts";
import type { Entry, EntryDraft } from "../../../shared/entries/entry.ts";
import { newAlarms } from "../../helpers/alarm-trace.ts";

const REPORT = { debug() {}, info() {}, warn() {}, error() {} };

let wall: number;
let alarms: Alarms;
let keeper: AlarmKeeper;
const written: EntryDraft[] = [];

/** Takes what is written; a draft whose key it has it calls a repetition. */
function scriptedLog(keys: ReadonlySet<string>): Pick<Log, "append" | "subscribe"> {
  let seq = 100;
  let tell = () => {};
  return {
    subscribe(listener) {
      tell = () => listener({ entries: [], ndjson: new Uint8Array() });
      return () => undefined;
    },
    async append(drafts) {
      await Promise.resolve();
      written.push(...drafts);
      const appended = drafts.map((draft): Appended => {
        if ("key" in draft && keys.has(String(draft.key))) return { duplicateOf: 7 };
        seq += 1;
        alarms.observe({ entries: [{ ...draft, seq, at: wall } as Entry] });
        return { seq, at: wall };
      });
      tell();
      return appended;
    },
  };
}

function begin(keys: ReadonlySet<string> = new Set()): void {
  const fleet = { state: () => undefined };
  const parts = { alarms, fleet, report: REPORT, now: () => wall, mono: () => performance.now() };
  keeper = keepAlarms({ ...parts, log: scriptedLog(keys) });
}

const reading = (co: number): Entry => {
  const said = { battery: null, deviceTime: null, sensors: [{ type: "CO", val: co }] };
  return { kind: "reading", seq: 1, at: wall, device: "a", measuredAt: wall, ...said };
};

beforeEach(() => {
  vi.useFakeTimers();
  wall = 1.8e12;
  written.length = 0;
  alarms = newAlarms();
});
afterEach(async () => {
  await keeper.close();
  vi.useRealTimers();
});

it("writes a step that the log has already once and no more, and goes on to the next", async () => {
  alarms.observe({ entries: [reading(80)] });
  const [key] = alarms.pending(1).map((step) => step.key);
  begin(new Set([key ?? ""]));
  await vi.advanceTimersByTimeAsync(3_000);
  expect(written.map(({ kind }) => kind)).toEqual(["alarm"]);
  expect(alarms.pending(1)).toEqual([]);
});

it("tells of a leap of the clock before anybody counts as silent", async () => {
  alarms.observe({ entries: [reading(0)] });
  begin();
  await vi.advanceTimersByTimeAsync(1_000);
  wall += 7_200_000;
  await vi.advanceTimersByTimeAsync(1_000);
  expect(written).toMatchObject([{ kind: "server", what: "clock-step" }]);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(written).toHaveLength(1);
  expect(alarms.open(wall)).toEqual([]);
});
