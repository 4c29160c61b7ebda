import fc from "fast-check";
import { expect, it } from "vitest";
import { deviceHref, routeOf } from "../../../pwa/src/app/routes.ts";

it("knows the views", () => {
  expect(["/", "/graph", "/kiosk/", "/settings"].map((path) => routeOf(path).view)).toEqual([
    "overview",
    "graph",
    "kiosk",
    "settings",
  ]);
});

it("finds the device whose address it made, whatever its id", () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, unit: "grapheme" }), (device) => {
      expect(routeOf(deviceHref(device))).toEqual({ view: "device", device });
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
