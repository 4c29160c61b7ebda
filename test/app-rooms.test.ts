// Holds the rooms of the app: a file stands on its own room and on those below it, and screens show what there is.

import { dirname, relative } from "node:path";
import { expect, it } from "vitest";
import { renderPath } from "./helpers/render-path.ts";
import { importsOf, sources, targetOf, textOf } from "./helpers/source-files.ts";

/** The rooms of the app, a floor each: a file stands on its own room and on those before it, so that there is no circle. */
const APP_ROOMS = [
  "styles",
  "ground",
  "i18n/de",
  "i18n",
  "preferences",
  "rules",
  ...[
    "base",
    "offline",
    "stream",
    "history",
    "install",
    "health",
    "settings",
    "session",
    "alarms",
    "report",
    "gateway",
  ].map((name) => `data/${name}`),
  "data",
  "charts",
  "controllers",
  ...["base", "sensor", "device", "alarm", "settings", "access", "shell"].map((name) => `components/${name}`),
  "views/graph",
  "views/kiosk",
  "views/entrance",
  ...["access", "notices", "alarms", "log", "report", "overview", "bluetooth"].map((name) => `views/${name}`),
  "views",
  "app",
  "styleguide",
  // `main.ts`
  ".",
];

/** What screens know of the app's data: its contract, and how often a display may load itself anew. */
const DATA_OF_SCREENS = /^pwa\/src\/data\/(base\/|health\/reload-budget\.ts$)/;
const SCREENS = /^pwa\/src\/(controllers|components|views)\//;

/** Verbs of the app's data, and what else begins to load. */
const LOADING =
  /\bfetch\(|\bimport\(|#load\(|\.(load|looked|fill|follow|loadMore|loadEarlier|promptInstall)\(/;

/** Words that components and views must not contain: the network and the store belong to pwa/src/data. */
const PRESENTATION = /^pwa\/src\/(components|views)\//;
const OUTSIDE_WORDS = /\b(fetch\(|EventSource\b|indexedDB\b)/;

function floorOf(file: string): number {
  return APP_ROOMS.indexOf(relative("pwa/src", dirname(file)) || ".");
}

/** Whether a file of the app imports what lies above it, or belongs to no room. */
function isUpward(file: string, specifier: string): boolean {
  const target = targetOf(file, specifier);
  if (!target.startsWith("pwa/src/")) return false;
  return floorOf(file) < 0 || floorOf(target) < 0 || floorOf(target) > floorOf(file);
}

function reachesPastContract(file: string, specifier: string): boolean {
  const target = targetOf(file, specifier);
  return SCREENS.test(file) && target.startsWith("pwa/src/data/") && !DATA_OF_SCREENS.test(target);
}

/** The imports of files of the app for which `isBreach` is true, in words. */
function breachesInApp(isBreach: (file: string, specifier: string) => boolean): string[] {
  return sources()
    .filter((file) => file.startsWith("pwa/src/") && !file.endsWith(".d.ts"))
    .flatMap((file) =>
      importsOf(file)
        .filter((specifier) => specifier.startsWith(".") && isBreach(file, specifier))
        .map((specifier) => `${file} imports ${specifier}`),
    );
}

it("lets no room of the app import one above it", () => {
  expect(breachesInApp(isUpward)).toEqual([]);
});

it("shows the screens no more of the app's data than its contract", () => {
  expect(breachesInApp(reachesPastContract)).toEqual([]);
});

it("finds an arrow upwards, a circle and a room that nobody named", () => {
  expect(isUpward("pwa/src/ground/routes.ts", "../data/base/app-data.ts")).toBe(true);
  expect(isUpward("pwa/src/controllers/router-controller.ts", "../components/base/icons.ts")).toBe(true);
  expect(isUpward("pwa/src/components/base/icons.ts", "../../controllers/contexts.ts")).toBe(false);
  expect(isUpward("pwa/src/data/base/topic.ts", "../stream/link.ts")).toBe(true);
  expect(isUpward("pwa/src/data/stream/link.ts", "../base/topic.ts")).toBe(false);
  expect(isUpward("pwa/src/rules/trend.ts", "../components/sensor/sensor-row.ts")).toBe(true);
  expect(isUpward("pwa/src/attic/thing.ts", "../ground/routes.ts")).toBe(true);
  expect(isUpward("pwa/src/views/kiosk/watchdog.ts", "../kiosk-view.ts")).toBe(true);
  expect(reachesPastContract("pwa/src/views/kiosk-view.ts", "../data/stream/link.ts")).toBe(true);
  expect(reachesPastContract("pwa/src/views/kiosk-view.ts", "../data/base/app-data.ts")).toBe(false);
});

it("begins to load nothing while an element is rendered", () => {
  const loading = sources()
    .filter((file) => /^pwa\/src\/(app|components|views)\//.test(file))
    .filter((file) => LOADING.test(renderPath(textOf(file))));
  expect(loading).toEqual([]);
});

it("sees what a render begins by way of another member, and leaves listeners alone", () => {
  const element = (body: string) =>
    `class X {\n  override render() {\n    ${body}\n  }\n\n  get #rows() {\n    return this.#data.load();\n  }\n}`;
  expect(LOADING.test(renderPath(element("return this.#rows;")))).toBe(true);
  expect(LOADING.test(renderPath(element("return html`<b @click=$" + "{() => this.#rows}></b>`;")))).toBe(
    false,
  );
  expect(LOADING.test(renderPath(element("return nothing;")))).toBe(false);
});

it("keeps the network and the store out of components and views", () => {
  const breaches = sources()
    .filter((file) => PRESENTATION.test(file))
    .filter((file) => OUTSIDE_WORDS.test(textOf(file)));
  expect(breaches).toEqual([]);
});
