import { expect, it } from "vitest";
import { musterOf } from "../../../pwa/src/rules/muster.ts";
import { buildDevice } from "../../helpers/scripted-fleet.ts";

const NOW = Date.UTC(2026, 10, 27, 12);

function carried(id: string, ageMs: number, settings: { wearer?: string; place?: string; name?: string }) {
  return { ...buildDevice(id, { CO: 0 }, { now: NOW, ageMs }), settings };
}

it("lists everybody who carries a device once, where they were heard of last, and nobody else", () => {
  const fleet = [
    carried("h1", 60_000, { wearer: "Kim", place: "Shaft 3" }),
    carried("h2", 5_000, { wearer: "Kim", place: "Pump house", name: "Pump" }),
    carried("h3", 0, { wearer: "Ada" }),
    carried("fixed", 0, { place: "Shaft 3" }),
  ];
  expect(musterOf(fleet)).toEqual([
    { person: "Ada", devices: ["h3"], place: undefined, heardAt: NOW },
    { person: "Kim", devices: ["h1", "Pump"], place: "Pump house", heardAt: NOW - 5_000 },
  ]);
});

it("lists people in the order in which people count", () => {
  const fleet = ["Team 10", "Team 2"].map((wearer, index) => carried(`h${index}`, 0, { wearer }));
  expect(musterOf(fleet).map(({ person }) => person)).toEqual(["Team 2", "Team 10"]);
});
