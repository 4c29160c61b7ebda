// What elements of the style guide find where the app has its data: a fleet and alarms that never change, and no server.

import { DEFAULT_SITE } from "../../../shared/rules/site.ts";
import type { AppData } from "../data/base/app-data.ts";
import { ALARMS } from "./alarm-samples.ts";
import { historyOf } from "./history-samples.ts";
import { DEVICES, NOW, STATES } from "./samples.ts";

const never = () => () => undefined;
const unserved = () => Promise.reject(new Error("The style guide has no server."));
const nothing = () => undefined;

/** The data of the style guide. */
export const GUIDE_DATA: AppData = {
  fleet: {
    subscribe: never,
    onReading: never,
    devices: () => STATES,
    present: () => [...DEVICES],
    moment: () => ({ serverNow: NOW, link: "live" }),
    lastLiveAt: () => NOW,
    loaded: () => true,
  },
  alarms: {
    subscribe: never,
    onStep: never,
    open: () => ALARMS,
    unanswered: () => 3,
    surety: () => ({ kind: "live" }),
    isCut: () => false,
    answers: () => [],
    acts: unserved,
  },
  history: { subscribe: never, load: async (query) => historyOf(query) },
  site: {
    subscribe: never,
    current: () => ({ ...DEFAULT_SITE, name: "Northfield", presetChosen: true, timeZoneFixed: false }),
    isKnown: () => true,
    change: unserved,
  },
  session: {
    subscribe: never,
    standing: () => ({ kind: "unasked" }),
    isLeaseOver: () => false,
    look: unserved,
    signOut: unserved,
  },
  offline: {
    subscribe: never,
    status: () => ({ mode: "stored", usedBytes: 0, boundBytes: 1, persisted: true, paused: false }),
    pause: nothing,
    resume: nothing,
    pinned: () => new Set(),
    setPinned: nothing,
    looked: nothing,
    clear: unserved,
  },
  app: {
    subscribe: never,
    version: "0",
    build: "styleguide",
    updateReady: () => false,
    update: nothing,
    install: () => "none",
    promptInstall: unserved,
    push: {
      way: () => "none",
      current: async () => undefined,
      subscribe: async () => undefined,
      unsubscribe: async () => undefined,
    },
    suggestsInstall: () => false,
    putInstallOff: nothing,
  },
  access: unserved,
  report: unserved,
  gateway: unserved,
  saveSettings: unserved,
  readChanges: unserved,
  forgetDevice: unserved,
  isServerHealthy: async () => false,
  tellMute: nothing,
  soundTests: { last: () => undefined, tell: nothing },
  stop: nothing,
};
