import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { HOUR_MS, MINUTE_MS } from "../../../../shared/ground/time.ts";
import { sliceOf } from "../../../../shared/history/slice.ts";
import { PATHS, slicePath } from "../../../../shared/wire/api.ts";
import { startTestDavy, type TestDavy } from "../../../helpers/start-davy.ts";

const NOON = Date.UTC(2026, 10, 23, 12);
let now = NOON;
let davy: TestDavy;

async function post(readings: readonly object[]): Promise<void> {
  const response = await fetch(davy.url + PATHS.readings, { method: "POST", body: JSON.stringify(readings) });
  expect(await response.json()).toMatchObject({ stored: readings.length });
}

const get = (path: string, headers: Record<string, string> = {}) => fetch(davy.url + path, { headers });

beforeAll(async () => {
  davy = await startTestDavy({ now: () => now });
  const readings = Array.from({ length: 600 }, (_, second) => ({
    id: "pump room/1",
    pct: 80,
    ts: NOON / 1_000 - 3_600 + second,
    sensors: [
      { type: "CH4", val: second === 300 ? 5_000 : 10 },
      { type: "O2", val: second === 301 ? null : 20.9 },
    ],
  }));
  await post(readings);
});

afterAll(() => davy.stop());

const RAW = () => slicePath("pump room/1", "raw", sliceOf("raw", NOON - HOUR_MS));

describe("slices", () => {
  it("says by the server's own clock as of when, whatever the machine's clock says", async () => {
    const response = await get(RAW());
    expect(response.headers.get("date")).toBe("Mon, 23 Nov 2026 12:00:00 GMT");
    const again = await get(RAW(), { "If-None-Match": response.headers.get("etag") ?? "" });
    expect([again.status, again.headers.get("date")]).toEqual([304, "Mon, 23 Nov 2026 12:00:00 GMT"]);
  });

  it("answers a slice in columns, to be asked about again each time", async () => {
    const response = await get(RAW());
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("application/json; charset=utf-8");
    expect(response.headers.get("cache-control")).toBe("private, no-cache");
    expect(response.headers.get("etag")).toMatch(/^"[\w-]+"$/);
    const slice = await response.json();
    expect(slice).toMatchObject({ device: "pump room/1", resolution: "raw", complete: false });
    expect(slice.t).toHaveLength(600);
    expect(slice.sensors.map((sensor: { key: string }) => sensor.key)).toEqual(["CH4", "O2"]);
    expect(slice.values[0][300]).toBe(5_000);
    expect(slice.values[1][301]).toBeNull();
  });

  it("answers 304 without a body to who has it, and anew once a late reading changed it", async () => {
    const etag = (await get(RAW())).headers.get("etag") ?? "";
    const same = await get(RAW(), { "If-None-Match": `"other", ${etag}` });
    expect(same.status).toBe(304);
    expect(await same.text()).toBe("");
    expect(same.headers.get("etag")).toBe(etag);
    await post([{ id: "pump room/1", pct: 80, ts: NOON / 1_000 - 60, sensors: [{ type: "CH4", val: 77 }] }]);
    const changed = await get(RAW(), { "If-None-Match": etag });
    expect(changed.status).toBe(200);
    expect(changed.headers.get("etag")).not.toBe(etag);
    expect((await changed.json()).t).toHaveLength(601);
  });

  it("calls a slice complete once its period is over, and still asks to be asked", async () => {
    now = NOON + 10 * MINUTE_MS;
    const response = await get(RAW());
    expect(await response.json()).toMatchObject({ complete: true });
    expect(response.headers.get("cache-control")).toBe("private, no-cache");
    now = NOON;
  });

  it.each(["minute", "hour"] as const)(
    "answers %s slices with what was lowest and highest",
    async (resolution) => {
      const response = await get(slicePath("pump room/1", resolution, sliceOf(resolution, NOON - HOUR_MS)));
      const slice = await response.json();
      expect(Math.max(...slice.max[0])).toBe(5_000);
      expect(Math.min(...slice.min[0])).toBe(10);
      expect(slice.faults[1].reduce((sum: number, faults: number) => sum + faults, 0)).toBe(1);
    },
  );

  it("is empty and incomplete where the future lies", async () => {
    const response = await get(slicePath("pump room/1", "minute", "2031-01-01"));
    expect(await response.json()).toMatchObject({ complete: false, t: [], sensors: [] });
  });

  it("keeps the same tag whatever the encoding", async () => {
    const path = davy.url + RAW();
    const plain = await fetch(path, { headers: { "Accept-Encoding": "identity" } });
    const packed = await fetch(path, { headers: { "Accept-Encoding": "gzip" } });
    expect(packed.headers.get("content-encoding")).toBe("gzip");
    expect(packed.headers.get("vary")).toMatch(/accept-encoding/i);
    expect(await packed.text()).toBe(await plain.text());
    const again = await fetch(path, {
      headers: { "Accept-Encoding": "gzip", "If-None-Match": packed.headers.get("etag") ?? "" },
    });
    expect(again.status).toBe(304);
  });

  it.each([
    ["second", "2026-11-23", /one of raw, minute, hour, not second/],
    ["raw", "2026-11-23", /2026-11-23T14, not 2026-11-23/],
    ["raw", "2026-11-23T24", /a UTC hour/],
    ["minute", "2026-02-30", /a UTC day/],
    ["hour", "2026-13", /a UTC month/],
  ])("refuses %s %s", async (resolution, slice, message) => {
    const response = await get(`${PATHS.devices}/pump%20room%2F1/history/${resolution}/${slice}`);
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({
      error: expect.stringMatching(message),
      code: "invalid_parameter",
    });
  });

  it("says that it never heard of a device", async () => {
    const response = await get(slicePath("nobody", "raw", "2026-11-23T11"));
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ code: "unknown_device" });
  });
});

describe("ranges", () => {
  const ask = (query: Record<string, string>) => get(`${PATHS.history}?${new URLSearchParams(query)}`);
  const hour = { device: "pump room/1", from: String(NOON - HOUR_MS), to: new Date(NOON).toISOString() };

  it("keeps the one peak and the one fault at any number of points", async () => {
    for (const points of ["2", "10", "100", "20000"]) {
      const { series } = await (await ask({ ...hour, points })).json();
      expect(Math.max(...series[0].v)).toBe(5_000);
    }
  });

  it("draws longer ranges from coarser rows without losing the peak", async () => {
    for (const hours of [1, 24, 24 * 30]) {
      const response = await ask({ ...hour, from: String(NOON - hours * HOUR_MS) });
      const answer = await response.json();
      expect(answer.resolution).toBe({ 1: "raw", 24: "minute", 720: "hour" }[hours]);
      expect(Math.max(...answer.series[0].v)).toBe(5_000);
    }
  });

  it("answers 304 to who has it", async () => {
    const first = await ask(hour);
    const again = await get(`${PATHS.history}?${new URLSearchParams(hour)}`, {
      "If-None-Match": first.headers.get("etag") ?? "",
    });
    expect(again.status).toBe(304);
  });

  it.each([
    [{ from: String(NOON), to: String(NOON - 1) }, /from must be before to/],
    [{ points: "1" }, /points must be/],
    [{ points: "20001" }, /points must be/],
    [{ to: "tomorrow" }, /to must be unix seconds or ms, ISO 8601 /],
  ])("refuses %j by name", async (more, message) => {
    const response = await ask({ ...hour, ...more });
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({
      error: expect.stringMatching(message),
      code: "invalid_parameter",
    });
  });

  it("says that it never heard of a device", async () => {
    expect((await ask({ ...hour, device: "nobody" })).status).toBe(404);
  });
});
