import { expect, it } from "vitest";
import { FLEET_NOTE, type FleetNote } from "../../../../pwa/offline/fleet-note.ts";
import type { SliceStore } from "../../../../pwa/offline/slice-store.ts";
import type { TailStore } from "../../../../pwa/offline/tail-store.ts";
import { PageDisk } from "../../../../pwa/src/data/offline/page-disk.ts";
import { TailWriter } from "../../../../pwa/src/data/offline/tail-writer.ts";

const NOTE: FleetNote = { serverTime: 5, wallOffset: 0, devices: [] };

/** A page whose stream was heard, and what it writes of the fleet. */
function startDisk(note: FleetNote | undefined) {
  const written: unknown[] = [];
  const store = {
    setNote: async (name: string, value: unknown) => void written.push([name, value]),
    setNotesAtOnce: (notes: ReadonlyMap<string, unknown>) => void written.push(...notes),
    dropNote: async () => undefined,
  };
  const disk = new PageDisk({
    store: store as unknown as SliceStore,
    tails: {} as TailStore,
    writer: new TailWriter({ append: async () => true }),
    session: { streamed: () => ({ from: 0, to: 5 }), heardAt: () => 5 },
    fleetNote: () => note,
    page: "1",
  });
  return { disk, ofFleet: () => written.filter((one) => Array.isArray(one) && one[0] === FLEET_NOTE) };
}

it("notes the fleet now and then, and when it goes out of sight", async () => {
  const { disk, ofFleet } = startDisk(NOTE);
  disk.flush();
  await disk.idle();
  expect(ofFleet()).toEqual([[FLEET_NOTE, NOTE]]);
  disk.hide();
  expect(ofFleet()).toHaveLength(2);
});

it("leaves the fleet that an earlier visit noted alone while nobody has said what there is", async () => {
  const { disk, ofFleet } = startDisk(undefined);
  disk.flush();
  await disk.idle();
  disk.hide();
  expect(ofFleet()).toEqual([]);
});
