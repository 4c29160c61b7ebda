// Alarms about what the site is made of beside devices.

import { expect, it } from "vitest";
import type { ConditionEntry } from "../../../shared/entries/alarm.ts";
import { AlarmTrace } from "../../helpers/alarm-trace.ts";

const GATEWAY = { kind: "gateway", id: "k7", name: "Shaft 3" } as const;

const found = (trace: AlarmTrace, rank: ConditionEntry["rank"], told: Partial<ConditionEntry> = {}) =>
  trace
    .write({ kind: "condition", part: GATEWAY, condition: "gateway", rank, ...told })
    .map(({ to, device }) => `${to} ${JSON.stringify(device)}`);

it("says which part it is about, and ends by itself when that is well again", () => {
  const trace = new AlarmTrace();
  expect(found(trace, 2)).toEqual(['raised ""']);
  expect(trace.only).toMatchObject({
    device: null,
    system: GATEWAY,
    sensor: null,
    place: null,
    condition: "gateway",
    priority: "medium",
    state: "active-unacknowledged",
  });
  expect(found(trace, 2)).toEqual([]);
  expect(trace.answer(trace.only)).toBe("taken");
  expect(trace.alarms.parts()).toEqual([{ part: GATEWAY, condition: "gateway", rank: 2 }]);
  expect(found(trace, 0)).toEqual(['ended ""']);
  expect(trace.alarms.parts()).toEqual([]);
  expect(trace.open).toEqual([]);
});

it("tells apart two conditions of one part, and two parts of one id", () => {
  const trace = new AlarmTrace();
  found(trace, 2);
  found(trace, 2, { part: { kind: "display", id: "k7", name: "Wall" }, condition: "display" });
  found(trace, 2, { condition: "channel" });
  expect(new Set(trace.open.map(({ id }) => id)).size).toBe(3);
  found(trace, 0);
  expect(trace.open.map(({ condition }) => condition)).toEqual(["channel", "display"]);
});

it("is critical where nobody hears of an A2", () => {
  const trace = new AlarmTrace();
  const mail = { part: { kind: "channel", id: "mail", name: "" }, condition: "channel" } as const;
  found(trace, 2, mail);
  expect(trace.only.priority).toBe("medium");
  expect(found(trace, 3, mail)).toEqual(['escalated ""']);
  expect(trace.only.priority).toBe("critical");
});

it("is known after a restart, and goes by the part's present name", () => {
  const trace = new AlarmTrace();
  found(trace, 2);
  const { id } = trace.only;
  trace.restart();
  expect(trace.only).toMatchObject({ id, system: GATEWAY });
  trace.write({ kind: "condition", part: { ...GATEWAY, name: "Adit" }, condition: "gateway", rank: 1 });
  expect(trace.only).toMatchObject({ id, system: { name: "Adit" } });
  found(trace, 0);
  trace.restart();
  expect(trace.open).toEqual([]);
});
