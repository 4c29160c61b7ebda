import { expect, it } from "vitest";
import {
  type GuidanceText,
  type GuidedAlarm,
  guidanceFor,
  scopeKey,
} from "../../../shared/rules/guidance.ts";

const ALARM: GuidedAlarm = { gas: "CO", level: "a2", place: "Shaft 3" };

/** A text for a scope; what is not named is for all. */
function written(text: string, scope: Partial<GuidanceText> = {}): GuidanceText {
  return { gas: null, level: null, place: null, ...scope, text };
}

it("has no text where none was written, or none for such an alarm", () => {
  expect(guidanceFor([], ALARM)).toBeUndefined();
  const others = [
    written("of another gas", { gas: "H2S" }),
    written("of another level", { level: "a1" }),
    written("of another place", { place: "Shaft 4" }),
    written("of another gas here", { gas: "H2S", place: "Shaft 3" }),
  ];
  expect(guidanceFor(others, ALARM)).toBeUndefined();
});

it("takes a text for all alarms where there is no other", () => {
  expect(guidanceFor([written("leave"), written("of H2S", { gas: "H2S" })], ALARM)).toBe("leave");
});

it("lets a place come before a gas, and a gas before a level", () => {
  const texts = [
    written("level", { level: "a2" }),
    written("all"),
    written("gas", { gas: "CO" }),
    written("gas and level", { gas: "CO", level: "a2" }),
    written("place", { place: "Shaft 3" }),
    written("place and level", { place: "Shaft 3", level: "a2" }),
    written("place and gas", { place: "Shaft 3", gas: "CO" }),
    written("all three", { place: "Shaft 3", gas: "CO", level: "a2" }),
  ];
  const order: (string | undefined)[] = [];
  for (let left = texts; left.length > 0; left = left.filter(({ text }) => text !== order.at(-1)))
    order.push(guidanceFor(left, ALARM));
  expect(order).toEqual([
    "all three",
    "place and gas",
    "place and level",
    "place",
    "gas and level",
    "gas",
    "level",
    "all",
  ]);
});

it("has a text of no gas in particular for an alarm that is of none", () => {
  const call: GuidedAlarm = { gas: null, level: "call", place: null };
  expect(guidanceFor([written("of CO", { gas: "CO" }), written("help", { level: "call" })], call)).toBe(
    "help",
  );
});

it("tells scopes apart, whatever is in their names", () => {
  const scopes = [
    { gas: null, level: null, place: null },
    { gas: "CO", level: null, place: null },
    { gas: null, level: "a1", place: null },
    { gas: null, level: null, place: "CO" },
    { gas: null, level: null, place: "a1" },
    { gas: null, level: null, place: "null" },
  ] as const;
  expect(new Set(scopes.map(scopeKey)).size).toBe(6);
  expect(scopeKey({ place: "A", level: "a2", gas: "CO" })).toBe('["CO","a2","A"]');
});
