import { expect, it } from "vitest";
import { createTypedNumbers } from "../../../pwa/src/i18n/typed-numbers.ts";
import { parseKept, restoreDraft, touchedFields } from "../../../pwa/src/rules/kept-draft.ts";
import { draftOf } from "../../../pwa/src/rules/settings-draft.ts";

const numbers = createTypedNumbers("en");
const sensors = [{ key: "CO", type: "CO" }];
const from = draftOf({ name: "Pump", sensors: { CO: { zero: 2 } } }, sensors, numbers);
const co = from.sensors["CO"]!;

it("keeps the touched fields alone, so that others' changes are not undone", () => {
  const typed = {
    ...from,
    place: "Shaft 3",
    sensors: { CO: { ...co, hasOwnLimits: true, limits: { ...co.limits, a1: "20" } } },
  };
  const kept = touchedFields(typed, from);
  expect(kept).toEqual({ place: "Shaft 3", "CO.hasOwnLimits": true, "CO.limits.a1": "20" });
  const changed = draftOf({ name: "Pump 2", sensors: { CO: { zero: 5 } } }, sensors, numbers);
  const restored = restoreDraft(changed, parseKept(JSON.stringify(kept)));
  expect(restored).toMatchObject({ name: "Pump 2", place: "Shaft 3" });
  expect(restored.sensors["CO"]).toMatchObject({ zero: "5", hasOwnLimits: true, limits: { a1: "20" } });
  expect(touchedFields(from, from)).toEqual({});
});

it.each([
  null,
  "",
  "{",
  "3",
  "[1]",
  '{"name":3}',
  '{"CO.zero":true}',
  '{"gone.zero":"1"}',
  '{"sensors":"x"}',
])("makes nothing of %j", (text) => {
  expect(restoreDraft(from, parseKept(text))).toEqual(from);
});
