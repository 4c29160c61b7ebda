// Completeness as the server tells it of real readings.

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PATHS } from "../../../shared/wire/api.ts";
import { COMPLETENESS_PATH, type CompletenessAnswer } from "../../../shared/wire/completeness.ts";
import { startTestDavy, type TestDavy } from "../../helpers/start-davy.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Midnight in Berlin. */
const START = Date.UTC(2026, 9, 13, 22);

let davy: TestDavy;
let now = START;

async function ask(from: number, to: number, device = "h1"): Promise<Response> {
  const query = new URLSearchParams({
    device,
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
  });
  return fetch(`${davy.url}${COMPLETENESS_PATH}?${query}`);
}

beforeAll(async () => {
  davy = await startTestDavy({ now: () => now });
  await fetch(davy.url + PATHS.site, {
    method: "PATCH",
    body: JSON.stringify({ timeZone: "Europe/Berlin" }),
  });
  now = START + 30 * HOUR;
  // A reading each minute from 22:00 on the day before for 28 h, without 02:00 to 02:30.
  const minutes = Array.from({ length: 28 * 60 }, (_, minute) => minute).filter(
    (minute) => minute < 240 || minute >= 270,
  );
  const readings = minutes.map((minute) => ({
    id: "h1",
    ts: START - 2 * HOUR + minute * MINUTE,
    pct: 100 - Math.floor(minute / 60),
    sensors: [{ type: "CO", val: minute % 7 === 0 ? null : 3 }],
  }));
  await fetch(davy.url + PATHS.readings, { method: "POST", body: JSON.stringify(readings) });
});
afterAll(() => davy.close());

describe("the completeness of a device", () => {
  it("has received, expected and the longest gap, by days of the site's clock, and the battery", async () => {
    const answer = (await (await ask(START - 2 * HOUR, START + 26 * HOUR)).json()) as CompletenessAnswer;
    expect(answer).toMatchObject({
      intervalMs: MINUTE,
      total: {
        received: 1_650,
        expected: 1_680,
        longestGap: { from: START + 2 * HOUR, to: START + 2.5 * HOUR },
      },
      battery: { percent: 73 },
    });
    expect(answer.days.map(({ date, received, expected }) => [date, received, expected])).toEqual([
      ["2026-10-13", 120, 120],
      ["2026-10-14", 1_410, 1_440],
      ["2026-10-15", 120, 120],
    ]);
    // 27 percent in 28 h: another 73 take some 76 h.
    expect(Math.round((answer.battery?.leftMs ?? 0) / HOUR)).toBe(76);
  });

  it("expects nothing of what is still to come", async () => {
    const answer = (await (await ask(START + 24 * HOUR, START + 48 * HOUR)).json()) as CompletenessAnswer;
    expect(answer.to).toBe(now);
    expect(answer.total).toMatchObject({ received: 120, expected: 360 });
    expect(answer.total.longestGap).toEqual({ from: START + 26 * HOUR, to: now });
  });

  it("refuses an unknown device and a range beyond a month", async () => {
    expect((await ask(START, START + HOUR, "nobody")).status).toBe(404);
    expect((await ask(START, START + 40 * 24 * HOUR)).status).toBe(400);
  });
});
