// The strings by which a test pulls the app's data on the stage.

import type { AccessVerbs } from "../../../pwa/src/data/base/access-verbs.ts";
import type { GivenAnswer } from "../../../pwa/src/data/base/alarms.ts";
import type { AppData, OfflineStatus } from "../../../pwa/src/data/base/app-data.ts";
import type { Standing } from "../../../pwa/src/data/base/session.ts";
import type { Alarm } from "../../../shared/entries/alarm.ts";
import type { ReadingEntry, SettingEntry } from "../../../shared/entries/entry.ts";
import type { DeviceState } from "../../../shared/fleet/fleet.ts";
import type { LinkState } from "../../../shared/fleet/freshness.ts";
import type { GuidanceText } from "../../../shared/rules/guidance.ts";
import type { DeviceSettingsPatch } from "../../../shared/rules/settings.ts";
import type { SitePatch } from "../../../shared/rules/site.ts";
import type { SoundTest } from "../../../shared/rules/sound-test.ts";
import type { ChartProbe } from "./chart-probe.ts";
import type { StagedHistory } from "./staged-history.ts";

/** A change of settings that a screen sent. */
export interface Saved {
  readonly device: string;
  readonly patch: DeviceSettingsPatch;
  readonly confirmed?: boolean;
}

/** What a test can set and ask. */
export interface Stage {
  setDevices(devices: readonly DeviceState[]): void;
  /** Readings as the stream brings them, all within one frame. */
  hear(readings: readonly ReadingEntry[]): void;
  setLink(link: LinkState): void;
  setNow(serverNow: number | undefined): void;
  setLastLive(at: number | undefined): void;
  setSiteZone(name: string | undefined): void;
  /** Changes what holds for the site, as another screen would. */
  setSite(patch: SitePatch): void;
  /** What the logbook has, oldest first. */
  setChanges(entries: readonly SettingEntry[]): void;
  siteChanges(): readonly SitePatch[];
  setHistory(staged: StagedHistory): void;
  setHealthy(isHealthy: boolean): void;
  setUpdateReady(isReady: boolean): void;
  /** How often the app was told to update itself. */
  updates(): number;
  setStoreTrouble(trouble: NonNullable<OfflineStatus["trouble"]>): void;
  setInstall(how: ReturnType<AppData["app"]["install"]>): void;
  setSaveProblem(problem: string | undefined): void;
  setStanding(standing: Standing): void;
  /** The alarms that are open, and what was said to them on this screen. */
  setAlarms(alarms: readonly Alarm[]): void;
  /** What the site has written down for its alarms. */
  setGuidance(texts: readonly GuidanceText[]): void;
  setPastAlarms(alarms: readonly Alarm[]): void;
  setAnswers(answers: readonly GivenAnswer[]): void;
  /** Whether the server has answered which alarms there are. */
  setAlarmsKnown(are: boolean): void;
  /** What was done to alarms, in words. */
  alarmActs(): readonly string[];
  /** What the server knows of the last test of this display's sound. */
  setSoundTest(last: SoundTest | null): void;
  /** The test of which the display has not told it yet. */
  soundTest(): SoundTest | undefined;
  /** What the server answers to what the screens ask about who may come in. */
  setAccess(verbs: Partial<AccessVerbs>): void;
  /** What the server's refusal is to the screens. */
  refusal(code: string, message: string, retryMs?: number): Error;
  saved(): readonly Saved[];
  forgotten(): readonly { device: string; data: string }[];
  stop(): void;
}

declare global {
  interface Window {
    stage: Stage;
    probe: ChartProbe;
  }
}
