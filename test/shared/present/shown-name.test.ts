import { expect, it } from "vitest";
import { shownName, withoutTurns } from "../../../shared/present/shown-name.ts";

it("leaves a name as it is that turns nothing", () => {
  for (const name of ["", "handheld 1", "Pumpe Süd", "насос 2", "泵 3", "Größe → Ø µ 🙂"])
    expect([shownName(name), withoutTurns(name)]).toEqual([name, name]);
});

it.each([0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069])(
  "shows a mark that turns the direction as one that nobody knows: U+%#",
  (mark) => {
    const name = `pump ${String.fromCodePoint(mark)}1A`;
    expect([shownName(name), withoutTurns(name)]).toEqual(["pump \ufffd1A", "pump \ufffd1A"]);
  },
);

it("keeps what is written from right to left apart from what stands around it", () => {
  expect(shownName("משאבה 2")).toBe("\u2068משאבה 2\u2069");
  expect(shownName("\u202eمضخة")).toBe("\u2068\ufffdمضخة\u2069");
});
