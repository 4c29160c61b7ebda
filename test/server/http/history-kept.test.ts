// What history answers when the finer rows of a range are past their retention: nothing that there still is may be left out.

import { rm } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from "../../../shared/ground/time.ts";
import { type HistoryAnswer, PATHS, slicePath } from "../../../shared/wire/api.ts";
import { enforceRetention, KEPT_DAYS } from "../../helpers/enforce-retention.ts";
import { parseCsv } from "../../helpers/parse-csv.ts";
import { startTestDavy, type TestDavy } from "../../helpers/start-davy.ts";
import { temporaryFolder } from "../../helpers/temporary-folder.ts";

/** The first of three days, each with readings around its end; its peak is a single reading. */
const MIDNIGHT = Date.UTC(2026, 9, 14);
const PEAKS = [901, 902, 903];
const midnightOf = (day: number) => MIDNIGHT + day * DAY_MS;

let folder: string;
let davy: TestDavy;
let now: number;

async function start(at: number): Promise<void> {
  now = at;
  davy = await startTestDavy({ now: () => now, folder, env: KEPT_DAYS });
}

/** Starts a server on what retention leaves at that time. */
async function startAfterRetention(at: number): Promise<void> {
  await enforceRetention(folder, at);
  await start(at);
}

async function post(id: string, rows: readonly (readonly [at: number, val: number])[]): Promise<void> {
  const readings = rows.map(([at, val]) => ({ id, pct: 50, ts: at, sensors: [{ type: "CO", val }] }));
  const answer = await fetch(davy.url + PATHS.readings, { method: "POST", body: JSON.stringify(readings) });
  expect(await answer.json()).toMatchObject({ stored: rows.length });
}

beforeAll(async () => {
  folder = await temporaryFolder("kept");
  await start(midnightOf(0) + 2 * HOUR_MS);
  for (const [day, peak] of PEAKS.entries()) {
    now = midnightOf(day) + 23.5 * HOUR_MS;
    const rows = Array.from({ length: 180 }, (_, index) => {
      const at = midnightOf(day) + index * 20 * SECOND_MS;
      return [at, index === 100 ? peak : 5] as const;
    });
    await post("r1", [...rows, [midnightOf(day) + 23 * HOUR_MS, 7 + day]]);
  }
  await davy.close();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const ask = async (from: number, to: number): Promise<HistoryAnswer> => {
  const query = new URLSearchParams({ device: "r1", from: `${from}`, to: `${to}` });
  return (await fetch(`${davy.url}${PATHS.history}?${query}`)).json() as Promise<HistoryAnswer>;
};
const highest = ({ series }: HistoryAnswer) =>
  Math.max(...series.flatMap(({ v }) => v.map((value) => value ?? 0)));
const slice = async (resolution: "raw" | "minute" | "hour", name: string) =>
  (await fetch(davy.url + slicePath("r1", resolution, name))).json();
const csv = async (query: Record<string, string>) => {
  const answer = await fetch(
    `${davy.url}${PATHS.exportCsv}?${new URLSearchParams({ device: "r1", ...query })}`,
  );
  const [header = [], ...rows] = parseCsv(await answer.text());
  return rows.map((row) => Object.fromEntries(header.map((name, index) => [name, row[index]])));
};

describe("when the readings of the first day are gone", () => {
  beforeAll(() => startAfterRetention(midnightOf(1) + 30 * DAY_MS + HOUR_MS * 3));
  afterAll(() => davy.close());

  it.each([1, 2, 6])("answers %s h of it from minutes", async (hours) => {
    const answer = await ask(midnightOf(0), midnightOf(0) + hours * HOUR_MS);
    expect(highest(answer)).toBe(901);
    expect(answer).toMatchObject({ resolution: "minute", complete: true });
  });

  it("answers readings where there are some, and minutes draw no line over the silence between", async () => {
    const answer = await ask(midnightOf(1), midnightOf(1) + 6 * HOUR_MS);
    expect(answer.resolution).toBe("raw");
    expect(answer.series[0]?.t).toHaveLength(180);
    const later = await ask(midnightOf(1) + 30 * MINUTE_MS, midnightOf(1) + 23.2 * HOUR_MS);
    expect(later.series[0]?.v).toContain(null);
  });

  it("joins minutes and readings of one range", async () => {
    const answer = await ask(midnightOf(0) + 20 * HOUR_MS, midnightOf(1) + 2 * HOUR_MS);
    expect(highest(answer)).toBe(902);
    expect(answer.series[0]?.v).toEqual(expect.arrayContaining([7, 5]));
  });

  it("calls no slice complete that lacks readings", async () => {
    expect(await slice("raw", "2026-10-14T00")).toMatchObject({ complete: false });
    expect(await slice("minute", "2026-10-14")).toMatchObject({ complete: true });
    expect(await slice("raw", "2026-10-15T00")).toMatchObject({ complete: true });
    expect(await slice("raw", "2026-10-14T05")).toMatchObject({ complete: true, t: [] });
    // A day of which there is no file, in a month of which there is one.
    expect(await slice("minute", "2026-10-03")).toMatchObject({ complete: true, t: [] });
  });

  it("exports them as what they are", async () => {
    const rows = await csv({ from: `${midnightOf(0)}`, to: `${midnightOf(1) + HOUR_MS}` });
    const peaks = rows.filter((row) => Number(row["value"]) > 900);
    expect(peaks.map((row) => [row["value"], row["quality"]])).toEqual([
      ["901", "minute max"],
      ["902", "late"],
    ]);
    expect(peaks[0]).toMatchObject({
      measured_at: "2026-10-14T00:33:00.000Z",
      received_at: "",
      sensor: "CO",
    });
  });
});

describe("when the minutes are gone as well", () => {
  beforeAll(() => startAfterRetention(midnightOf(3) + 60 * DAY_MS + HOUR_MS));
  afterAll(() => davy.close());

  it.each([1, 12])("answers %s h of it from hours", async (hours) => {
    const answer = await ask(midnightOf(0), midnightOf(0) + hours * HOUR_MS);
    expect(highest(answer)).toBe(901);
    expect(answer.resolution).toBe("hour");
  });

  it("has every peak of a longer range", async () => {
    const answer = await ask(midnightOf(0), midnightOf(2) + 2 * HOUR_MS);
    const values = answer.series[0]?.v ?? [];
    for (const peak of PEAKS) expect(values).toContain(peak);
  });

  it("keeps to hours where a reading came after the others were deleted", async () => {
    await post("r1", [[midnightOf(0) + 10 * MINUTE_MS, 6]]);
    for (const hours of [2, 12])
      expect(highest(await ask(midnightOf(0), midnightOf(0) + hours * HOUR_MS))).toBe(901);
  });

  it("exports hours where it was asked for minutes or readings", async () => {
    for (const resolution of ["raw", "minute"]) {
      const rows = await csv({ from: `${midnightOf(0)}`, to: `${midnightOf(2)}`, resolution });
      const cells = rows.flatMap((row) => Object.values(row));
      expect(cells).toEqual(expect.arrayContaining(["901", "902"]));
    }
  });
});

describe("when everything of that time is gone", () => {
  beforeAll(() => startAfterRetention(midnightOf(0) + 500 * DAY_MS));
  afterAll(() => davy.close());

  it("does not call the emptiness complete", async () => {
    const answer = await ask(midnightOf(0), midnightOf(0) + HOUR_MS);
    expect(answer).toMatchObject({ complete: false, series: [] });
    expect(await slice("raw", "2026-10-14T00")).toMatchObject({ complete: false });
  });
});
