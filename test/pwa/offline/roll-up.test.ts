import fc from "fast-check";
import { expect, it } from "vitest";
import { rollUp } from "../../../pwa/offline/roll-up.ts";
import { rawColumns, rows } from "./build-columns.ts";

it("keeps minimum, maximum, count and lowest battery of each minute, and loses no excursion", () => {
  fc.assert(
    fc.property(rows, (drawn) => {
      const minutes = rollUp(rawColumns(drawn), "minute");
      const starts = [...new Set(drawn.map(([t]) => Math.floor(t / 60_000) * 60_000))];
      expect([...minutes.t]).toEqual(starts);
      for (const [row, start] of starts.entries()) {
        const inside = drawn.filter(([t]) => t >= start && t < start + 60_000);
        const values = inside.map(([, , value]) => value).filter((value) => typeof value === "number");
        const [co] = minutes.sensors;
        expect(co?.count?.[row]).toBe(values.length);
        expect(minutes.battery[row]).toBe(Math.min(...inside.map(([, battery]) => battery)));
        if (values.length === 0) expect(co?.min?.[row]).toBeNaN();
        else expect([co?.min?.[row], co?.max?.[row]]).toEqual([Math.min(...values), Math.max(...values)]);
      }
    }),
  );
});
