import { expect, it } from "vitest";
import { drillGroups } from "../../../pwa/src/rules/drill-groups.ts";

const drill = (device: string, until: number, reason = "fire drill") => ({
  device,
  mode: "drill" as const,
  since: 0,
  until,
  reason,
  by: "Ada",
});

it("joins what was begun together, and leaves out what is over", () => {
  const rows = [drill("a", 900), drill("b", 300), drill("c", 900), drill("d", 900, "other"), drill("e", 100)];
  expect(drillGroups(rows, 100).map(({ devices, reason }) => [...devices, reason])).toEqual([
    ["b", "fire drill"],
    ["a", "c", "fire drill"],
    ["d", "other"],
  ]);
});
