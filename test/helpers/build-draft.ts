import type { Entry, ReadingDraft } from "../../shared/entries/entry.ts";

/** A reading on its way to the log, of which a test says only what matters to it. */
export function buildDraft(overrides: Partial<ReadingDraft> = {}): ReadingDraft {
  return {
    kind: "reading",
    device: "handheld 1",
    measuredAt: null,
    deviceTime: 3_600,
    battery: 90,
    sensors: [{ type: "CH4", val: 200 }],
    ...overrides,
  };
}

/** The device that an entry is of; empty where it is of none. */
export function deviceOf(entry: Entry): string {
  return "device" in entry ? entry.device : "";
}
