import fc from "fast-check";
import { expect, it } from "vitest";
import { deviceHref, routeOf } from "../../../pwa/src/ground/routes.ts";
import { PATH_STEPS } from "../../../shared/rules/reading.ts";

it("knows the views", () => {
  expect(["/", "/graph", "/kiosk/", "/settings"].map((path) => routeOf(path).view)).toEqual([
    "overview",
    "graph",
    "kiosk",
    "settings",
  ]);
});

const device = fc.string({ minLength: 1, unit: "grapheme" }).filter((id) => !PATH_STEPS.includes(id));

it("finds the device whose address it made, whatever its id", () => {
  fc.assert(
    fc.property(device, (id) => {
      expect(routeOf(deviceHref(id))).toEqual({ view: "device", device: id });
    }),
  );
});

it("says of any other path that it is missing", () => {
  expect(["/nope", "/graph/x", "/device/%E0%A4%A", "/device/a/b"].map((path) => routeOf(path).view)).toEqual([
    "missing",
    "missing",
    "missing",
    "missing",
  ]);
});
