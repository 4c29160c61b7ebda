// Mappings and texts at alarms: what admins set of the site, each kept from the log by itself.

import { expect, it } from "vitest";
import { createGuidance } from "../../../server/state/guidance.ts";
import { createMappings } from "../../../server/state/mappings.ts";
import type { Entry } from "../../../shared/entries/entry.ts";
import type { Mapping } from "../../../shared/rules/mapping/mapping.ts";
import { buildEvent } from "../../helpers/build-event.ts";

const event = (seq: number, members: object) =>
  buildEvent(seq, { device: undefined, patch: undefined, was: null, ...members }) as unknown as Entry;

const mapping = (id: string, name = id): Mapping => ({
  id,
  name,
  source: `mqtt/${id}`,
  port: null,
  device: null,
  passOver: false,
  fields: [],
});
const mapped = (seq: number, id: string, to: Mapping | null) =>
  event(seq, { kind: "mapping", id, mapping: to });

const leave = { gas: "H2S", level: "a2", place: null } as const;
const written = (seq: number, text: unknown, scope: object = leave) =>
  event(seq, { kind: "guidance", ...scope, text });

it("has the mappings as the log tells them, and passes over what is none", () => {
  const mappings = createMappings();
  expect([mappings.name, mappings.all()]).toEqual(["mappings", []]);
  mappings.observe({
    entries: [
      mapped(1, "a", mapping("a")),
      mapped(2, "b", mapping("b")),
      mapped(3, "a", mapping("a", "Hall")),
      { ...mapped(4, "b", null), kind: "later" } as unknown as Entry,
      mapped(5, "c", 7 as never),
    ],
  });
  expect(mappings.all()).toEqual([mapping("a", "Hall"), mapping("b")]);
  const restored = createMappings();
  restored.restore(JSON.parse(JSON.stringify(mappings.snapshot())), 5);
  restored.observe({ entries: [mapped(6, "a", null)] });
  expect(restored.all()).toEqual([mapping("b")]);
  restored.restore(undefined, 6);
  expect(restored.all()).toEqual([]);
});

it("has the texts as the log tells them, and passes over what is none", () => {
  const guidance = createGuidance();
  expect([guidance.name, guidance.texts()]).toEqual(["guidance", []]);
  guidance.observe({
    entries: [
      written(1, "Leave"),
      written(2, "Leave at once"),
      written(3, "Ask", { gas: null, level: null, place: "Hall" }),
      { ...written(4, null), kind: "later" } as unknown as Entry,
      written(5, 7),
    ],
  });
  expect(guidance.texts()).toEqual([
    { gas: "H2S", level: "a2", place: null, text: "Leave at once" },
    { gas: null, level: null, place: "Hall", text: "Ask" },
  ]);
  const restored = createGuidance();
  restored.restore(JSON.parse(JSON.stringify(guidance.snapshot())), 5);
  restored.observe({ entries: [written(6, null)] });
  expect(restored.texts()).toEqual([{ gas: null, level: null, place: "Hall", text: "Ask" }]);
  restored.restore(undefined, 6);
  expect(restored.texts()).toEqual([]);
});
