// What people say and do to alarms, as entries bring it.

import { type Actor, nameOfActor } from "../../shared/entries/actor.ts";
import type { AckEntry, DrillEntry, ShelveEntry } from "../../shared/entries/alarm.ts";
import { identityText } from "../../shared/rules/reading.ts";
import { exposureTrack } from "./breath.ts";
import { drillDevice, endDrill, mayDrill } from "./device-acts.ts";
import type { DeviceAlarms, Since } from "./device-alarms.ts";
import { acknowledge, type Outcome, shelve, unshelve } from "./gas-acts.ts";
import { acknowledgeHealth } from "./health.ts";
import type { Ledger } from "./ledger.ts";
import { needsTest } from "./tests.ts";
import { HAS_GAS_LIFE, type Moment } from "./track.ts";

/** The engine, as far as people act on it. */
interface Acted {
  readonly ledger: Ledger;
  readonly devices: ReadonlyMap<string, DeviceAlarms>;
  deviceOf(name: string, since: Since): DeviceAlarms;
  momentOf(entry: Pick<AckEntry, "seq" | "at" | "by">, device: DeviceAlarms): Moment;
}

/** What an answer goes by: a name, or the kind of whoever has none. */
function nameOf(by: Actor | undefined): string {
  return by === undefined ? "open" : nameOfActor(by);
}

/** Answers an alarm. */
export function acknowledgeAlarm(engine: Acted, entry: AckEntry): Outcome {
  const { at, by, alarm: id, seen, tappedAt, comment } = entry;
  const found = engine.ledger.find(id);
  if (!found) return engine.ledger.ended(id) ? "ended" : "unknown";
  const { device, track, alarm } = found;
  // A tap cannot be from before its alarm was known, nor from later than now.
  const tapped = Math.min(Math.max(tappedAt, alarm.knownAt), at);
  const answer = { at: tapped, by: nameOf(by), comment: comment ?? null };
  const tap = { seen, answer, moment: engine.momentOf(entry, device), isUntested: needsTest(device, alarm) };
  return HAS_GAS_LIFE.has(track.family)
    ? acknowledge(track, alarm, tap)
    : acknowledgeHealth(track, alarm, tap);
}

/** The alarms of a sensor that a shelving is of; undefined where it cannot have such. */
function shelvedTrack(device: DeviceAlarms, { sensor: identity, condition = "a1" }: ShelveEntry) {
  const sensor = device.sensors.get(identityText(identity));
  return sensor && condition !== "a1" ? exposureTrack(device, sensor, condition) : sensor?.gas;
}

/** Keeps a sensor's alarms of a condition quiet, or ends that. */
export function shelveSensor(engine: Acted, entry: ShelveEntry): Outcome {
  const device = engine.devices.get(entry.device);
  const track = device && shelvedTrack(device, entry);
  if (!device || !track) return "unknown";
  const moment = engine.momentOf(entry, device);
  if (entry.until !== null) return shelve(track, entry.until, moment);
  unshelve(track, moment);
  return "taken";
}

/** Begins or ends a drill of all the named devices, or of none: one that is left out would be taken for real. */
export function drillDevices(engine: Acted, entry: DrillEntry): Outcome {
  const { until, mode = "drill", reason } = entry;
  const devices = entry.devices.map((name) => engine.deviceOf(name, entry));
  if (until !== null && !devices.every(mayDrill)) return "refused";
  for (const device of devices) {
    const moment = engine.momentOf(entry, device);
    if (until === null) endDrill(device, moment);
    else drillDevice(device, { until, mode, reason, by: nameOf(entry.by) }, moment);
  }
  return "taken";
}
