// What a report says of extremes when the readings are deleted: a minute's or an hour's mean hides the one that counted.

import { rm } from "node:fs/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../../shared/ground/time.ts";
import { PATHS } from "../../../shared/wire/api.ts";
import { EXPOSURE_PATH, type ExposureAnswer, type SensorExposure } from "../../../shared/wire/exposure.ts";
import { enforceRetention, KEPT_DAYS } from "../../helpers/enforce-retention.ts";
import { startTestDavy, type TestDavy } from "../../helpers/start-davy.ts";
import { temporaryFolder } from "../../helpers/temporary-folder.ts";

const HOUR = Date.UTC(2026, 9, 14, 6);

let folder: string;
let davy: TestDavy;
let now = HOUR + 2 * HOUR_MS;

const start = async () => {
  davy = await startTestDavy({ now: () => now, folder, env: KEPT_DAYS });
};

/** The server on what retention leaves after so many days. */
async function startAfter(days: number): Promise<void> {
  await davy.close();
  now = HOUR + days * DAY_MS;
  await enforceRetention(folder, now);
  await start();
}

type Extremes = Pick<SensorExposure, "peak" | "lowest">;

async function extremes(from: number) {
  const query = new URLSearchParams({ device: "r", from: `${from}`, to: `${HOUR + HOUR_MS}` });
  const answer = (await (await fetch(`${davy.url}${EXPOSURE_PATH}?${query}`)).json()) as ExposureAnswer;
  const of = (wanted: string): Extremes[] =>
    answer.sensors.flatMap(({ key, peak, lowest }) => (key === wanted ? [{ peak, lowest }] : []));
  const [[CO], [O2]] = [of("CO"), of("O2")];
  return { rolledUp: answer.rolledUp, CO, O2 };
}

const PEAK_AT = HOUR + 20 * MINUTE_MS + 20_000;

beforeAll(async () => {
  folder = await temporaryFolder("exposure-kept");
  await start();
  const readings = Array.from({ length: 360 }, (_, index) => {
    const at = HOUR + index * 10_000;
    const isPeak = at === PEAK_AT;
    const [co, o2] = isPeak ? [900, 8] : [1, 20.9];
    return {
      id: "r",
      ts: at,
      sensors: [
        { type: "CO", val: co },
        { type: "O2", val: o2, unit: "%vol" },
      ],
    };
  });
  const posted = await fetch(davy.url + PATHS.readings, { method: "POST", body: JSON.stringify(readings) });
  expect(await posted.json()).toMatchObject({ stored: 360 });
});
afterAll(async () => {
  await davy.close();
  await rm(folder, { recursive: true, force: true });
});

it("has the one extreme reading, and when it was, while the readings are there", async () => {
  const { CO, O2, rolledUp } = await extremes(HOUR);
  expect(rolledUp).toBe(false);
  expect(CO).toEqual({ peak: { value: 900, at: PEAK_AT }, lowest: { value: 1, at: HOUR } });
  expect(O2).toEqual({ peak: { value: 20.9, at: HOUR }, lowest: { value: 8, at: PEAK_AT } });
});

it("has it out of the minutes when the readings are gone, also of one in which the range begins", async () => {
  await startAfter(40);
  const at = HOUR + 20 * MINUTE_MS;
  const { CO, O2, rolledUp } = await extremes(HOUR);
  expect(rolledUp).toBe(true);
  expect(CO).toMatchObject({ peak: { value: 900, at } });
  expect(O2).toMatchObject({ lowest: { value: 8, at } });
  const later = at + 15_000;
  expect(await extremes(later)).toMatchObject({
    CO: { peak: { value: 900, at: later } },
    O2: { lowest: { value: 8, at: later } },
  });
  expect(await extremes(at + MINUTE_MS)).toMatchObject({
    CO: { peak: { value: 1 } },
    O2: { lowest: { value: 20.9 } },
  });
});

it("has it out of the hours when the minutes are gone, too", async () => {
  await startAfter(80);
  const from = HOUR + 10 * MINUTE_MS;
  expect(await extremes(from)).toMatchObject({
    rolledUp: true,
    CO: { peak: { value: 900, at: from } },
    O2: { lowest: { value: 8, at: from } },
  });
});
