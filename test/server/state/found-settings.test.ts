import { expect, it } from "vitest";
import { noteFoundSettings } from "../../../server/state/found-settings.ts";
import type { EntryDraft, StampedEntry } from "../../../shared/entries/entry.ts";
import { buildEvent } from "../../helpers/build-event.ts";

const state = (device: string, settings: object) => [device, { device, settings }] as const;
const STATES = new Map([
  state("pump", { name: "Pump 1" }),
  state("bare", {}),
  state("box", { place: "Hall" }),
]);

/** What is written into the log of a server whose oldest events are these. */
async function noted(oldest: readonly StampedEntry[]): Promise<readonly EntryDraft[]> {
  let written: readonly EntryDraft[] = [];
  await noteFoundSettings({
    log: {
      append: async (drafts) => {
        written = drafts;
        return [];
      },
    },
    events: { after: async (seq, { limit }) => (seq === 0 ? oldest.slice(0, limit ?? 0) : []) },
    fleet: { states: () => STATES as never },
  });
  return written;
}

const { by: _, ...ofOldVersion } = buildEvent(1) as { by?: object } & StampedEntry;

it("notes what was set by a version that kept no events", async () => {
  const by = { kind: "system", name: "", from: "" };
  const found = [
    { kind: "settings-found", device: "pump", settings: { name: "Pump 1" }, by },
    { kind: "settings-found", device: "box", settings: { place: "Hall" }, by },
  ];
  expect(await noted([])).toEqual(found);
  expect(await noted([ofOldVersion])).toEqual(found);
});

it("notes nothing once events are kept", async () => {
  expect(await noted([ofOldVersion, buildEvent(2)])).toEqual([]);
  expect(await noted(Array.from({ length: 200 }, () => ofOldVersion))).toEqual([]);
});

it("takes nothing for found that is set while it looks", async () => {
  const states = new Map<string, ReturnType<typeof state>[1]>([state("box", { place: "Hall" })]);
  const devices: unknown[] = [];
  await noteFoundSettings({
    log: {
      append: async (drafts) => {
        devices.push(...drafts.map((draft) => "device" in draft && draft.device));
        return [];
      },
    },
    events: {
      after: async () => {
        states.set(...state("pump", { name: "Pump 1" }));
        return [];
      },
    },
    fleet: { states: () => states as never },
  });
  expect(devices).toEqual(["box"]);
});
