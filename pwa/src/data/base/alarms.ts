// Alarms as the screens know them. pwa/src/data/alarms implements it.

import type { Alarm, ShelvedCondition } from "../../../../shared/entries/alarm.ts";
import type { StampedEntry } from "../../../../shared/entries/entry.ts";
import type { TestKind } from "../../../../shared/entries/instrument-test.ts";
import type { LogGroup } from "../../../../shared/entries/log-groups.ts";
import type { GuidanceScope, GuidanceText } from "../../../../shared/rules/guidance.ts";
import type { SensorIdentity } from "../../../../shared/rules/reading.ts";
import type { AlarmFigures } from "../../../../shared/wire/alarm-figures.ts";
import type { AlarmEvent, DrillMode, DrillRow } from "../../../../shared/wire/alarms.ts";
import type { DeviceTests } from "../../../../shared/wire/instrument-tests.ts";
import type { Subscribe } from "./app-data.ts";

/**
 * What a list of alarms is worth. `live`: it is what the server says now. `old`: it was so at `asOf` (server time, unix ms;
 * undefined when nothing was ever heard), and there may be alarms since that are not in it.
 */
export type AlarmsSurety =
  | { readonly kind: "live" }
  | {
      readonly kind: "old";
      readonly asOf: number | undefined;
      /** No link; a first answer is awaited; the server answered something else. */
      readonly why: "offline" | "asking" | "failed";
    };

/** Whether it is not known yet which alarms there are. */
export function isAwaited(surety: AlarmsSurety): boolean {
  return surety.kind === "old" && surety.why === "asking";
}

/** An answer that somebody gave on this screen. It is the server's only when the alarm says so itself. */
export interface GivenAnswer {
  /** Its idempotency key. */
  readonly key: string;
  readonly alarm: Alarm;
  readonly seen: number;
  /** When it was given, server time, unix ms. */
  readonly tappedAt: number;
  readonly comment?: string;
  /** Who answers, on a server that asks nobody who they are. */
  readonly by?: string;
  readonly state: AnswerState;
  /** The server's sentence to a refused one. */
  readonly reason?: string;
}

/**
 * `waiting`: the server has not said what became of it. `risen`: not taken, since the alarm has asked again meanwhile.
 * `unknown`: not taken, there is no such alarm any more. `refused`: not taken for another reason. `already`, `ended`: somebody
 * had answered before, or the alarm was over.
 */
export const ANSWER_STATES = ["waiting", "risen", "unknown", "refused", "already", "ended"] as const;
export type AnswerState = (typeof ANSWER_STATES)[number];

/** What goes with an answer. */
export interface Said {
  readonly comment?: string;
  readonly by?: string;
}

/** An alarm as it was on the screen of whoever answers. */
export type Seen = Pick<Alarm, "id" | "rev">;

/** Which alarms of the past are asked for. Times are unix ms. */
export interface AlarmsQuery {
  readonly device?: string;
  readonly place?: string;
  readonly from?: number;
  readonly to?: number;
  readonly cursor?: string;
}

/** A page of alarms, newest end first. */
export interface AlarmsPage {
  readonly alarms: readonly Alarm[];
  readonly cursor?: string;
}

/** A step in the life of an alarm, as the logbook has it. */
export interface AlarmStep {
  readonly seq: number;
  readonly at: number;
  readonly to: string;
  readonly why: string | undefined;
  /** Who brought it about; undefined where nobody did, or nobody says. */
  readonly by: string | undefined;
  readonly alarm: Alarm;
}

/** A sensor that is kept quiet for one condition. */
export interface Shelving {
  readonly device: string;
  readonly sensor: SensorIdentity;
  readonly condition: ShelvedCondition;
  /** Unix ms; null ends it. */
  readonly until: number | null;
  readonly reason: string;
}

/** Devices whose alarms are tried out, or an instrument that is tested. */
export interface Drill {
  readonly devices: readonly string[];
  readonly mode?: DrillMode;
  /** Unix ms; null ends it. */
  readonly until: number | null;
  readonly reason: string;
}

/** Which entries of the site's log are asked for. Times are unix ms. */
export interface LogQuery {
  readonly from: number;
  readonly groups: readonly LogGroup[];
  /** Searched for in all that an entry says; empty for all. */
  readonly search: string;
  readonly cursor?: string;
}

/** A page of the site's log, newest first. */
export interface LogPage {
  readonly events: readonly StampedEntry[];
  readonly cursor?: string;
}

/** What is done to alarms from this screen. Rejects with a sentence for the user. */
export interface AlarmActs {
  /**
   * Answers alarms, each as it was seen. Resolves once the answers are kept on this device; the server's word follows by
   * `answers()` and by the alarms themselves. Answers whether they would outlive a reload.
   */
  answer(alarms: readonly Seen[], said: Said): Promise<{ readonly isKept: boolean }>;
  /** A refused answer was read. */
  dismiss(key: string): void;
  shelve(shelving: Shelving): Promise<void>;
  drill(drill: Drill): Promise<void>;
  /** Open and ended alarms. Only the server knows: rejects while it does not answer. */
  read(query: AlarmsQuery, signal: AbortSignal): Promise<AlarmsPage>;
  /** An alarm by its id, open or ended; undefined when there is none. Rejects while the server does not answer. */
  find(id: string): Promise<Alarm | undefined>;
  /** What the site has written down for its alarms; none where the server knows of no such texts. */
  guidance(signal: AbortSignal): Promise<readonly GuidanceText[]>;
  /** Writes down what to do at the alarms of a scope; null takes it away. Rejects with a sentence for the user. */
  setGuidance(text: GuidanceScope & { readonly text: string | null }): Promise<void>;
  /** How devices stand with bump tests and calibrations, those first that are due. */
  tests(signal: AbortSignal): Promise<readonly DeviceTests[]>;
  /** Records a test. Rejects with a sentence for the user. */
  recordTest(test: {
    readonly device: string;
    readonly what: TestKind;
    readonly passed: boolean;
  }): Promise<void>;
  /** Drills and tests of instruments that last. */
  drills(signal: AbortSignal): Promise<readonly DrillRow[]>;
  /** The steps of an alarm, newest first, as far as the logbook has them. */
  steps(alarm: Alarm, signal: AbortSignal): Promise<readonly AlarmStep[]>;
  /** The log of the whole site. Rejects while the server does not answer. */
  log(query: LogQuery, signal: AbortSignal): Promise<LogPage>;
  /** Key figures from a time on, unix ms. Rejects while the server does not answer. */
  figures(from: number, signal: AbortSignal): Promise<AlarmFigures>;
}

/** The alarms that are open, and what somebody said to them on this screen. */
export interface AlarmsSource {
  readonly subscribe: Subscribe;
  /** Tells of each step at once, in order, also while the page is hidden. */
  readonly onStep: (listener: (event: AlarmEvent) => void) => () => void;
  /** The worst and the newest first; one array for as long as nothing changes. Values and peaks follow the stream's readings. */
  open(): readonly Alarm[];
  /** How many of them nobody has answered, be they over or not. */
  unanswered(): number;
  surety(): AlarmsSurety;
  /** True when there are more than this screen can hold; the least urgent are left out. */
  isCut(): boolean;
  /** Answers of this screen that wait for the server, or that it refused. */
  answers(): readonly GivenAnswer[];
  /** Code that is loaded when first asked for; rejects with `CodeMissing`. */
  acts(): Promise<AlarmActs>;
}
