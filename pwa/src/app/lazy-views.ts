// What is loaded when it is first looked at; the overview is asked for by the document already, since it is what people open.
// `<lazy-part>` asks for it, and says when it could not be fetched.

import type { Shown } from "../data/base/gate.ts";

/** The ways in and the way out, which whoever signs out without a network must have beforehand. */
export const loadEntrance = () => import("../views/entrance/entrance-views.ts");

/** What is seldom opened: one part, since each further one costs the first screen its name. */
const loadSeldom = () => import("../views/seldom-views.ts");

const LOADERS: { readonly [View in Shown["view"]]?: () => Promise<unknown> } = {
  overview: () => import("../views/overview-view.ts"),
  device: () => import("../views/device-view.ts"),
  "device-settings": loadSeldom,
  "device-label": loadSeldom,
  missing: loadSeldom,
  graph: () => import("../views/graph-view.ts"),
  alarms: () => import("../views/alarms-view.ts"),
  alarm: () => import("../views/alarm-view.ts"),
  log: () => import("../views/log-view.ts"),
  kiosk: () => import("../views/kiosk-view.ts"),
  settings: () => import("../views/settings-view.ts"),
  account: () => import("../views/access/account-view.ts"),
  people: () => import("../views/access/people-view.ts"),
  gateways: () => import("../views/access/gateways-view.ts"),
  entrances: () => import("../views/access/entrances-view.ts"),
  displays: () => import("../views/access/displays-view.ts"),
  notices: () => import("../views/notices/notices-view.ts"),
  refused: () => import("../views/access/refused-view.ts"),
  report: () => import("../views/report/report-view.ts"),
  bluetooth: () => import("../views/bluetooth/bluetooth-view.ts"),
  pairing: () => import("../views/entrance/pairing-view.ts"),
  "sign-in": loadEntrance,
  "set-up": loadEntrance,
  join: loadEntrance,
  gone: loadEntrance,
};

/** What loads the code of a view, one function a view; undefined where it is there already. */
export function loaderOf(view: Shown["view"]): (() => Promise<unknown>) | undefined {
  return LOADERS[view];
}

/** Loads what stands around every view: what alarms need there, and what is told now and then. */
export const loadAround = () => import("./around-views.ts");

/** Of that what a view which fills the screen needs. */
export const loadAnnouncer = () => import("../components/alarm/alarm-announcer.ts");
