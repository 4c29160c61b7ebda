import fc from "fast-check";
import { expect, it } from "vitest";
import { deviceLabelHref, deviceSettingsHref } from "../../../pwa/src/ground/device-routes.ts";
import {
  alarmHref,
  deviceHref,
  ENTRANCES,
  entranceHref,
  graphHref,
  routeOf,
  SETTINGS_PAGES,
  settingsHref,
} from "../../../pwa/src/ground/routes.ts";
import { VIEW_PATHS } from "../../../shared/ground/view-paths.ts";
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

it("knows no view whose address server and worker would not answer with the app", () => {
  const of = (id: string) =>
    [deviceHref, deviceSettingsHref, deviceLabelHref, alarmHref, graphHref].map((href) => href(id));
  const plain = ["/", "/graph", "/alarms", "/log", "/kiosk", "/settings"];
  const all = [
    ...plain,
    ...of("handheld 1/2"),
    ...SETTINGS_PAGES.map(settingsHref),
    ...ENTRANCES.map(entranceHref),
  ];
  const paths = all.map((href) => new URL(href, "http://davy.test").pathname);
  expect(paths.filter((path) => routeOf(path).view === "missing")).toEqual([]);
  expect(paths.filter((path) => !VIEW_PATHS.test(path))).toEqual([]);
});
