import { expect, it } from "vitest";
import { createStates } from "../../../server/state/states.ts";
import type { Entry } from "../../../shared/entries/entry.ts";
import { buildEntry, NOON } from "../../helpers/build-entry.ts";

it("keeps all states in a checkpoint by the names that those of before have", () => {
  const { projections } = createStates({ steps: [] });
  const names = Object.keys(projections.snapshot().states);
  expect(names).toEqual(expect.arrayContaining(["fleet", "site", "access", "alarms"]));
});

it("gives each state the entries, the time zone of the start and the steps of the clock", () => {
  const step = { seq: 1, from: NOON + 60_000, to: NOON };
  const { fleet, site, projections } = createStates({ steps: [step], timeZone: "Europe/Berlin" });
  const named: Entry = { seq: 2, at: NOON, kind: "site", patch: { name: "West" }, was: { name: "" } };
  projections.observe({ entries: [buildEntry(1, { at: NOON + 60_000 }), named] });
  expect(fleet.states().get("handheld 1")?.measuredAt).toBeLessThan(NOON);
  expect(site.answer()).toMatchObject({ name: "West", timeZone: "Europe/Berlin", timeZoneFixed: true });
});
