// Bump tests and calibrations: when they are due, by the device's settings or the site's, and what a recorded one changes.

import { nameOfActor } from "../../shared/entries/actor.ts";
import { type InstrumentTestEntry, TEST_KINDS, type TestKind } from "../../shared/entries/instrument-test.ts";
import { isRetired } from "../../shared/fleet/fleet.ts";
import { DAY_MS } from "../../shared/ground/time.ts";
import type { DeviceSettingsPatch } from "../../shared/rules/settings.ts";
import type { Site } from "../../shared/rules/site.ts";
import type { DeviceTests, TestRecord, TestStanding } from "../../shared/wire/instrument-tests.ts";
import { type DeviceAlarms, NEVER, ownTrack, type Since } from "./device-alarms.ts";
import type { DueTimer, Episode } from "./episode.ts";
import { takeCondition } from "./health.ts";
import type { Moment } from "./track.ts";

/** By which entries the site asked for tests last. */
export type SiteAsked = { [Kind in TestKind]?: Since };

/** By what tests are due. */
export interface TestRules {
  readonly site: Site;
  readonly asked: SiteAsked;
}

const DAYS = { bump: "bumpDays", calibration: "calibrationDays" } as const;

function later(...times: readonly (Since | undefined)[]): Since {
  return times.reduce<Since>((latest, one) => (one && one.seq > latest.seq ? one : latest), NEVER);
}

function everyDays(device: DeviceAlarms, kind: TestKind, { site }: TestRules): number | undefined {
  const days = device.settings[DAYS[kind]] ?? site[DAYS[kind]] ?? 0;
  return days > 0 ? days : undefined;
}

/** The last test of a kind; whoever calibrates tries the sensor with gas. */
function lastOf(
  { tests }: DeviceAlarms,
  kind: TestKind,
): (TestRecord & { readonly seq: number }) | undefined {
  const own = tests[kind]?.last;
  const other = kind === "bump" ? tests.calibration?.last : undefined;
  return other?.passed && other.testedAt >= (own?.testedAt ?? 0) ? other : own;
}

/** When a test is due, and the seq that this follows from; undefined where nobody asks for it. */
function dueOf(
  device: DeviceAlarms,
  kind: TestKind,
  rules: TestRules,
): { readonly due: number; readonly armedBy: number } | undefined {
  const days = everyDays(device, kind, rules);
  if (days === undefined) return undefined;
  const last = lastOf(device, kind);
  // Nobody can be late for what nobody had asked for.
  const since = later(device.known, rules.asked[kind], device.tests[kind]?.asked);
  const armedBy = Math.max(since.seq, last?.seq ?? 0);
  if (!last) return { due: since.at + days * DAY_MS, armedBy };
  return { due: last.passed ? last.testedAt + days * DAY_MS : last.testedAt, armedBy };
}

/** Raises nothing by itself, which a timer does; ends what is not overdue any more. */
export function settleTests(device: DeviceAlarms, rules: TestRules, moment: Moment): void {
  for (const kind of TEST_KINDS) {
    const track = device.own.get(kind);
    if (!track || track.rank === 0) continue;
    const due = dueOf(device, kind, rules)?.due ?? Number.POSITIVE_INFINITY;
    if (due > moment.at)
      takeCondition(track, { rank: 0, value: null, measuredAt: moment.at, why: "tested" }, moment);
  }
}

/** A timer of a test went off: it is overdue, unless something was recorded or asked for since. */
export function ringTest(
  device: DeviceAlarms,
  kind: TestKind,
  {
    armedBy,
    rules,
    moment,
  }: { readonly armedBy: number; readonly rules: TestRules; readonly moment: Moment },
): void {
  const due = dueOf(device, kind, rules);
  if (due?.armedBy !== armedBy || due.due > moment.at) return;
  const condition = { rank: 1, value: null, measuredAt: due.due, why: "timer" } as const;
  takeCondition(ownTrack(device, kind), condition, moment);
}

/** The timers of tests that are due and were not told yet. */
export function testsDue(device: DeviceAlarms, rules: TestRules, now: number): DueTimer[] {
  const timers: DueTimer[] = [];
  if (isRetired(device)) return timers;
  for (const kind of TEST_KINDS) {
    if ((device.own.get(kind)?.rank ?? 0) > 0) continue;
    const due = dueOf(device, kind, rules);
    if (due && due.due <= now)
      timers.push({ timer: kind, device: device.device, subject: device.device, ...due });
  }
  return timers;
}

/** Notes that a device's settings ask for tests. */
export function noteAsked(device: DeviceAlarms, patch: DeviceSettingsPatch, { seq, at }: Since): void {
  for (const kind of TEST_KINDS)
    if (DAYS[kind] in patch)
      device.tests = { ...device.tests, [kind]: { ...device.tests[kind], asked: { seq, at } } };
}

/** Notes for which tests the site asks otherwise than before. */
export function noteSiteAsked(asked: SiteAsked, sites: { before: Site; after: Site }, since: Since): boolean {
  const changed = TEST_KINDS.filter((kind) => sites.before[DAYS[kind]] !== sites.after[DAYS[kind]]);
  for (const kind of changed) asked[kind] = since;
  return changed.length > 0;
}

/** Takes a record in. */
export function takeTest(device: DeviceAlarms, entry: InstrumentTestEntry): void {
  const { seq, what, passed, by, note = null } = entry;
  const testedAt = Math.min(entry.testedAt, entry.at);
  const before = device.tests[what];
  const name = by === undefined ? "open" : nameOfActor(by);
  const record = { passed, testedAt, by: name, note, seq };
  // One that is recorded late does not take the place of a newer one.
  const last = before?.last && before.last.testedAt > testedAt ? before.last : record;
  const passedSeq = passed ? { passedSeq: seq } : {};
  device.tests = { ...device.tests, [what]: { ...before, last, ...passedSeq } };
}

/** The seq of the last test of any kind that passed. */
function passedSeqOf({ tests }: DeviceAlarms): number {
  return Math.max(tests.bump?.passedSeq ?? 0, tests.calibration?.passedSeq ?? 0);
}

function standingOf(device: DeviceAlarms, kind: TestKind, { rules, at }: Asking): TestStanding {
  const due = dueOf(device, kind, rules)?.due;
  const last = lastOf(device, kind);
  return {
    everyDays: everyDays(device, kind, rules) ?? null,
    last: last ? { passed: last.passed, testedAt: last.testedAt, by: last.by, note: last.note } : null,
    dueAt: due ?? null,
    isOverdue: due !== undefined && due <= at,
  };
}

interface Asking {
  readonly rules: TestRules;
  /** Unix ms. */
  readonly at: number;
}

/** How a device stands with its tests. */
export function testsOf(device: DeviceAlarms, asking: Asking): DeviceTests {
  const tests = {
    bump: standingOf(device, "bump", asking),
    calibration: standingOf(device, "calibration", asking),
  };
  return { device: device.device, tests, overSince: overSinceOf(device) };
}

/** Since when one of its sensors was beyond what it can measure and was not tried since; null for none. */
function overSinceOf(device: DeviceAlarms): number | null {
  const since = [...device.sensors.values()].flatMap(({ gas: { alarm } }) =>
    alarm && !alarm.drill && needsTest(device, alarm) ? [alarm.raisedAt] : [],
  );
  return since.length === 0 ? null : Math.min(...since);
}

/** Whether an alarm ends only when a test of the instrument was recorded after its value came back. */
export function needsTest(
  device: DeviceAlarms,
  { family, highest, rank, back, drill }: Pick<Episode, "family" | "highest" | "rank" | "back" | "drill">,
): boolean {
  if (family !== "gas" || highest < 3 || drill) return false;
  return rank > 0 || passedSeqOf(device) <= back;
}
