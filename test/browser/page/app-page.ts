// The app over data that a test sets by hand: the entry that tests of screens load in the browser.

import { startApp } from "../../../pwa/src/app/start-app.ts";
import { AccessRefused, type AccessVerbs } from "../../../pwa/src/data/base/access-verbs.ts";
import type { AppData, OfflineStatus } from "../../../pwa/src/data/base/app-data.ts";
import type { Standing } from "../../../pwa/src/data/base/session.ts";
import { Topic as ReadingTopic } from "../../../pwa/src/data/base/topic.ts";
import { OwnSoundTests } from "../../../pwa/src/data/session/sound-tests.ts";
import type { SettingEntry } from "../../../shared/entries/entry.ts";
import type { DeviceState } from "../../../shared/fleet/fleet.ts";
import type { LinkState } from "../../../shared/fleet/freshness.ts";
import { observe } from "../../../shared/fleet/observe-readings.ts";
import { FleetPresenter } from "../../../shared/present/present-fleet.ts";
import type { HeardReading } from "../../../shared/present/present-reading.ts";
import { applySettings, undoOf } from "../../../shared/rules/settings.ts";
import { applySite, DEFAULT_SITE, type SitePatch } from "../../../shared/rules/site.ts";
import type { SiteAnswer } from "../../../shared/wire/api.ts";
import { chartProbe } from "./chart-probe.ts";
import type { Saved, Stage } from "./stage.ts";
import { stageAlarms } from "./staged-alarms.ts";
import { type StagedHistory, stagedHistory } from "./staged-history.ts";

class Topic {
  readonly #listeners = new Set<() => void>();
  #isDue = false;

  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  tell(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    requestAnimationFrame(() => {
      this.#isDue = false;
      for (const listener of this.#listeners) listener();
    });
  }
}

function createStage(): { stage: Stage; data: AppData } {
  const fleet = new Topic();
  const readings = new ReadingTopic<HeardReading>();
  const offline = new Topic();
  const app = new Topic();
  const history = new Topic();
  const saved: Saved[] = [];
  const changes: SettingEntry[] = [];
  const pins = new Set<string>();
  let devices = new Map<string, DeviceState>();
  let isLoaded = false;
  let link: LinkState = "connecting";
  let fixedNow: number | undefined;
  let lastLive: number | undefined;
  const alarms = stageAlarms(() => ({ link, now: fixedNow ?? Date.now(), lastLive }));
  const sessions = new ReadingTopic<undefined>();
  let standing: Standing = { kind: "unasked" };
  let verbs: Partial<AccessVerbs> = {};
  const sites = new ReadingTopic<undefined>();
  // Chosen, so that no screen asks unless a test wants it to.
  let site: SiteAnswer = { ...DEFAULT_SITE, presetChosen: true, timeZoneFixed: false };
  const siteChanges: SitePatch[] = [];
  const changeSite = (patch: SitePatch) => {
    site = { ...site, ...applySite(site, patch) };
    sites.tell(undefined);
  };
  let staged: StagedHistory = {};
  const soundTests = new OwnSoundTests();
  let isHealthy = true;
  let isUpdateReady = false;
  let updates = 0;
  let install: ReturnType<AppData["app"]["install"]> = "none";
  let isInstallSuggested = true;
  let saveProblem: string | undefined;
  const forgotten: { device: string; data: string }[] = [];
  let status: OfflineStatus = {
    mode: "stored",
    usedBytes: 23_400_000,
    boundBytes: 100_000_000,
    persisted: true,
    paused: false,
  };
  const setStatus = (patch: Partial<OfflineStatus>) => {
    status = { ...status, ...patch };
    offline.tell();
  };
  const presenter = new FleetPresenter();
  const moment = () => ({ serverNow: fixedNow ?? Date.now(), link });
  const data: AppData = {
    fleet: {
      subscribe: fleet.subscribe,
      onReading: readings.subscribe,
      devices: () => devices,
      present: (viewing) => presenter.present(devices, moment(), viewing),
      moment,
      lastLiveAt: () => lastLive ?? (link === "live" ? (fixedNow ?? Date.now()) : undefined),
      loaded: () => isLoaded,
    },
    site: {
      subscribe: (listener) => sites.subscribe(listener),
      current: () => site,
      isKnown: () => true,
      change: async (patch) => {
        if (saveProblem) throw new Error(saveProblem);
        siteChanges.push(patch);
        changeSite(patch);
      },
    },
    history: {
      subscribe: history.subscribe,
      load: async (query) => {
        const state = devices.get(query.device);
        if (!state) throw new Error("no such device on the stage");
        if (staged.isComing) await new Promise(() => undefined);
        if (staged.cannotBeHad) throw new Error("There is no history.");
        return stagedHistory(state, query, staged);
      },
    },
    offline: {
      subscribe: offline.subscribe,
      status: () => status,
      pause: () => setStatus({ paused: true }),
      resume: () => setStatus({ paused: false }),
      pinned: () => pins,
      setPinned: (device, { pinned }) => {
        if (pinned) pins.add(device);
        else pins.delete(device);
        offline.tell();
      },
      looked: () => undefined,
      clear: async () => setStatus({ usedBytes: 0 }),
    },
    app: {
      subscribe: app.subscribe,
      version: "0.1.0",
      build: "0123456789ab",
      updateReady: () => isUpdateReady,
      update: () => {
        updates += 1;
      },
      install: () => install,
      promptInstall: async () => undefined,
      push: {
        way: () => "none",
        current: async () => undefined,
        subscribe: async () => undefined,
        unsubscribe: async () => undefined,
      },
      suggestsInstall: () => isInstallSuggested && (install === "prompt" || install === "ios"),
      putInstallOff: () => {
        isInstallSuggested = false;
        app.tell();
      },
    },
    session: {
      subscribe: (listener) => sessions.subscribe(listener),
      standing: () => standing,
      isLeaseOver: () => false,
      look: async () => undefined,
      signOut: async () => {
        standing = { kind: "wiped", by: "signed-out" };
        sessions.tell(undefined);
      },
    },
    alarms: alarms.source,
    access: async () => verbs as AccessVerbs,
    gateway: () => Promise.reject(new Error("There is none here.")),
    report: async () => {
      throw new Error("the stage makes no reports");
    },
    saveSettings: async (device, patch, options) => {
      if (saveProblem) throw new Error(saveProblem);
      saved.push({ device, patch, ...(options?.confirmed ? { confirmed: true } : {}) });
      const state = devices.get(device);
      if (state) {
        const by = { kind: "open", name: "", from: "192.168.1.20" } as const;
        const entry = { kind: "setting", seq: changes.length + 1, at: fixedNow ?? Date.now() } as const;
        changes.push({ ...entry, device, patch, was: undoOf(state.settings, patch), by });
        devices = new Map(devices).set(device, { ...state, settings: applySettings(state.settings, patch) });
      }
      fleet.tell();
    },
    readChanges: async ({ device, cursor }) => {
      if (link !== "live") throw new Error("no network on the stage");
      const from = Number(cursor ?? 0);
      const all = changes.filter((change) => change.device === device).reverse();
      const page = all.slice(from, from + 5);
      return { changes: page, ...(from + 5 < all.length ? { cursor: String(from + 5) } : {}) };
    },
    forgetDevice: async (device, data) => {
      if (saveProblem) throw new Error(saveProblem);
      forgotten.push({ device, data });
      devices = new Map([...devices].filter(([name]) => name !== device));
      fleet.tell();
    },
    tellMute: () => undefined,
    soundTests,
    isServerHealthy: async () => isHealthy,
    stop: () => undefined,
  };
  const stage: Stage = {
    setDevices(list) {
      devices = new Map(list.map((state) => [state.device, state]));
      isLoaded = true;
      fleet.tell();
    },
    hear(entries) {
      for (const entry of entries) {
        const state = observe(devices.get(entry.device), entry);
        devices = new Map(devices).set(entry.device, state);
        readings.tell({ entry, state });
      }
      fleet.tell();
    },
    setLink(value) {
      link = value;
      fleet.tell();
    },
    setNow(value) {
      fixedNow = value;
      fleet.tell();
    },
    setLastLive(at) {
      lastLive = at;
      fleet.tell();
    },
    setSiteZone(name) {
      changeSite({ timeZone: name ?? null });
    },
    setSite: changeSite,
    siteChanges: () => siteChanges,
    setChanges(entries) {
      changes.splice(0, changes.length, ...entries);
    },
    setHistory(value) {
      staged = value;
      history.tell();
    },
    setHealthy(value) {
      isHealthy = value;
    },
    updates: () => updates,
    setUpdateReady(isReady) {
      isUpdateReady = isReady;
      app.tell();
    },
    setStoreTrouble(trouble) {
      setStatus({ mode: "memory-only", trouble });
    },
    setInstall(how) {
      install = how;
      app.tell();
    },
    setSaveProblem(problem) {
      saveProblem = problem;
    },
    setStanding(value) {
      standing = value;
      sessions.tell(undefined);
    },
    setAlarms: alarms.set,
    setPastAlarms: alarms.setPast,
    setAnswers: alarms.setAnswers,
    setAlarmsKnown: alarms.setKnown,
    setGuidance: alarms.setGuidance,
    alarmActs: alarms.acts,
    setSoundTest: (last) => soundTests.heard(last, undefined),
    soundTest: () => soundTests.untold(),
    refusal: (code, message, retryMs) => new AccessRefused(message, { code, retryMs }),
    setAccess(given) {
      verbs = { ...verbs, ...given };
    },
    forgotten: () => forgotten,
    saved: () => saved,
    stop: () => undefined,
  };
  return { stage, data };
}

const { stage, data } = createStage();
window.probe = chartProbe;
window.stage = { ...stage, stop: startApp(window, data) };
