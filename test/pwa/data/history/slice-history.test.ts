import { expect, it } from "vitest";
import { SliceHistory } from "../../../../pwa/src/data/history/slice-history.ts";
import { LiveTail } from "../../../../pwa/src/data/stream/live-tail.ts";
import { DAY_MS } from "../../../../shared/ground/time.ts";
import type { HistoryColumns } from "../../../../shared/history/columns.ts";
import { type Period, periodOf, type SliceName } from "../../../../shared/history/slice.ts";
import type { SensorsSettings } from "../../../../shared/rules/settings.ts";
import { type Row, rawColumns } from "../../../helpers/build-columns.ts";

const HOUR = Date.UTC(2026, 10, 23, 14);
const notifier = { subscribe: () => () => undefined, changed: () => undefined, stop: () => undefined };
const { signal } = new AbortController();

/** A history over a server that has `rows` and has been asked until `until`. */
function startHistory({ rows = [] as Row[], until = HOUR + 1_800_000 } = {}) {
  const server = {
    rows,
    until,
    origin: "network" as "network" | "store",
    standIn: {} as Partial<HistoryColumns>,
  };
  const asked: SliceName[] = [];
  const tail = new LiveTail();
  const page = {
    now: 0,
    isLive: true,
    streamed: undefined as Period | undefined,
    settings: undefined as SensorsSettings | undefined,
  };
  const history = new SliceHistory({
    tail,
    notifier,
    now: () => page.now,
    isLive: () => page.isLive,
    settingsOf: () => page.settings,
    streamed: () => page.streamed,
    read: async (ref) => {
      asked.push(ref);
      const { from, to } = periodOf(ref);
      const known = [{ from, to: Math.min(to, server.until) }].filter((period) => period.from < period.to);
      const inside = server.rows.filter(([t]) => t >= from && t < to);
      const columns = rawColumns(inside, { known, resolution: ref.resolution, ...server.standIn });
      return { columns, origin: server.origin };
    },
  });
  const load = (from: number, to: number): Promise<HistoryColumns> =>
    history.load({ device: "handheld 1", from, to }, { signal });
  return { server, asked, tail, page, history, load };
}

const live = (t: number, val: number) => ({ t, battery: 90, sensors: [{ type: "CO", val }] });

it("joins the slices of a range and cuts what is outside", async () => {
  const rows: Row[] = [
    [HOUR - 10, 90, 1],
    [HOUR + 10, 90, 2],
    [HOUR + 50_000, 90, 3],
  ];
  const { load, asked } = startHistory({ rows });
  const columns = await load(HOUR - 1_000, HOUR + 50_000);
  expect([...columns.t]).toEqual([HOUR - 10, HOUR + 10]);
  expect(asked.map(({ slice }) => slice)).toEqual(["2026-11-23T13", "2026-11-23T14"]);
  expect(columns.known).toEqual([{ from: HOUR - 1_000, to: HOUR + 50_000 }]);
});

it("hides no peak of live readings whose unit is set", async () => {
  const { load, tail, page } = startHistory();
  page.settings = { CO: { unit: "ppb" } };
  tail.add("handheld 1", live(HOUR + 10, 8_000_000));
  const { sensors } = await load(HOUR - DAY_MS, HOUR + 50_000);
  expect([...(sensors[0]?.max ?? [])]).toEqual([8_000_000]);
});

it("keeps the row in which the range begins where minutes stand in for readings", async () => {
  const rows: Row[] = [
    [HOUR, 90, 900],
    [HOUR + 60_000, 90, 2],
  ];
  const begun = async (standIn: Partial<HistoryColumns>) => {
    const { load, server } = startHistory({ rows });
    server.standIn = standIn;
    return [...(await load(HOUR + 30_000, HOUR + 600_000)).t];
  };
  expect(await begun({})).toEqual([HOUR + 60_000]);
  const coarser = [{ from: HOUR, to: HOUR + 3_600_000, resolution: "minute" as const }];
  expect(await begun({ coarser })).toEqual([HOUR, HOUR + 60_000]);
});

it("has what the stream brought since, each reading once", async () => {
  const rows: Row[] = [
    [HOUR + 1_000, 90, 1],
    [HOUR + 2_000, 90, 2],
  ];
  const { load, tail } = startHistory({ rows, until: HOUR + 2_500 });
  tail.add("handheld 1", live(HOUR + 2_000, 2));
  tail.add("handheld 1", live(HOUR + 3_000, 3));
  expect([...(await load(HOUR, HOUR + 10_000)).t]).toEqual([HOUR + 1_000, HOUR + 2_000, HOUR + 3_000]);
});

it("does not ask again while the stream tells everything", async () => {
  const { load, page, asked } = startHistory();
  await load(HOUR, HOUR + 10_000);
  page.now += 3_600_000;
  await load(HOUR, HOUR + 10_000);
  expect(asked.length).toBe(1);
});

it("asks again after a gap, when the link was lost, and when the answer was from the store", async () => {
  const { load, page, asked, history, server } = startHistory();
  await load(HOUR, HOUR + 10_000);
  history.missed();
  await load(HOUR, HOUR + 10_000);
  expect(asked.length).toBe(2);
  page.now += 60_000;
  page.isLive = false;
  server.origin = "store";
  await load(HOUR, HOUR + 10_000);
  page.isLive = true;
  page.now += 60_000;
  await load(HOUR, HOUR + 10_000);
  expect(asked.length).toBe(4);
});

it("asks again at once when the link is back after an answer from the store", async () => {
  const { load, page, asked, server } = startHistory();
  page.isLive = false;
  server.origin = "store";
  await load(HOUR, HOUR + 10_000);
  await load(HOUR, HOUR + 10_000);
  expect(asked.length).toBe(1);
  page.isLive = true;
  await load(HOUR, HOUR + 10_000);
  expect(asked.length).toBe(2);
});

it("says unknown of what neither slice nor stream has seen", async () => {
  const { load, page } = startHistory({ until: HOUR + 60_000 });
  page.streamed = { from: HOUR + 120_000, to: HOUR + 180_000 };
  const columns = await load(HOUR, HOUR + 600_000);
  expect(columns.known).toEqual([
    { from: HOUR, to: HOUR + 60_000 },
    { from: HOUR + 120_000, to: HOUR + 180_000 },
  ]);
  expect(columns.dataUntil).toBe(HOUR + 180_000);
});

it("tells how far it is and stops when nobody waits any more", async () => {
  const { history, asked } = startHistory();
  const progress: number[] = [];
  const query = { device: "handheld 1", from: HOUR - 5 * 3_600_000, to: HOUR };
  await history.load(query, { signal, onProgress: (done) => void progress.push(done) });
  expect(progress).toEqual([0.2, 0.4, 0.6, 0.8, 1]);
  const before = asked.length;
  await expect(history.load({ ...query, device: "b" }, { signal: AbortSignal.abort() })).rejects.toThrow();
  expect(asked.length).toBe(before);
});

it("keeps nothing of a device that is gone, nor what was being asked of it", async () => {
  const { load, history, asked } = startHistory({ rows: [[HOUR + 10, 90, 1]] });
  await load(HOUR, HOUR + 1_000);
  history.letGo((device) => device === "another");
  await load(HOUR, HOUR + 1_000);
  expect(asked).toHaveLength(1);
  history.letGo((device) => device === "handheld 1");
  const answer = load(HOUR, HOUR + 1_000);
  history.letGo((device) => device === "handheld 1");
  await answer;
  await load(HOUR, HOUR + 1_000);
  expect(asked).toHaveLength(3);
});
