// What the screens know of the outside: read-only state, subscriptions and a few verbs. pwa/src/data implements it.

import type { ForgetEntry, FoundSettingsEntry, SettingEntry } from "../../../../shared/entries/entry.ts";
import type { DeviceState } from "../../../../shared/fleet/fleet.ts";
import type { LinkState, Moment } from "../../../../shared/fleet/freshness.ts";
import type { HistoryColumns } from "../../../../shared/history/columns.ts";
import type { DevicePresentation } from "../../../../shared/present/present-device.ts";
import type { HeardReading } from "../../../../shared/present/present-reading.ts";
import type { Viewing } from "../../../../shared/present/present-sensor.ts";
import type { DeviceSettingsPatch } from "../../../../shared/rules/settings.ts";
import type { SitePatch } from "../../../../shared/rules/site.ts";
import type { SoundTest } from "../../../../shared/rules/sound-test.ts";
import type { SiteAnswer } from "../../../../shared/wire/api.ts";
import type { PushPhone } from "../../../../shared/wire/push.ts";
import type { AccessVerbs } from "./access-verbs.ts";
import type { AlarmsSource } from "./alarms.ts";
import type { GatewaySource } from "./gateway.ts";
import type { ChangeOptions } from "./needs-confirmation.ts";
import type { ReportVerbs } from "./report.ts";
import type { SessionSource } from "./session.ts";

/** Returns what ends the subscription. Listeners are called at most once per animation frame. */
export type Subscribe = (listener: () => void) => () => void;

/** The fleet as last known, and how sure we may be of it. */
export interface FleetSource {
  readonly subscribe: Subscribe;
  /** Tells of each reading of the stream at once, in order; several may come within a frame. Answers what ends it. */
  readonly onReading: (listener: (reading: HeardReading) => void) => () => void;
  devices(): ReadonlyMap<string, DeviceState>;
  /**
   * All devices in service as they are to be shown now, in the order of the fleet; one object a device for as long as
   * nothing that can be seen of it changed. Cheap enough for each frame.
   */
  present(viewing: Viewing): DevicePresentation[];
  /** Server time and link, the input of `freshnessOf`. Never the phone's own clock. */
  moment(): Moment;
  /** When the link was last live, unix ms by server time; undefined when never. */
  lastLiveAt(): number | undefined;
  /** False until either the stream or the cache has said what there is. */
  loaded(): boolean;
}

/** What holds for the whole site, and the way to change it for all screens. */
export interface SiteSource {
  /** Tells of each change at once, also while the page is hidden. */
  readonly subscribe: Subscribe;
  /** As the server last said it, on this visit or an earlier one; until then the defaults. */
  current(): SiteAnswer;
  /** False until the server or an earlier visit said how the site is. */
  isKnown(): boolean;
  /** Rejects as `saveSettings` does. */
  change(patch: SitePatch, options?: ChangeOptions): Promise<void>;
}

export interface HistoryQuery {
  readonly device: string;
  /** Unix ms, from < to. */
  readonly from: number;
  readonly to: number;
}

/**
 * History by slices, from cache or network; `onProgress` gets 0…1. Rejects when aborted, and with `CodeMissing`. Asking again is cheap:
 * what is known is not fetched anew, and every reading of the stream is in the answer, also those that came between
 * two frames. A view that follows live data therefore asks again (about once a second) instead of adding up by itself.
 */
export interface HistorySource {
  load(
    query: HistoryQuery,
    options: { signal: AbortSignal; onProgress?: (done: number) => void },
  ): Promise<HistoryColumns>;
  /** Called when the history of a device within sight may have changed other than by live readings (gap filled, wake). */
  readonly subscribe: Subscribe;
}

/** Background loading for offline use, and the storage it fills. */
export interface OfflineStatus {
  readonly mode: "stored" | "memory-only" | "unavailable";
  /**
   * Why nothing is kept: another tab of an older version holds the store, it does not answer, the browser lets no data be
   * stored, or the code that keeps things could not be fetched.
   */
  readonly trouble?: "blocked" | "hung" | "refused" | "unloaded";
  readonly usedBytes: number;
  readonly boundBytes: number;
  readonly persisted: boolean;
  /** 0…1 while warming, undefined when idle. */
  readonly warming?: number;
  readonly paused: boolean;
}

export interface OfflineSource {
  readonly subscribe: Subscribe;
  status(): OfflineStatus;
  pause(): void;
  resume(): void;
  /** Pinned devices are kept warm although nobody looks at them. */
  pinned(): ReadonlySet<string>;
  setPinned(device: string, options: { pinned: boolean }): void;
  /** Tells that the user looks at a device, which keeps its graphs warm. */
  looked(device: string): void;
  clear(): Promise<void>;
}

/**
 * Installation and updates of the app. The page looks for updates each hour and after the link was lost. A kiosk calls
 * `update` by itself in a quiet moment once `updateReady`; elsewhere the person decides.
 */
export interface AppSource {
  readonly subscribe: Subscribe;
  readonly version: string;
  readonly build: string;
  updateReady(): boolean;
  update(): void;
  /** How this browser installs: by its own prompt, by steps for the hand (iOS), not at all, or it already is. */
  install(): "prompt" | "ios" | "none" | "installed";
  promptInstall(): Promise<void>;
  readonly push: PushSource;
  /** Whether this is the moment to speak of installing, where that can be done. */
  suggestsInstall(): boolean;
  /** The person does not want to hear of it for a while. */
  putInstallOff(): void;
}

/** Whether alarms can wake this browser while no page of it is open, and the subscription by which they do. */
export interface PushSource {
  /** `install`: in the app on the home screen alone (iOS); `denied`: the person does not allow it; `none`: not at all. */
  way(): "ready" | "install" | "denied" | "none";
  /** The subscription for a key of the server; undefined while there is none. */
  current(key: string): Promise<PushPhone | undefined>;
  /** Asks the person, and subscribes; undefined where they say no. Rejects where the browser's maker cannot be reached. */
  subscribe(key: string): Promise<PushPhone | undefined>;
  unsubscribe(): Promise<void>;
}

/** Which changes are asked for: the newest, or those that come after a page. */
export interface ChangesQuery {
  readonly device: string;
  /** Of the page before. */
  readonly cursor?: string;
}

/** What the log has of a device beside its readings. */
export type DeviceChangeEntry = SettingEntry | ForgetEntry | FoundSettingsEntry;

/** What was changed of a device, newest first; `cursor` leads to what is older, and is absent at the end. */
export interface ChangesPage {
  readonly changes: readonly DeviceChangeEntry[];
  readonly cursor?: string;
}

/** All that the screens get; provided by context from the app shell. */
export interface AppData {
  readonly site: SiteSource;
  readonly fleet: FleetSource;
  readonly history: HistorySource;
  readonly offline: OfflineSource;
  readonly app: AppSource;
  readonly session: SessionSource;
  readonly alarms: AlarmsSource;
  /** The verbs of signing in and of who may come in; their code is loaded when first asked for, and rejects without a network. */
  access(): Promise<AccessVerbs>;
  /** This phone as a gateway; begins with what waits. As `access`, and rejects where nothing can be kept for lack of code. */
  gateway(): Promise<GatewaySource>;
  /** What reports are made of; as `access`. */
  report(): Promise<ReportVerbs>;
  /**
   * Sends a settings change. Rejects with a sentence for the user when it did not get through, with `NeedsConfirmation`
   * when it hides an alarm and was not confirmed.
   */
  saveSettings(device: string, patch: DeviceSettingsPatch, options?: ChangeOptions): Promise<void>;
  /** What was changed of a device's settings, by whom and when. Only the server knows: rejects while it does not answer. */
  readChanges(query: ChangesQuery, signal: AbortSignal): Promise<ChangesPage>;
  /** Has the server forget a device, with its history or without. Rejects as `saveSettings` does. */
  forgetDevice(device: string, data: "keep" | "delete"): Promise<void>;
  /** Says whether the browser lets this screen make no sound; a display tells the server, since that is an alarm. */
  tellMute(isMute: boolean): void;
  readonly soundTests: SoundTests;
  /** Whether the server answers and calls itself able to take readings. Answers within seconds, false when in doubt. */
  isServerHealthy(): Promise<boolean>;
  stop(): void;
}

/** The tests by which a display shows that it can be heard. */
export interface SoundTests {
  /** The last one, null for none; undefined before the server has said so, and on a page that is no display. */
  last(): SoundTest | null | undefined;
  /** Says what came of one; a display tells the server with its next sign of life. */
  tell(test: SoundTest): void;
}

export type { LinkState };
