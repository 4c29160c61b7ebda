// One value a row in the files of days, as somebody with an SQLite tool sees it.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import initSqlJs from "sql.js";
import { expect, it } from "vitest";
import { keepState } from "../../../../../server/archive/sqlite/files/kept-state.ts";
import type { StateSnapshot } from "../../../../../server/log/log.ts";
import { judge, levelOfRaw, ruleOf } from "../../../../../shared/rules/judge.ts";
import type { SensorSettings } from "../../../../../shared/rules/settings.ts";
import { buildEntry, NOON } from "../../../../helpers/build-entry.ts";
import { useStore } from "../write/store-subject.ts";

const SQL = await initSqlJs();
const subject = useStore();
const DAY = "readings/2026-11-23.sqlite";

/** What the catalogue keeps of a fleet of one device with settings of its sensors. */
function stateWith(device: string, sensors: Readonly<Record<string, SensorSettings>>): StateSnapshot {
  const seq = Number.MAX_SAFE_INTEGER;
  return { seq, states: { fleet: { seq, devices: [{ device, settings: { sensors } }] } } };
}

function checkpoint(state: StateSnapshot): void {
  const steps = subject.store.checkpoint(keepState(state));
  for (let step = steps.next(); !step.done; step = steps.next());
}

function ask(question: string, path = DAY) {
  const db = new SQL.Database(readFileSync(join(subject.folder, path)));
  const [answer] = db.exec(question);
  db.close();
  return answer?.values ?? [];
}

it("shows each value with its time, as calibrated, with its level", () => {
  subject.apply(
    buildEntry(1, {
      measuredAt: NOON,
      sensors: [
        { type: "CO", val: 36 },
        { type: "CO", val: 12.5 },
      ],
    }),
    buildEntry(2, { device: "other", measuredAt: NOON + 1_500, sensors: [{ type: "CO", val: 36 }] }),
  );
  checkpoint(stateWith("handheld 1", { CO: { zero: 2, gain: 2.5 } }));
  expect(
    ask("SELECT device, measured_at, sensor, gas, raw, value, unit, level FROM values_in_words"),
  ).toEqual([
    ["handheld 1", "2026-11-23T12:00:00.000Z", "CO", "CO", 36, 85, "ppm", "a2"],
    ["handheld 1", "2026-11-23T12:00:00.000Z", "CO-2", "CO", 12.5, 12.5, "ppm", "normal"],
    ["other", "2026-11-23T12:00:01.500Z", "CO", "CO", 36, 36, "ppm", "a1"],
  ]);
});

it("gives no value and no level to what is a fault, and says why", () => {
  subject.apply(
    buildEntry(1, {
      sensors: [
        { type: "CO", val: null, fault: "OL" },
        { type: "H2S", val: null },
        { type: "O2", val: 99_999_999 },
        { type: "CO", val: -50 },
        { type: "temperature", val: 21 },
      ],
    }),
  );
  checkpoint(stateWith("other", {}));
  expect(ask("SELECT sensor, raw, value, level, fault FROM values_in_words")).toEqual([
    ["CO", null, null, null, "OL"],
    ["H2S", null, null, null, "no number"],
    ["O2", 99_999_999, null, null, "above what can be"],
    ["CO-2", -50, null, null, "below what can be"],
    ["temperature", 21, 21, null, null],
  ]);
});

it("goes by the settings that hold when a file is written again", () => {
  subject.apply(buildEntry(1, { sensors: [{ type: "CO", val: 30 }] }));
  checkpoint(stateWith("handheld 1", { CO: { gain: 2 } }));
  subject.apply(buildEntry(2, { sensors: [{ type: "CO", val: 31 }] }));
  checkpoint(stateWith("handheld 1", { CO: { limits: { a1: 31 } } }));
  expect(ask("SELECT value, level FROM values_in_words")).toEqual([
    [30, "normal"],
    [31, "a1"],
  ]);
  expect(ask("SELECT count(*) FROM rules WHERE device <> 0")).toEqual([[1]]);
  subject.apply(buildEntry(3, { device: "other" }));
  checkpoint({ seq: 4, states: {} });
  expect(ask("SELECT count(*) FROM rules WHERE device <> 0")).toEqual([[0]]);
});

it("judges every value as the screens do", () => {
  const double = fc.double({ min: -1e4, max: 1e8, noNaN: true });
  // A file has one zero alone.
  const figure = fc.oneof(fc.integer({ min: -5, max: 120 }), double).map((value) => value + 0);
  const settings = fc.record(
    {
      zero: fc.double({ min: -5, max: 5, noNaN: true }),
      gain: fc.double({ min: 0.2, max: 5, noNaN: true }),
      unit: fc.constantFrom("ppm", "%LEL", "%vol", "mg/m³"),
      limits: fc.record(
        { a1: fc.integer({ min: 1, max: 50 }), lowA2: fc.constant(19.5) },
        { requiredKeys: [] },
      ),
    },
    { requiredKeys: [] },
  );
  const types = fc.constantFrom("CO", "CH4", "O2", "H2S", "dust");
  let seq = 0;
  fc.assert(
    fc.property(types, figure, fc.option(settings), (type, raw, own) => {
      seq += 1;
      const device = `device ${seq}`;
      subject.apply(buildEntry(seq, { device, measuredAt: NOON, sensors: [{ type, val: raw }] }));
      checkpoint(stateWith(device, own ? { [type]: own as SensorSettings } : {}));
      const rule = ruleOf({ type }, own ? (own as SensorSettings) : undefined, "instrument");
      const { value, side } = judge(raw, rule);
      const [row] = ask(`SELECT value, level FROM values_in_words WHERE device = '${device}'`);
      expect(row).toEqual([side ? null : value, levelOfRaw(raw, rule)]);
    }),
    { numRuns: 60 },
  );
});
