// History in a real IndexedDB: what browsers do to it, and that none of it costs the view.

import { expect, it } from "vitest";
import { describeInBrowser } from "../helpers/browser.ts";
import { useStorePages } from "../helpers/store-page.ts";

describeInBrowser("the offline store", () => {
  const tabs = useStorePages();

  it("gives back what it stored, with what it was stored with", async () => {
    const found = await tabs.page.evaluate(async () => {
      const { SliceStore, rawColumns } = window.offline;
      const store = new SliceStore({ now: () => 7 });
      const ref = { device: "a", resolution: "raw", slice: "2026-11-23T14" } as const;
      await store.write(ref, { until: 5, etag: '"x"' }, rawColumns([[1, 90, 2.5]]));
      const stored = await new SliceStore({ now: () => 8 }).read(ref);
      return {
        piece: stored?.piece,
        t: [...(stored?.columns.t ?? [])],
        values: [...(stored?.columns.sensors[0]?.values ?? [])],
      };
    });
    expect(found).toMatchObject({ piece: { until: 5, etag: '"x"', usedAt: 7 }, t: [1], values: [2.5] });
  });

  it("keeps nothing of a device that is gone, and all of the others", async () => {
    const found = await tabs.page.evaluate(async () => {
      const { SliceStore, TailStore, dropDevices, rawColumns } = window.offline;
      const from = Date.UTC(2026, 10, 23, 14);
      const period = { from, to: from + 2_000 };
      const store = new SliceStore({ now: () => 7 });
      const tails = new TailStore(store, () => 7);
      const columnsOf = (device: string) => ({ ...rawColumns([[from + 1_000, 90, 2.5]]), device });
      const refs = ["gone", "stays"].map(
        (device) => ({ device, resolution: "raw", slice: "2026-11-23T14" }) as const,
      );
      for (const ref of refs) await store.write(ref, { until: 5, etag: undefined }, columnsOf(ref.device));
      const devices = refs.map(({ device }) => columnsOf(device));
      await tails.append({ devices, period });
      const dropped = [];
      const modes: (string | undefined)[] = [];
      const { transaction } = IDBDatabase.prototype;
      IDBDatabase.prototype.transaction = function (stores, mode, options) {
        modes.push(mode);
        return transaction.call(this, stores, mode, options);
      };
      for (let time = 0; time < 2; time += 1) {
        modes.push("drop");
        dropped.push(await dropDevices(store, (device) => device === "gone"));
      }
      IDBDatabase.prototype.transaction = transaction;
      const left = [];
      for (const ref of refs) {
        const tail = await tails.read(ref.device, period);
        left.push([(await store.read(ref)) !== undefined, tail.t.length, tail.known.length]);
      }
      return {
        dropped,
        left,
        writes: modes.slice(modes.lastIndexOf("drop")).filter((mode) => mode === "readwrite"),
      };
    });
    expect(found).toEqual({
      dropped: [true, false],
      writes: [],
      left: [
        [false, 0, 0],
        [true, 1, 1],
      ],
    });
  });

  it("stays within its bound over sixty days, and keeps the latest", async () => {
    const { used, bound, kept, real } = await tabs.page.evaluate(async () => {
      const { SliceStore, rawColumns } = window.offline;
      let now = Date.UTC(2026, 0, 1);
      const store = new SliceStore({ now: () => now, boundBytes: 1_000_000 });
      let used = 0;
      for (let hour = 0; hour < 60 * 24; hour += 1) {
        const slice = new Date(now).toISOString().slice(0, 13);
        const from = now;
        // A reading every six seconds of two sensors that are hard to pack: 10 kB an hour, 14 MB in all.
        const rows = Array.from(
          { length: 600 },
          (_, row) => [from + row * 6_000, 90, Math.sin(row + hour), Math.cos(row)] as const,
        );
        await store.write(
          { device: "a", resolution: "raw", slice },
          { until: from, etag: undefined },
          rawColumns(rows),
        );
        now += 3_600_000;
        if (hour % 50 === 0) used = Math.max(used, await store.used());
      }
      const last = new Date(now - 3_600_000).toISOString().slice(0, 13);
      const first = "2026-01-01T00";
      const has = async (slice: string) =>
        Boolean(await store.read({ device: "a", resolution: "raw", slice }));
      const { usage = 0 } = await navigator.storage.estimate();
      return { used, bound: store.boundBytes, kept: [await has(first), await has(last)], real: usage };
    });
    expect(used).toBeGreaterThan(bound * 0.8);
    expect(used).toBeLessThanOrEqual(bound * 1.05);
    expect(kept).toEqual([false, true]);
    console.log(`60 days: ${used} bytes by its own count of ${bound}, ${real} by the browser's`);
  });

  it("makes room and writes again when the browser's quota is used up", async () => {
    const found = await tabs.page.evaluate(async () => {
      const { SliceStore, rawColumns } = window.offline;
      let now = 0;
      const store = new SliceStore({ now: () => now });
      const slices = ["00", "01", "02", "03", "04"].map((hour) => `2026-11-23T${hour}`);
      const write = async (slice: string) => {
        now += 1;
        await store.write(
          { device: "a", resolution: "raw", slice },
          { until: 1, etag: undefined },
          rawColumns([[1, 90, now]]),
        );
      };
      for (const slice of slices.slice(0, 4)) await write(slice);
      const { put } = IDBObjectStore.prototype;
      let refusals = 0;
      IDBObjectStore.prototype.put = function (...args) {
        if (this.name === "bodies" && refusals === 0) {
          refusals += 1;
          throw new DOMException("The quota is used up", "QuotaExceededError");
        }
        return put.apply(this, args);
      };
      await write(slices[4] ?? "");
      const has = slices.map(async (slice) =>
        Boolean(await store.read({ device: "a", resolution: "raw", slice })),
      );
      return { has: await Promise.all(has), state: store.state, refusals };
    });
    expect(found).toEqual({ has: [false, false, true, true, true], state: "open", refusals: 1 });
  });

  it("opens again when its handle was taken away in the middle of work", async () => {
    for (const name of ["InvalidStateError", "UnknownError", "AbortError"]) {
      const found = await tabs.page.evaluate(async (lost) => {
        const { SliceStore, rawColumns } = window.offline;
        const store = new SliceStore({ now: () => 1 });
        const ref = { device: lost, resolution: "raw", slice: "2026-11-23T14" } as const;
        await store.note("warm-up");
        const { transaction } = IDBDatabase.prototype;
        IDBDatabase.prototype.transaction = () => {
          IDBDatabase.prototype.transaction = transaction;
          throw new DOMException("The database connection is closing", lost);
        };
        await store.write(ref, { until: 1, etag: undefined }, rawColumns([[1, 90, 1]]));
        return { isThere: Boolean(await store.read(ref)), state: store.state };
      }, name);
      expect(found, name).toEqual({ isThere: true, state: "open" });
    }
  });

  it("goes on after the browser has thrown everything away", async () => {
    const cdp = await tabs.page.context().newCDPSession(tabs.page);
    await tabs.page.evaluate(async () => {
      const { SliceStore } = window.offline;
      Object.assign(window, { store: new SliceStore({ now: () => 1 }) });
      await (window as unknown as { store: InstanceType<typeof SliceStore> }).store.setNote("a", 1);
    });
    await cdp.send("Storage.clearDataForOrigin", {
      origin: new URL(tabs.page.url()).origin,
      storageTypes: "all",
    });
    const found = await tabs.page.evaluate(async () => {
      const { store } = window as unknown as { store: InstanceType<typeof window.offline.SliceStore> };
      const gone = await store.note("a");
      await store.setNote("a", 2);
      return [gone, await store.note("a"), store.state];
    });
    expect(found).toEqual([undefined, 2, "open"]);
  });

  it("lets a newer version upgrade while an old tab is open, which goes on without the store", async () => {
    await tabs.page.evaluate(async () => {
      const store = new window.offline.SliceStore({ now: () => 1, databaseVersion: 1 });
      await store.setNote("a", "kept");
      Object.assign(window, { store });
    });
    const newer = await tabs.open();
    const upgraded = await newer.evaluate(async () => {
      const started = performance.now();
      const store = new window.offline.SliceStore({ now: () => 1, databaseVersion: 2 });
      const note = await store.note("a");
      return { note, state: store.state, ms: performance.now() - started };
    });
    expect(upgraded).toMatchObject({ note: "kept", state: "open" });
    expect(upgraded.ms).toBeLessThan(2_000);
    const old = await tabs.page.evaluate(async () => {
      const { store } = window as unknown as { store: InstanceType<typeof window.offline.SliceStore> };
      return [await store.note("a"), store.state];
    });
    // The old tab cannot open the newer store: it goes on without, and says so.
    expect(old).toEqual([undefined, "failed"]);
  });

  it("says that it is blocked while another tab does not let go", async () => {
    await tabs.page.evaluate(
      () =>
        new Promise<void>((resolve, reject) => {
          const opening = indexedDB.open("davy", 1);
          opening.onupgradeneeded = () => opening.result.createObjectStore("notes");
          opening.onsuccess = () => resolve();
          opening.onerror = () => reject(opening.error);
        }),
    );
    const newer = await tabs.open();
    await newer.evaluate(() => {
      const store = new window.offline.SliceStore({ now: () => 1, databaseVersion: 2 });
      void store.note("a");
      Object.assign(window, { store });
    });
    await newer.waitForFunction(
      () => (window as unknown as { store: { state: string } }).store.state === "blocked",
    );
    await tabs.page.close();
    await newer.waitForFunction(
      () => (window as unknown as { store: { state: string } }).store.state === "open",
    );
  });

  it("finds nothing and breaks nothing where the browser keeps no data", async () => {
    const found = await tabs.page.evaluate(async () => {
      const { SliceStore, TailStore, rawColumns } = window.offline;
      IDBFactory.prototype.open = () => {
        throw new DOMException("Not in this mode", "SecurityError");
      };
      const store = new SliceStore({ now: () => 1 });
      const ref = { device: "a", resolution: "raw", slice: "2026-11-23T14" } as const;
      await store.write(ref, { until: 1, etag: undefined }, rawColumns([[1, 90, 1]]));
      const tail = await new TailStore(store, () => 1).read("a", { from: 0, to: 10 });
      return [await store.read(ref), await store.used(), tail.t.length, store.state];
    });
    expect(found).toEqual([undefined, 0, 0, "failed"]);
  });

  it("keeps live readings in order and once each, and drops them when a slice covers them", async () => {
    const found = await tabs.page.evaluate(async () => {
      const { SliceStore, TailStore, rawColumns } = window.offline;
      const store = new SliceStore({ now: () => 1 });
      const tails = new TailStore(store, () => 1);
      const hour = Date.UTC(2026, 10, 23, 14);
      const at = (...seconds: number[]) =>
        rawColumns(
          seconds.map((s) => [hour + s * 1_000, 90, s] as const),
          { device: "a" },
        );
      await tails.append({ devices: [at(1, 2, 400)], period: { from: hour, to: hour + 500_000 } });
      await tails.append({ devices: [at(2, 3, 700)], period: { from: hour + 500_000, to: hour + 800_000 } });
      await tails.append({ devices: [], period: { from: hour + 900_000, to: hour + 950_000 } });
      const all = await tails.read("a", { from: hour, to: hour + 3_600_000 });
      await tails.drop("a", { from: hour, to: hour + 650_000 }, { writtenUntil: 1 });
      const rest = await tails.read("a", { from: hour, to: hour + 3_600_000 });
      const seconds = (t: Float64Array) => Array.from(t, (time) => (time - hour) / 1_000);
      const known = all.known.map(({ from, to }) => [(from - hour) / 1_000, (to - hour) / 1_000]);
      return { all: seconds(all.t), rest: seconds(rest.t), known };
    });
    expect(found.all).toEqual([1, 2, 3, 400, 700]);
    expect(found.known).toEqual([
      [0, 800],
      [900, 950],
    ]);
    // The block in which the covered stretch ends stays whole.
    expect(found.rest).toEqual([700]);
  });
});
