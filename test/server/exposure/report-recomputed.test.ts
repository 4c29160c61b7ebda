// The report of a shift against a recomputation from the raw readings by other means: loops over what was posted, a second way of
// writing down what minutes, STEL, dose and coverage are.

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createReportVerbs } from "../../../pwa/src/data/report/read-report.ts";
import { personsOf, type StintExposure } from "../../../pwa/src/rules/shift-report.ts";
import { devicePath, PATHS } from "../../../shared/wire/api.ts";
import { startTestDavy, type TestDavy } from "../../helpers/start-davy.ts";

const MINUTE = 60_000;
/** An early shift in Berlin, 06:00 to 14:00, in winter. */
const FROM = Date.UTC(2026, 11, 1, 5);
const TO = FROM + 480 * MINUTE;
const HANDOVER = 240;
const EVERY_MS = 20_000;

interface Posted {
  readonly at: number;
  readonly val: number | null;
}

/** Values that rise, fall, go below zero, are none, or do not come: the same each time. */
function walk(seed: number): Posted[] {
  const posted: Posted[] = [];
  let [state, level] = [seed, 20];
  const next = () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
  for (let at = FROM; at < TO; at += EVERY_MS) {
    level = Math.max(-2, Math.min(400, level + (next() - 0.49) * 30));
    const dice = next();
    if (dice < 0.02) at += Math.floor(next() * 20) * MINUTE;
    else if (at < TO) posted.push({ at, val: dice < 0.05 ? null : Math.round(level * 10) / 10 });
  }
  return posted;
}

/** The mean of each minute of the shift; null where nothing is known. Written for being read, not for speed. */
function minutesOf(posted: readonly Posted[]): (number | null)[] {
  return Array.from({ length: 480 }, (_, minute) => {
    const [begins, ends] = [FROM + minute * MINUTE, FROM + (minute + 1) * MINUTE];
    const own = posted.filter(({ at }) => at >= begins && at < ends);
    const numbers = own.flatMap(({ val }) => (val === null ? [] : [Math.max(0, val)]));
    if (own.length > 0) return numbers.length > 0 ? numbers.reduce((a, b) => a + b) / numbers.length : null;
    const last = posted.filter(({ at }) => at < begins).at(-1);
    return last && last.val !== null && begins - last.at < 1.1 * EVERY_MS ? Math.max(0, last.val) : null;
  });
}

function sumOf(minutes: readonly (number | null)[]) {
  const known = minutes.flatMap((value) => (value === null ? [] : [value]));
  return { sum: known.reduce((a, b) => a + b, 0), count: known.length };
}

function figure(minutes: readonly (number | null)[], elapsed: number, over: number) {
  const { sum, count } = sumOf(minutes);
  const coverage = count / elapsed;
  return { low: sum / over, mean: coverage >= 0.75 ? ((sum / count) * elapsed) / over : null, coverage };
}

function worstStel(minutes: readonly (number | null)[]) {
  const all = minutes.map((_, index) => figure(minutes.slice(Math.max(0, index - 14), index + 1), 15, 15));
  return Math.max(...all.map(({ low, mean }) => mean ?? low));
}

function closeTo({ low, mean, coverage }: ReturnType<typeof figure>) {
  return {
    low: expect.closeTo(low, 9),
    mean: mean === null ? null : expect.closeTo(mean, 9),
    coverage: expect.closeTo(coverage, 12),
  };
}

const posted = { A: walk(7), B: walk(99) } as const;
let davy: TestDavy;
let now = FROM - MINUTE;

async function wear(device: string, wearer: string | null): Promise<void> {
  const body = JSON.stringify({ wearer, expectedIntervalMs: EVERY_MS });
  const { status } = await fetch(davy.url + devicePath(device), { method: "PATCH", body });
  expect(status).toBe(200);
}

async function post(until: number, after: number): Promise<void> {
  for (const device of ["A", "B"] as const) {
    const own = posted[device].filter(({ at }) => at >= after && at < until);
    const body = own.map(({ at, val }) => ({ id: device, ts: at, sensors: [{ type: "CO", val }] }));
    const answer = await fetch(davy.url + PATHS.readings, { method: "POST", body: JSON.stringify(body) });
    expect(await answer.json()).toMatchObject({ stored: own.length });
  }
}

beforeAll(async () => {
  davy = await startTestDavy({ now: () => now });
  await fetch(davy.url + PATHS.readings, {
    method: "POST",
    body: JSON.stringify(
      ["A", "B"].map((id) => ({ id, ts: now - 60 * MINUTE, sensors: [{ type: "CO", val: null }] })),
    ),
  });
  now = FROM;
  await wear("A", "Ada");
  now = FROM + HANDOVER * MINUTE;
  await post(now, FROM);
  await wear("A", "Bo");
  await wear("B", "Ada");
  now = TO + MINUTE;
  await post(TO, FROM + HANDOVER * MINUTE);
});
afterAll(() => davy.stop());

describe("the report of a shift", () => {
  const verbs = createReportVerbs((path, init) => fetch(davy.url + String(path), init));
  const { signal } = new AbortController();
  const shift = { from: FROM, to: TO };

  it.each(["A", "B"] as const)(
    "has the figures of a recomputation from the readings of %s",
    async (device) => {
      const { sensors } = await verbs.exposure(device, shift, signal);
      const minutes = minutesOf(posted[device]);
      const numbers = posted[device].flatMap(({ val }) => (val === null ? [] : [val]));
      expect(sensors).toHaveLength(1);
      expect(sensors[0]).toMatchObject({
        dose: closeTo(figure(minutes, 480, 480)),
        peak: { value: Math.max(...numbers) },
        lowest: { value: Math.min(...numbers.filter((value) => value >= -3.5)) },
      });
      const shortTerm = sensors[0]?.shortTerm;
      expect(shortTerm?.mean ?? shortTerm?.low).toBeCloseTo(worstStel(minutes), 9);
      const { total } = await verbs.completeness(device, shift, signal);
      expect(total).toMatchObject({ received: posted[device].length, expected: 1_440 });
    },
  );

  it("has each person's dose over all that they carried, as a recomputation has it", async () => {
    const parts: StintExposure[] = [];
    for (const device of ["A", "B"])
      for (const stint of (await verbs.exposure(device, shift, signal)).stints)
        parts.push({ stint, exposure: await verbs.exposure(device, stint, signal) });
    const persons = personsOf(parts, shift);
    const [a, b] = [minutesOf(posted.A), minutesOf(posted.B)];
    const carried = {
      Ada: [...a.slice(0, HANDOVER), ...b.slice(HANDOVER)],
      Bo: [...Array<null>(HANDOVER).fill(null), ...a.slice(HANDOVER)],
    };
    expect(persons.map(({ wearer }) => wearer).sort()).toEqual(["Ada", "Bo"]);
    for (const { wearer, gases } of persons)
      expect(gases).toMatchObject([{ dose: closeTo(figure(carried[wearer as "Ada"], 480, 480)) }]);
  });
});
