import fc from "fast-check";
import { expect, it } from "vitest";
import { csvCell, parseCsv } from "../../../pwa/src/rules/csv.ts";
import { devicesCsv, readDevicesCsv } from "../../../pwa/src/rules/devices-csv.ts";
import type { DeviceState } from "../../../shared/fleet/fleet.ts";
import { buildDevice } from "../../helpers/scripted-fleet.ts";

const NOW = Date.UTC(2026, 10, 23);
const EN = { separator: ",", decimal: "." } as const;
const DE = { separator: ";", decimal: "," } as const;

function fleetOf(...states: DeviceState[]): Map<string, DeviceState> {
  return new Map(states.map((state) => [state.device, state]));
}

const pump: DeviceState = {
  ...buildDevice("pump", { CO: 4, O2: 209_000 }, { now: NOW }),
  settings: {
    name: "Pump; room",
    expectedIntervalMs: 1_500,
    sensors: { CO: { zero: 2.5, limits: { a1: 20, a2: 40.5 } } },
  },
};

it("reads back what it wrote without a change, in both forms", () => {
  for (const form of [EN, DE])
    expect(readDevicesCsv(devicesCsv([pump], form), fleetOf(pump))).toEqual({ changes: [], problems: [] });
});

it("cuts cells as spreadsheets do, whatever is in them, and runs no formula", () => {
  const text = fc
    .string({ minLength: 1, maxLength: 8 })
    .filter((cell) => cell.trim() === cell && !/^'[=+\-@]/.test(cell) && !cell.startsWith("\ufeff"));
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 4 }), (cells) => {
      const { rows } = parseCsv(`a,b,c\r\n${cells.map(csvCell).join(",")}\r\n`);
      expect(rows[1]).toEqual(cells);
    }),
  );
  expect(csvCell("=1+1")).toBe("'=1+1");
});

it("sets own limits of many sensors; an empty cell leaves what is, a dash removes it", () => {
  const mill = buildDevice("mill", { CO: 4 }, { now: NOW });
  const table = "Device,place,sensor,A1,A2,zero\npump,-,CO,25,,-\nmill,Hall,CO,20,60,\n";
  const { changes, problems } = readDevicesCsv(table, fleetOf(pump, mill));
  expect(problems).toEqual([]);
  expect(changes.map(({ state, patch }) => [state.device, patch])).toEqual([
    ["pump", { place: null, sensors: { CO: { zero: null, limits: { a1: 25, a2: 40.5 } } } }],
    ["mill", { place: "Hall", sensors: { CO: { limits: { a1: 20, a2: 60 } } } }],
  ]);
});

it("says which row and column is wrong, and takes no number that may be a thousand times more", () => {
  const table = "device;sensor;A1;A2\npump;CO;1.250;\npump;H2S;5;\nnobody;CO;5;\npump;CO;90;80\n";
  const { problems } = readDevicesCsv(table, fleetOf(pump));
  expect(problems.map(({ row, column, kind }) => [row, column, kind])).toEqual([
    [2, "A1", "number"],
    [3, "sensor", "sensor"],
    [4, "device", "device"],
    [5, "A1", "order"],
  ]);
  expect(readDevicesCsv("a,b\n1,2\n", fleetOf(pump)).problems).toMatchObject([{ kind: "columns" }]);
});
