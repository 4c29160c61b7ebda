// Exposure as the server tells it of real readings.

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ALARM_PATHS } from "../../../shared/wire/alarms.ts";
import { devicePath, PATHS } from "../../../shared/wire/api.ts";
import {
  EXPOSURE_PATH,
  type ExposureAnswer,
  WEARERS_PATH,
  type WearersAnswer,
} from "../../../shared/wire/exposure.ts";
import { startTestDavy, type TestDavy } from "../../helpers/start-davy.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const START = Date.UTC(2026, 9, 14, 6);

let davy: TestDavy;
let now = START;

async function post(id: string, rows: readonly (readonly [at: number, val: unknown])[], type = "CO") {
  const readings = rows.map(([at, val]) => ({ id, ts: at, sensors: [{ type, val }] }));
  const answer = await fetch(davy.url + PATHS.readings, { method: "POST", body: JSON.stringify(readings) });
  expect(await answer.json()).toMatchObject({ stored: rows.length });
}

async function ask(device: string, from: number, to: number): Promise<ExposureAnswer> {
  const query = new URLSearchParams({
    device,
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
  });
  const answer = await fetch(`${davy.url}${EXPOSURE_PATH}?${query}`);
  expect(answer.status).toBe(200);
  return (await answer.json()) as ExposureAnswer;
}

/** One reading a minute. */
function everyMinute(from: number, values: readonly number[]) {
  return values.map((value, index) => [from + index * MINUTE, value] as const);
}

beforeAll(async () => {
  davy = await startTestDavy({ now: () => now });
});
afterAll(() => davy.close());

describe("the exposure that a device tells of", () => {
  it("has the worst quarter of an hour, the dose, the peak, and the limits beside them", async () => {
    now = START + 9 * HOUR;
    const values = [...Array(120).fill(150), ...Array(120).fill(75), ...Array(240).fill(50)] as number[];
    await post("osha", everyMinute(START, values));
    const { sensors, methods, rolledUp } = await ask("osha", START, START + 8 * HOUR);
    expect(methods.dose).toContain("480");
    expect(rolledUp).toBe(false);
    expect(sensors).toEqual([
      {
        key: "CO",
        type: "CO",
        shownUnit: "ppm",
        source: expect.objectContaining({ checked: true }),
        shortTerm: { low: 150, mean: 150, coverage: 1, limit: 200, reached: false, at: START + 15 * MINUTE },
        dose: { low: 81.25, mean: 81.25, coverage: 1, limit: 35, reached: true },
        peak: { value: 150, at: START },
        lowest: { value: 50, at: START + 240 * MINUTE },
        gaps: [],
        zero: 0,
        gain: 1,
      },
    ]);
  });

  it("is unknown where nothing was heard, and where the sensor gave no number", async () => {
    const from = START + 9 * HOUR;
    now = from + 20 * MINUTE;
    await post("gap", [...everyMinute(from, [30, 30, 30, 30]), [from + 10 * MINUTE, "NaN"]]);
    const [sensor] = (await ask("gap", from, now)).sensors;
    // Four minutes, none held on: the next would have come a minute later. A fault holds nothing.
    expect(sensor?.dose).toMatchObject({ low: (30 * 5) / 480, mean: null, coverage: 5 / 20 });
    expect(sensor?.gaps).toEqual([{ from: from + 5 * MINUTE, to: from + 20 * MINUTE }]);
  });

  it("keeps what was counted before a zero was set, and counts with it from then on", async () => {
    now = START + 10 * HOUR + 10 * MINUTE;
    await post("zeroed", everyMinute(START + 10 * HOUR, Array(10).fill(20) as number[]));
    const first = await ask("zeroed", START + 10 * HOUR, START + 10 * HOUR + 10 * MINUTE);
    const changedAt = now;
    const body = JSON.stringify({ sensors: { CO: { zero: 5 } } });
    const change = await fetch(davy.url + devicePath("zeroed"), { method: "PATCH", body });
    expect(change.status).toBe(200);
    now = changedAt + 10 * MINUTE;
    await post("zeroed", everyMinute(changedAt, Array(10).fill(20) as number[]));
    const again = await ask("zeroed", START + 10 * HOUR, START + 10 * HOUR + 10 * MINUTE);
    expect(again).toEqual(first);
    const [after] = (await ask("zeroed", changedAt, changedAt + 10 * MINUTE)).sensors;
    expect(after?.dose.low).toBe((15 * 10) / 480);
    expect(after).toMatchObject({ peak: { value: 15 }, zero: 5, gain: 1 });
  });

  it("counts what arrived late as if it had been in time", async () => {
    now = START + 12 * HOUR + 3 * MINUTE;
    await post("late", everyMinute(START + 12 * HOUR, [0, 0, 0]));
    now = START + 20 * HOUR;
    await post("late", everyMinute(START + 12 * HOUR + 3 * MINUTE, [600, 600, 600]));
    const [sensor] = (await ask("late", START + 12 * HOUR, START + 12 * HOUR + 6 * MINUTE)).sensors;
    expect(sensor?.shortTerm).toMatchObject({ low: 120, reached: false });
    expect(sensor?.peak).toEqual({ value: 600, at: START + 12 * HOUR + 3 * MINUTE });
  });

  it("follows the person: a handheld that changes hands begins anew, and each minute is one person's", async () => {
    const from = START + 30 * HOUR;
    const wear = async (device: string, wearer: string | null) => {
      const body = JSON.stringify({ wearer });
      const { status } = await fetch(davy.url + devicePath(device), { method: "PATCH", body });
      expect(status).toBe(200);
    };
    now = from;
    await post("a", [[from, 35]]);
    await post("b", [[from, 20]]);
    await wear("a", "Kim");
    now = from + 4 * HOUR + 20_000;
    await wear("a", "Noor");
    await wear("b", "Kim");
    now = from + 8 * HOUR;
    await wear("b", null);
    const kim = { wearer: "Kim", from, to: from + 4 * HOUR + MINUTE };
    const answer = await fetch(`${davy.url}${WEARERS_PATH}?from=${from}&to=${from + 9 * HOUR}`);
    expect(((await answer.json()) as WearersAnswer).stints).toEqual([
      { ...kim, device: "a" },
      { wearer: "Noor", device: "a", from: kim.to, to: from + 9 * HOUR },
      { wearer: "Kim", device: "b", from: kim.to, to: from + 8 * HOUR },
    ]);
    expect((await ask("a", from, from + 9 * HOUR)).stints.map(({ wearer }) => wearer)).toEqual([
      "Kim",
      "Noor",
    ]);
    expect((await ask("b", from, from + HOUR)).stints).toEqual([]);
  });

  it("leaves out what came out of a bottle while the instrument was tested, but nothing for a drill of people", async () => {
    const from = START + 50 * HOUR;
    const drill = async (device: string, body: object) => {
      const init = { method: "POST", body: JSON.stringify({ devices: [device], reason: "bump", ...body }) };
      expect((await fetch(davy.url + ALARM_PATHS.drills, init)).status).toBe(204);
    };
    const peakOf = async (device: string) => (await ask(device, from, from + 6 * MINUTE)).sensors[0]?.peak;
    now = from;
    for (const device of ["bumped", "drilled"]) await post(device, [[from, 3]]);
    await drill("bumped", { mode: "test", until: from + 20 * MINUTE });
    await drill("drilled", { until: from + 20 * MINUTE });
    now = from + 2 * MINUTE;
    for (const device of ["bumped", "drilled"]) await post(device, [[now, 100]]);
    now = from + 3 * MINUTE;
    await drill("bumped", { mode: "test", until: null });
    now = from + 4 * MINUTE;
    await post("bumped", [[now, 60]]);
    expect(await peakOf("bumped")).toEqual({ value: 60, at: from + 4 * MINUTE });
    expect(await peakOf("drilled")).toEqual({ value: 100, at: from + 2 * MINUTE });
  });

  it("refuses more than a day, and knows no device that nobody heard of", async () => {
    const long = await fetch(`${davy.url}${EXPOSURE_PATH}?device=osha&from=now-25h&to=now`);
    expect(long.status).toBe(400);
    expect(await long.text()).toContain("one shift at a time");
    const unknown = await fetch(`${davy.url}${EXPOSURE_PATH}?device=nobody&from=now-1h&to=now`);
    expect(unknown.status).toBe(404);
  });
});
