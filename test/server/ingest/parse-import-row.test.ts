import { describe, expect, it } from "vitest";
import { parseImportRow } from "../../../server/ingest/parse-import-row.ts";
import { SECOND_MS } from "../../../shared/ground/time.ts";

const NOW = Date.UTC(2026, 10, 24);
const OPTIONS = { source: "old.db", now: NOW };
const ROW = {
  row: 7,
  system_time: 1_736_000_000,
  id: "d",
  pct: 80,
  ts: 3600,
  sensors: [{ type: "CO", val: 12 }],
};

describe("parseImportRow", () => {
  it("keeps the recording's own times and place", () => {
    expect(parseImportRow(ROW, OPTIONS)).toMatchObject({
      device: "d",
      receivedAt: ROW.system_time * SECOND_MS,
      deviceTime: 3600,
      source: { name: "old.db", row: 7 },
    });
  });

  it.each([
    ["what is no object", "row", "must be a JSON object"],
    ["a row that is no number", { ...ROW, row: "7" }, "row must be a whole number"],
    ["a row below 1", { ...ROW, row: 0 }, "row must be a whole number"],
    ["a time that is no number", { ...ROW, system_time: "yesterday" }, "system_time must be a number"],
    ["a time that no calendar has", { ...ROW, system_time: -1e300 }, "system_time must be a number"],
    ["milliseconds for seconds", { ...ROW, system_time: 1_736_000_000_000 }, "lies in the future"],
    ["a reading that is none", { ...ROW, sensors: 3 }, "sensors"],
  ])("refuses %s with what is wrong", (_, value, reason) => {
    expect(parseImportRow(value, OPTIONS)).toContain(reason);
  });
});
