// A store that hangs, and a page that is left: neither may hold up a view, and nothing may be lost by it.

import { expect, it } from "vitest";
import { describeInBrowser } from "../helpers/browser.ts";
import { useStorePages } from "../helpers/store-page.ts";

describeInBrowser("an offline store that hangs or is left", () => {
  const tabs = useStorePages();

  it("answers from the network while another tab holds the store, says so, and is back when that ends", async () => {
    await tabs.page.evaluate(async () => {
      const { SliceStore } = window.offline;
      await new SliceStore({ now: () => 1 }).setNote("a", 1);
    });
    const holder = await tabs.open();
    await holder.evaluate(
      () =>
        new Promise<void>((resolve) => {
          const opening = indexedDB.open("davy");
          opening.onsuccess = () => {
            const held = opening.result.transaction(["pieces", "bodies", "notes"], "readwrite");
            const hold = () => {
              held.objectStore("notes").get("x").onsuccess = hold;
            };
            hold();
            resolve();
          };
        }),
    );
    const answered = await tabs.page.evaluate(async () => {
      const { SliceStore, TailStore, SliceLibrary, startTimer } = window.offline;
      const told: string[] = [];
      const store = new SliceStore({ now: () => 1, onState: (state) => told.push(state) });
      const ref = { device: "a", resolution: "raw", slice: "2026-11-23T14" } as const;
      const slice = { ...ref, complete: true, sensors: [{ key: "CO", type: "CO" }], t: [1], battery: [9] };
      const fetch = async () =>
        new Response(JSON.stringify({ ...slice, values: [[800]] }), {
          headers: { Date: new Date().toUTCString() },
        });
      const tails = new TailStore(store, () => 1);
      const library = new SliceLibrary({
        store,
        tails,
        settingsOf: async () => undefined,
        fetch,
        now: () => 1,
        after: startTimer,
        onChanged: () => {},
      });
      const { columns, origin } = await library.answer(ref);
      const written = await Promise.all([
        store.setNote("b", 2),
        tails.append({ devices: [], period: { from: 0, to: 1 } }),
        store.note("a"),
      ]);
      Object.assign(window, { store });
      return { values: [...(columns.sensors[0]?.values ?? [])], origin, told, written };
    });
    expect(answered).toEqual({
      values: [800],
      origin: "network",
      told: ["hung"],
      written: [undefined, false, undefined],
    });
    await holder.close();
    await tabs.page.waitForFunction(
      () => (window as unknown as { store: { state: string } }).store.state === "open",
    );
  });

  it("leaves no write open behind a page that is left, and loses nothing that was under way", async () => {
    await tabs.page.evaluate(async () => {
      const { SliceStore, TailStore, rawColumns, partingNote, partingName } = window.offline;
      const store = new SliceStore({ now: () => 1 });
      const tails = new TailStore(store, () => 1);
      await store.setNote("a", 1);
      const streamed = {
        devices: [rawColumns([[1_000, 90, 800]], { device: "a" })],
        period: { from: 0, to: 2_000 },
      };
      const writing = tails.append(streamed);
      // As the page's own last words are written: within the event.
      store.leave(new Map([[partingName("p1"), partingNote(streamed)]]));
      const late = [await writing, await tails.append(streamed), await store.setNote("late", 1)];
      Object.assign(window, { store, late });
    });
    const other = await tabs.open();
    const found = await other.evaluate(async () => {
      const { SliceStore, TailStore } = window.offline;
      const store = new SliceStore({ now: () => 1 });
      const tails = new TailStore(store, () => 1);
      const hadSome = [await tails.takeIn(), await tails.takeIn()];
      const { sensors, known } = await tails.read("a", { from: 0, to: 600_000 });
      return { hadSome, values: [...(sensors[0]?.values ?? [])], known, late: await store.note("late") };
    });
    expect(found).toEqual({ hadSome: [true, false], values: [800], known: [{ from: 0, to: 2_000 }] });
    const back = await tabs.page.evaluate(async () => {
      const { store, late } = window as unknown as {
        store: InstanceType<typeof window.offline.SliceStore>;
        late: unknown[];
      };
      store.pageIsBack();
      await store.setNote("late", 2);
      return { late, note: await store.note("late"), state: store.state };
    });
    expect(back).toEqual({ late: [false, false, undefined], note: 2, state: "open" });
  });
});
