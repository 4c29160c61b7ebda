// The alarm engine: a fold of the log's entries, one after the other by seq. What it tells are steps of alarms; they follow from the
// entries alone, so that whoever folds the same entries finds the same steps, after a crash as on another server.

import type { Actor } from "../../shared/entries/actor.ts";
import type { Alarm, AlarmEntry, TimerEntry } from "../../shared/entries/alarm.ts";
import type { Entry, ForgetEntry, ReadingEntry, SettingEntry } from "../../shared/entries/entry.ts";
import type { InstrumentTestEntry } from "../../shared/entries/instrument-test.ts";
import { problemOfEntry } from "../../shared/entries/unfit-reading.ts";
import { isRetired } from "../../shared/fleet/fleet.ts";
import { Rulebook } from "../../shared/rules/rulebook.ts";
import { applySettings, type DeviceSettings } from "../../shared/rules/settings.ts";
import { applySite, type Site } from "../../shared/rules/site.ts";
import { judgeExposureAgain } from "./breath.ts";
import { acknowledgeAlarm, drillDevices, shelveSensor } from "./commands.ts";
import { endDrill, findOpen, forgetDevice, retireDevice, retireSensors, sensorWith } from "./device-acts.ts";
import { type DeviceAlarms, newDevice, ownTrack, type Since } from "./device-alarms.ts";
import type { DueTimer, Episode, Step } from "./episode.ts";
import { noteWearer } from "./exposure-figures.ts";
import { judgeAgain } from "./gas-life.ts";
import { takeCondition } from "./health.ts";
import { Ledger } from "./ledger.ts";
import { takePart } from "./parts.ts";
import { Persons } from "./persons.ts";
import { recalibrate } from "./recalibrate.ts";
import { type Found, recordOf } from "./record.ts";
import { judgedBy, takeReading } from "./take-reading.ts";
import { noteAsked, noteSiteAsked, type SiteAsked, settleTests, type TestRules, takeTest } from "./tests.ts";
import { type AllowedMs, dueOfDevice, judgeSilenceAgain, ringTimer } from "./timers.ts";
import type { Moment, Track } from "./track.ts";
import type { UnratedNotices } from "./unrated-notices.ts";

/** A step that follows from an entry. */
export type Told = Omit<AlarmEntry, "seq" | "at">;

/** What the engine goes by where it has heard of nothing else. */
export interface Beginnings {
  readonly site: Site;
  readonly settings: ReadonlyMap<string, DeviceSettings>;
}

const NOTHING: readonly Told[] = [];

/** Steps by which an alarm becomes one that is present and asks for an answer. */
const RISING: ReadonlySet<string> = new Set(["raised", "escalated", "reopened"]);

/** An entry that somebody may have caused. */
interface Caused {
  readonly seq: number;
  readonly at: number;
  readonly by?: Actor;
}

export class AlarmEngine {
  readonly devices = new Map<string, DeviceAlarms>();
  /** Parts of the site that are not well. */
  readonly parts = new Map<string, DeviceAlarms>();
  /** By which entries the site asked for tests of instruments. */
  readonly asked: SiteAsked = {};
  readonly ledger = new Ledger();
  readonly persons = new Persons();
  /** Nothing is judged before the server began: what was in the log by then is history. */
  begun = false;
  #site: Site;
  readonly #settings: ReadonlyMap<string, DeviceSettings>;
  #rules: Rulebook;
  /** Made with the first step: most entries have none. */
  #told: Told[] | undefined;
  /** Where a real A2 rose with the entry that is taken in, and of which device. */
  #danger: DeviceAlarms | undefined;

  constructor({ site, settings }: Beginnings) {
    this.#site = site;
    this.#settings = settings;
    this.#rules = new Rulebook(site.preset);
  }

  /** Takes one entry in; returns the steps that follow from it. */
  observe(entry: Entry): readonly Told[] {
    this.#told = undefined;
    this.#danger = undefined;
    this.#take(entry);
    if (this.#danger) this.#cancelDrills(entry, this.#danger);
    return this.#told ?? NOTHING;
  }

  #take(entry: Entry): void {
    switch (entry.kind) {
      case "reading":
        this.#takeReading(entry);
        break;
      case "setting":
        this.#takeSetting(entry);
        break;
      case "forget":
        this.#forget(entry);
        break;
      case "site":
        this.#takeSite(entry, applySite(this.#site, entry.patch));
        break;
      case "server":
        this.#begin(entry);
        break;
      case "timer":
        this.#ring(entry);
        break;
      case "condition":
        takePart(this, entry);
        break;
      case "test":
        this.#takeTest(entry);
        break;
      case "ack":
        this.ledger.settle(entry.seq, entry.key, () => acknowledgeAlarm(this, entry));
        break;
      case "shelve":
        this.ledger.settle(entry.seq, undefined, () => shelveSensor(this, entry));
        break;
      case "drill":
        this.ledger.settle(entry.seq, undefined, () => drillDevices(this, entry));
        break;
    }
  }

  /** The open alarms as they are at a time, unix ms. */
  open(at: number): Alarm[] {
    return [...this.parts.values(), ...this.devices.values()].flatMap((device) =>
      findOpen(device).map((found) => recordOf(found, at)),
    );
  }

  /** A device, be it that nothing was heard of it yet. */
  deviceOf(name: string, { seq, at }: Since): DeviceAlarms {
    const known = this.devices.get(name);
    if (known) return known;
    const device = newDevice(name, this.#settings.get(name) ?? {}, { seq, at });
    this.devices.set(name, device);
    return device;
  }

  /** What an input is taken in with: its steps are told of this device. */
  readonly momentOf = ({ seq, at, by }: Caused, device: DeviceAlarms): Moment => {
    const tell = (track: Track, step: Step) => this.#tell({ device, track, at, by }, step);
    return { seq, at, quietUntil: undefined, tell };
  };

  #tell(
    of: { device: DeviceAlarms; track: Track; at: number; by: Actor | undefined },
    { cause, to, why, alarm }: Step,
  ): void {
    const { device, track, at, by } = of;
    this.ledger.watch(track, device);
    if (!alarm) return;
    const found: Found = { device, track, alarm, ...sensorWith(device, track) };
    const record = recordOf(found, at);
    this.ledger.note(found, record);
    this.#told ??= [];
    this.#told.push({
      kind: "alarm",
      key: `alarm/${cause}/${alarm.id}/${to}`,
      cause,
      to,
      device: device.device,
      ...(why === undefined ? {} : { why }),
      alarm: record,
      ...(by ? { by } : {}),
    });
    if (RISING.has(to) && isRealDanger(alarm)) this.#danger = device;
  }

  #takeReading(entry: ReadingEntry): void {
    // Imported readings are history, whenever they come.
    if (!this.begun || entry.receivedAt !== undefined || problemOfEntry(entry) !== undefined) return;
    const device = this.deviceOf(entry.device, entry);
    const moment = this.momentOf(entry, device);
    takeReading(entry, { device, moment, by: this });
  }

  /** Where it is real, nobody drills any more. The test of an instrument goes on: its gas would be taken for more of it. */
  #cancelDrills({ seq, at }: Entry, real: DeviceAlarms): void {
    const { place } = real.settings;
    if (place === undefined) return;
    for (const device of this.devices.values())
      if (device !== real && device.drillEnd?.mode === "drill" && device.settings.place === place)
        endDrill(device, this.momentOf({ seq, at }, device));
  }

  #takeSetting(entry: SettingEntry): void {
    const device = this.deviceOf(entry.device, entry);
    noteWearer(device, entry);
    const before = device.settings;
    device.settings = applySettings(before, entry.patch);
    recalibrate(device, before);
    const moment = this.momentOf(entry, device);
    noteAsked(device, entry.patch, entry);
    if ("wearer" in entry.patch) judgeSilenceAgain(device, moment);
    settleTests(device, this.testRules, moment);
    if (isRetired(device)) retireDevice(device, moment);
    retireSensors(device, moment);
    this.#judgeAgain(device, moment);
  }

  #judgeAgain(device: DeviceAlarms, moment: Moment): void {
    for (const sensor of device.sensors.values()) {
      const { rule, bounds } = judgedBy(this.#rules, sensor, device);
      if (rule.rated) judgeAgain(sensor.gas, { bounds, moment });
      judgeExposureAgain(sensor, moment);
    }
    if (device.settings.clockWrong && device.own.has("clock"))
      takeCondition(ownTrack(device, "clock"), { rank: 0, value: null, measuredAt: moment.at }, moment);
  }

  /** By which values are judged. */
  get rules(): Rulebook {
    return this.#rules;
  }

  /** What has no limits, as far as it is told of. */
  get unrated(): UnratedNotices {
    return this.ledger.unrated;
  }

  get site(): Site {
    return this.#site;
  }

  /** Goes by another site from now on; returns whether values are judged by other limits then. */
  changeSite(site: Site): boolean {
    this.#site = site;
    if (this.#rules.preset === site.preset) return false;
    this.#rules = new Rulebook(site.preset);
    return true;
  }

  /** By what tests of instruments are due. */
  get testRules(): TestRules {
    return { site: this.#site, asked: this.asked };
  }

  #takeTest(entry: InstrumentTestEntry): void {
    const device = this.devices.get(entry.device);
    if (!device) return;
    takeTest(device, entry);
    settleTests(device, this.testRules, this.momentOf(entry, device));
  }

  #takeSite(entry: Caused, site: Site): void {
    const { seq, at } = entry;
    const isAsked = noteSiteAsked(this.asked, { before: this.#site, after: site }, { seq, at });
    const isJudged = this.changeSite(site);
    if (!isAsked && !isJudged) return;
    for (const device of this.devices.values()) {
      const moment = this.momentOf(entry, device);
      if (isJudged) this.#judgeAgain(device, moment);
      settleTests(device, this.testRules, moment);
    }
  }

  /** A device is gone from the screens; its alarms stay until somebody has seen them, but where all of it is to be deleted. */
  #forget(entry: ForgetEntry): void {
    const { device: name } = entry;
    const device = this.devices.get(name);
    if (entry.data === "delete") {
      this.devices.delete(name);
      this.ledger.forget(name);
    } else if (device) {
      forgetDevice(device, this.momentOf(entry, device));
      if (findOpen(device).length === 0) this.devices.delete(name);
    }
  }

  /** Silence counts anew from here: while the server was away nobody could be heard. */
  #begin({ seq, at }: Caused): void {
    this.begun = true;
    for (const device of this.devices.values())
      if (device.heardSeq > 0) Object.assign(device, { heardSeq: seq, heardAt: at });
  }

  #ring(entry: TimerEntry): void {
    const device = this.devices.get(entry.device);
    if (!device) return;
    const moment = this.momentOf(entry, device);
    ringTimer(device, entry, { rules: this.testRules, by: this, moment });
  }

  /** What is due at a time, unix ms; `allowedMs` says how long a device may be silent. */
  due(now: number, allowedMs: AllowedMs): DueTimer[] {
    const rules = this.testRules;
    const due: DueTimer[] = [...this.ledger.due(now)];
    for (const device of this.devices.values())
      due.push(...dueOfDevice(device, { now, allowedMs, rules, by: this }));
    return due;
  }
}

function isRealDanger({ family, rank, drill }: Episode): boolean {
  return !drill && rank >= 2 && (family === "gas" || family === "device");
}
