import { expect, it } from "vitest";
import { inOrder, placesOf } from "../../../pwa/src/rules/places.ts";

it("lists the places that devices have, each once, in the order in which people count", () => {
  const devices = ["Shaft 10", undefined, "Shaft 2", "", "Pump house", "Shaft 10"].map((place) => ({
    settings: place === undefined ? {} : { place },
  }));
  expect(placesOf(devices)).toEqual(["Pump house", "Shaft 2", "Shaft 10"]);
});

it("lists a place that no device has any more among the others", () => {
  expect(inOrder(["Shaft 2", "Shaft 10", ...["Shaft 3"]])).toEqual(["Shaft 2", "Shaft 3", "Shaft 10"]);
});
