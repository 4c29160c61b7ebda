import { expect, it } from "vitest";
import { fromField, toField } from "../../../../pwa/src/views/graph/range-field.ts";
import { offsetIn } from "../../../../shared/ground/zone-offset.ts";

const berlin = offsetIn("Europe/Berlin");

it("means the moment that a zone's clocks show", () => {
  expect(fromField("2026-11-23T14:32", berlin)).toBe(Date.UTC(2026, 10, 23, 13, 32));
  expect(fromField("2026-07-01T00:00", berlin)).toBe(Date.UTC(2026, 5, 30, 22));
  expect(fromField("", berlin)).toBeUndefined();
});

it("begins with the earlier and ends with the later of two times of one name, so that nothing between is left out", () => {
  // Clocks were put back from 3 to 2 on 25 October 2026, at 1:00 UTC.
  expect(fromField("2026-10-25T02:30", berlin, "earlier")).toBe(Date.UTC(2026, 9, 25, 0, 30));
  expect(fromField("2026-10-25T02:30", berlin, "later")).toBe(Date.UTC(2026, 9, 25, 1, 30));
  for (const which of ["earlier", "later"] as const) {
    expect(fromField("2026-10-25T01:30", berlin, which)).toBe(Date.UTC(2026, 9, 24, 23, 30));
    expect(fromField("2026-10-25T03:30", berlin, which)).toBe(Date.UTC(2026, 9, 25, 2, 30));
  }
});

it("takes a time that clocks leave out as what they showed before it went on", () => {
  // From 2 to 3 on 29 March 2026, at 1:00 UTC.
  expect(fromField("2026-03-29T02:30", berlin)).toBe(Date.UTC(2026, 2, 29, 1, 30));
});

it("writes what a field takes, and reads it back", () => {
  const moment = Date.UTC(2026, 10, 23, 13, 32);
  expect(toField(moment + 45_000, berlin)).toBe("2026-11-23T14:32");
  expect(fromField(toField(moment, berlin), berlin)).toBe(moment);
});
