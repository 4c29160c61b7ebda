// What the phone answers of slices that late readings have changed, that the server has thinned, or that it never fetched.

import { beforeEach, expect, it } from "vitest";
import { describeInBrowser } from "../helpers/browser.ts";
import { useStorePages } from "../helpers/store-page.ts";

describeInBrowser("slices on the phone", () => {
  const tabs = useStorePages();
  beforeEach(async () => {
    // A server that answers by path, and can be switched off.
    await tabs.page.evaluate(() => {
      const { SliceStore, TailStore, SliceLibrary, startTimer } = window.offline;
      const server = { slices: new Map<string, object>(), asked: [] as string[], isUp: true };
      const fetch = async (path: string) => {
        const [, , , , device, , resolution, slice] = path.split("/");
        server.asked.push(`${resolution} ${slice}`);
        const found = server.slices.get(`${resolution} ${slice}`);
        if (!server.isUp || !found) throw new TypeError("unreachable");
        const body = {
          device,
          resolution,
          slice,
          sensors: [{ key: "CO", type: "CO" }],
          complete: true,
          ...found,
        };
        return new Response(JSON.stringify(body), {
          headers: { Date: "Tue, 24 Nov 2026 12:00:00 GMT", ETag: '"x"' },
        });
      };
      const store = new SliceStore({ now: () => 1 });
      const tails = new TailStore(store, () => 1);
      const settingsOf = async () => undefined;
      const page = { now: () => 1, after: startTimer, onChanged: () => {} };
      const parts = { store, tails, settingsOf, fetch, ...page };
      const library = new SliceLibrary(parts);
      const highest = async (resolution: "raw" | "minute" | "hour", slice: string) => {
        const { columns, origin } = await library.answer({ device: "a", resolution, slice });
        const values = columns.sensors.flatMap(({ values, max }) => [...(max ?? values)]);
        const { unconfirmed, coarser, known } = columns;
        return {
          highest: values.length > 0 ? Math.max(...values) : null,
          origin,
          unconfirmed,
          coarser,
          known,
        };
      };
      Object.assign(window, { stage: () => ({ server, store, library, highest }) });
    });
  });

  it("asks again for a settled slice that a late reading changed, and calls it unconfirmed where it cannot", async () => {
    const found = await tabs.page.evaluate(async () => {
      const { server, store, library, highest } = stage();
      const hour = "2026-11-23T14";
      const t = Date.UTC(2026, 10, 23, 14);
      const raw = (value: number) => ({ t: [t], battery: [9], values: [[value]] });
      server.slices.set(`raw ${hour}`, raw(10));
      const first = await highest("raw", hour);
      await library.idle();
      server.slices.set(`raw ${hour}`, raw(800));
      const settled = await highest("raw", hour);
      await store.doubt([{ device: "a", resolution: "raw", slice: hour }]);
      server.isUp = false;
      const offline = await highest("raw", hour);
      server.isUp = true;
      const warmed = await library.refresh({ device: "a", resolution: "raw", slice: hour });
      server.isUp = false;
      const after = await highest("raw", hour);
      await store.doubtAll();
      const doubted = await highest("raw", hour);
      return { first, settled, offline, warmed, after, doubted, asked: server.asked.length };
    });
    const hour = [{ from: Date.UTC(2026, 10, 23, 14), to: Date.UTC(2026, 10, 23, 15) }];
    expect(found.first).toMatchObject({ highest: 10, origin: "network" });
    expect(found.settled).toMatchObject({ highest: 10, origin: "network" });
    expect(found.offline).toMatchObject({ highest: 10, origin: "store", unconfirmed: hour });
    expect(found.warmed).toBe(true);
    expect(found.after).toMatchObject({ highest: 800, origin: "network" });
    expect(found.after.unconfirmed).toBeUndefined();
    expect(found.doubted).toMatchObject({ highest: 800, origin: "store", unconfirmed: hour });
  });

  it("does not take an answer for one to a doubt that came after it was asked for", async () => {
    const stillDoubted = await tabs.page.evaluate(async () => {
      const { store } = stage();
      const ref = { device: "a", resolution: "raw", slice: "2026-11-23T14" } as const;
      const { rawColumns } = window.offline;
      await store.write(ref, { until: 9e12, etag: undefined }, rawColumns([[1, 90, 1]]));
      const { doubts } = await store.find(ref);
      await store.doubt([ref]);
      await store.write(ref, { until: 9e12, etag: undefined, doubts }, rawColumns([[1, 90, 1]]));
      return (await store.read(ref))?.isDoubted;
    });
    expect(stillDoubted).toBe(true);
  });

  it("takes no answer to fewer doubts in the place of one to more, and confirms only what was asked about", async () => {
    const found = await tabs.page.evaluate(async () => {
      const { store } = stage();
      const ref = { device: "a", resolution: "raw", slice: "2026-11-23T14" } as const;
      const { rawColumns } = window.offline;
      const columns = (value: number) => rawColumns([[1, 90, value]]);
      const look = async () => {
        const { stored } = await store.find(ref);
        return { value: stored?.columns.sensors[0]?.values[0], isDoubted: stored?.isDoubted };
      };
      await store.write(ref, { until: 9e12, etag: "first" }, columns(1));
      await store.doubt([ref]);
      const early = await store.find(ref);
      await store.doubt([ref]);
      const late = await store.find(ref);
      const newer = await store.write(ref, { until: 9e12, etag: "new", doubts: late.doubts }, columns(900));
      const older = await store.write(ref, { until: 9e12, etag: "old", doubts: early.doubts }, columns(2));
      const kept = await look();
      await store.doubt([ref]);
      const asked = await store.find(ref);
      if (!early.stored || !asked.stored) throw new Error("nothing is stored");
      const isOtherConfirmed = await store.confirm(early.stored.piece, 9e12, asked.doubts);
      const doubted = await look();
      const isConfirmed = await store.confirm(asked.stored.piece, 9e12, asked.doubts);
      return { newer, older, kept, isOtherConfirmed, doubted, isConfirmed, sure: await look() };
    });
    expect(found).toEqual({
      newer: true,
      older: false,
      kept: { value: 900, isDoubted: false },
      isOtherConfirmed: false,
      doubted: { value: 900, isDoubted: true },
      isConfirmed: true,
      sure: { value: 900, isDoubted: false },
    });
  });

  it("counts doubts on where a slice was given up while it was asked for", async () => {
    const isDoubted = await tabs.page.evaluate(async () => {
      const { store } = stage();
      const ref = { device: "a", resolution: "raw", slice: "2026-11-23T14" } as const;
      const columns = window.offline.rawColumns([[1, 90, 1]]);
      await store.write(ref, { until: 9e12, etag: undefined }, columns);
      await store.doubt([ref]);
      await store.doubt([ref]);
      const { doubts } = await store.find(ref);
      await store.clear();
      await store.write(ref, { until: 9e12, etag: undefined, doubts }, columns);
      await store.doubt([ref]);
      return (await store.read(ref))?.isDoubted;
    });
    expect(isDoubted).toBe(true);
  });

  it("keeps the live readings of an hour that could not be stored", async () => {
    const found = await tabs.page.evaluate(async () => {
      const { server, store, library } = stage();
      const { TailStore, rawColumns } = window.offline;
      const t = Date.UTC(2026, 10, 23, 14, 30);
      const hour = { from: t - 1_800_000, to: t + 1_800_000 };
      const tails = new TailStore(store, () => 1);
      await tails.append({ devices: [{ ...rawColumns([[t, 90, 900]]), device: "a" }], period: hour });
      const rows = async () => (await tails.read("a", hour)).t.length;
      const before = await rows();
      server.slices.set("raw 2026-11-23T14", { t: [t], battery: [9], values: [[900]] });
      const put = IDBObjectStore.prototype.put;
      IDBObjectStore.prototype.put = function (...given) {
        if (this.name === "bodies") throw new DOMException("The disk is broken", "NotReadableError");
        return put.apply(this, given);
      };
      await library.answer({ device: "a", resolution: "raw", slice: "2026-11-23T14" });
      await library.idle();
      IDBObjectStore.prototype.put = put;
      return { before, after: await rows() };
    });
    expect(found).toEqual({ before: 1, after: 1 });
  });

  it("asks anew for what was answered but is not stored yet", async () => {
    const found = await tabs.page.evaluate(async () => {
      const { server, library, highest } = stage();
      const hour = "2026-11-23T14";
      const raw = (value: number) => ({ t: [Date.UTC(2026, 10, 23, 14)], battery: [9], values: [[value]] });
      server.slices.set(`raw ${hour}`, raw(1));
      const first = await highest("raw", hour);
      server.slices.set(`raw ${hour}`, raw(900));
      // In the very task: nothing can be stored yet.
      const second = await highest("raw", hour);
      await library.idle();
      return { first: first.highest, second: second.highest, asked: server.asked.length };
    });
    expect(found).toEqual({ first: 1, second: 900, asked: 2 });
  });

  it("says of which doubted slices nothing is stored", async () => {
    const missing = await tabs.page.evaluate(async () => {
      const { store } = stage();
      const ref = { device: "a", resolution: "raw", slice: "2026-11-23T14" } as const;
      const other = { ...ref, slice: "2026-11-23T15" };
      const { rawColumns } = window.offline;
      await store.write(ref, { until: 9e12, etag: undefined }, rawColumns([[1, 90, 1]]));
      return await store.doubt([other, ref]);
    });
    expect(missing).toEqual([{ device: "a", resolution: "raw", slice: "2026-11-23T15" }]);
  });

  it("draws an hour whose readings the server has deleted from minutes, online and offline", async () => {
    const found = await tabs.page.evaluate(async () => {
      const { server, highest } = stage();
      const t = Date.UTC(2026, 9, 1, 14, 20);
      const figures = { count: [[6]], faults: [[0]], min: [[5]], mean: [[150]], max: [[900]] };
      server.slices.set("raw 2026-10-01T14", {
        t: [],
        battery: [],
        sensors: [],
        values: [],
        complete: false,
      });
      server.slices.set("minute 2026-10-01", { t: [t], battery: [9], ...figures });
      const online = await highest("raw", "2026-10-01T14");
      server.isUp = false;
      return { online, offline: await highest("raw", "2026-10-01T14") };
    });
    const hour = { from: Date.UTC(2026, 9, 1, 14), to: Date.UTC(2026, 9, 1, 15) };
    expect(found.online).toMatchObject({
      highest: 900,
      coarser: [{ ...hour, resolution: "minute" }],
      known: [hour],
    });
    expect(found.offline).toEqual(found.online);
  });

  it("makes hours out of kept minutes, and minutes out of kept hours, where there is no network", async () => {
    const found = await tabs.page.evaluate(async () => {
      const { server, library, highest } = stage();
      const figures = (max: number) => ({
        count: [[6]],
        faults: [[0]],
        min: [[5]],
        mean: [[9]],
        max: [[max]],
      });
      const at = (day: number) => ({ t: [Date.UTC(2026, 10, day, 7)], battery: [9] });
      server.slices.set("minute 2026-11-20", { ...at(20), ...figures(700) });
      server.slices.set("hour 2026-10", { t: [Date.UTC(2026, 9, 5, 7)], battery: [9], ...figures(950) });
      await library.refresh({ device: "a", resolution: "minute", slice: "2026-11-20" });
      await library.refresh({ device: "a", resolution: "hour", slice: "2026-10" });
      server.isUp = false;
      return [
        await highest("hour", "2026-11"),
        await highest("minute", "2026-10-05"),
        await highest("raw", "2026-10-05T07"),
        await highest("minute", "2026-11-19"),
      ];
    });
    expect(found.map(({ highest }) => highest)).toEqual([700, 950, 950, null]);
    expect(found[3]?.known).toEqual([]);
  });
});

/** What each test's page is staged with. */
interface Stage {
  readonly server: { readonly slices: Map<string, object>; readonly asked: string[]; isUp: boolean };
  readonly store: InstanceType<typeof window.offline.SliceStore>;
  readonly library: InstanceType<typeof window.offline.SliceLibrary>;
  highest(
    resolution: "raw" | "minute" | "hour",
    slice: string,
  ): Promise<{
    highest: number | null;
    origin: string;
    unconfirmed?: readonly object[];
    coarser?: readonly object[];
    known: readonly object[];
  }>;
}

declare const stage: () => Stage;
