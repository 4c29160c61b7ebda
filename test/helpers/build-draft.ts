import type { ReadingDraft } from "../../shared/entries/entry.ts";

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
