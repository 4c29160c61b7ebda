// A second account of the life of a gas alarm, written after the reference model of the design and apart from the engine: a sensor of
// CO for each device. Whatever happens, both must tell the same steps.

import type { Entry, ReadingEntry, SettingEntry } from "../../shared/entries/entry.ts";
import { followClock, knownLag } from "../../shared/fleet/device-clock.ts";
import {
  type ReferenceEpisode as Episode,
  heldOf,
  isOfDrill,
  newSensor,
  type ReferenceSensor as Sensor,
  targetOf,
} from "./reference-sensor.ts";

const FALL_MS = 10_000;
const CHATTER = { fallMs: 60_000, withinMs: 60_000, quietMs: 600_000 };

/** Folds entries, one after the other; answers for each the steps that follow, as `<device> <step> <state> <highest> <level>`, with `drill` behind. */
export class ReferenceAlarms {
  readonly #sensors = new Map<string, Sensor>();
  #steps: string[] = [];
  #seq = 0;
  #at = 0;
  #device = "";

  fold(entry: Entry): readonly string[] {
    this.#steps = [];
    this.#seq = entry.seq;
    this.#at = entry.at;
    switch (entry.kind) {
      case "reading":
        this.#read(this.#of(entry.device), entry);
        break;
      case "setting":
        this.#set(this.#of(entry.device), entry);
        break;
      case "ack":
        this.#acknowledge(entry.alarm, entry.seen);
        break;
      case "shelve":
        this.#shelve(this.#of(entry.device), entry.until !== null);
        break;
      case "drill":
        for (const device of entry.devices) this.#drill(this.#of(device), entry.until !== null);
        break;
      case "server":
        for (const sensor of this.#sensors.values()) if (sensor.heard > 0) sensor.heard = entry.seq;
        break;
      case "timer":
        this.#ring(this.#of(entry.device), entry.timer, entry.armedBy);
        break;
    }
    return this.#steps;
  }

  #of(device: string): Sensor {
    this.#device = device;
    const sensor = this.#sensors.get(device) ?? newSensor();
    this.#sensors.set(device, sensor);
    return sensor;
  }

  #tell(alarm: Episode | undefined, to: string): void {
    if (!alarm) return;
    const level = alarm.late ? 0 : alarm.level;
    const drill = alarm.drill ? " drill" : "";
    this.#steps.push(`${this.#device} ${to} ${alarm.state} ${alarm.highest} ${level}${drill}`);
  }

  #ask(sensor: Sensor, alarm: Episode, to: string): void {
    alarm.ask = this.#seq;
    alarm.state = "U";
    sensor.rearm = undefined;
    this.#tell(alarm, to);
  }

  #end(sensor: Sensor, alarm: Episode): void {
    alarm.state = "N";
    if (sensor.late === alarm) sensor.late = undefined;
    else [sensor.alarm, sensor.rearm] = [undefined, undefined];
    this.#tell(alarm, "ended");
  }

  #count(sensor: Sensor): void {
    sensor.raises = [...sensor.raises.filter((at) => this.#at - at < CHATTER.withinMs), this.#at];
    if (sensor.raises.length >= 3 || this.#at < sensor.chatterUntil)
      sensor.chatterUntil = this.#at + CHATTER.quietMs;
  }

  #raise(sensor: Sensor, raised: number): void {
    const { level } = sensor;
    const seqs = { id: this.#seq, ask: this.#seq, back: 0 };
    sensor.alarm = {
      ...{ ...seqs, raised, late: false, drill: isOfDrill(sensor, sensor.last) },
      ...{ state: "U", level, highest: level },
    };
    if (level >= 2) sensor.shelf = undefined;
    this.#tell(sensor.alarm, "raised");
  }

  #move(sensor: Sensor, level: number, raised: number): void {
    const [before, { alarm }] = [sensor.level, sensor];
    if (level === before) return;
    sensor.level = level;
    if (!alarm) {
      if (level === 0) return;
      this.#count(sensor);
      this.#raise(sensor, raised);
      return;
    }
    alarm.level = level;
    alarm.highest = Math.max(alarm.highest, level);
    if (level >= 2) sensor.shelf = undefined;
    if (alarm.state === "R" || alarm.state === "L") {
      this.#count(sensor);
      this.#ask(sensor, alarm, "reopened");
    } else if (level > before) this.#ask(sensor, alarm, "escalated");
    else if (level > 0) this.#tell(alarm, "eased");
    else this.#return(sensor, alarm);
  }

  #return(sensor: Sensor, alarm: Episode): void {
    sensor.rearm = undefined;
    alarm.back = this.#seq;
    if (alarm.state === "U") {
      alarm.state = "R";
      this.#tell(alarm, "returned");
    } else if (alarm.highest >= 2) {
      alarm.state = "L";
      this.#tell(alarm, "latched");
    } else this.#end(sensor, alarm);
  }

  #read(sensor: Sensor, { sensors, measuredAt, deviceTime }: ReadingEntry): void {
    const [posted] = sensors;
    // Of three readings at one lag the last is the newest word: then the clock is slow, not the way.
    const verdict = followClock(sensor.clock, deviceTime, this.#at);
    const isNewest = verdict === "steady" || verdict === "behind";
    sensor.heard = this.#seq;
    sensor.retired = false;
    if (sensor.isSilent) [sensor.isSilent, sensor.unsure] = [false, false];
    if (!posted) return;
    const moment = verdict === "behind" ? this.#at : Math.min(measuredAt, this.#at);
    if (moment < sensor.last && !isNewest) {
      if (posted.val !== null) this.#late(sensor, posted.val, moment);
      return;
    }
    sensor.last = moment;
    sensor.unsure = posted.val === null;
    if (posted.val === null) sensor.run = undefined;
    else this.#sample(sensor, posted.val, moment);
  }

  #sample(sensor: Sensor, value: number, moment: number): void {
    sensor.value = value;
    const target = targetOf(value, sensor);
    const held = heldOf(value, sensor);
    if (target > sensor.level || held >= sensor.level) {
      sensor.run = undefined;
      if (target > sensor.level) this.#move(sensor, target, moment);
      return;
    }
    const run = sensor.run ?? { from: moment, count: 0, most: 0 };
    sensor.run = run;
    run.count += 1;
    run.most = Math.max(run.most, held);
    const needed = this.#at < sensor.chatterUntil ? CHATTER.fallMs : FALL_MS;
    if (run.count < 2 || moment - run.from < needed) return;
    sensor.run = undefined;
    this.#move(sensor, run.most, moment);
  }

  #late(sensor: Sensor, value: number, moment: number): void {
    const target = targetOf(value, sensor);
    const { alarm, late } = sensor;
    if (target === 0) return;
    const takes = ({ drill }: Episode) => !drill || isOfDrill(sensor, moment);
    if (alarm && takes(alarm) && moment >= alarm.raised) {
      if (target <= alarm.highest) return;
      alarm.highest = target;
      if (alarm.state === "K") this.#ask(sensor, alarm, "escalated");
      else this.#worsen(alarm);
    } else if (late && takes(late)) {
      if (target <= late.highest) return;
      late.highest = target;
      this.#worsen(late);
    } else {
      if (late) this.#end(sensor, late);
      const seqs = { id: this.#seq, ask: this.#seq, back: this.#seq };
      sensor.late = {
        ...{ ...seqs, raised: moment, late: true, drill: isOfDrill(sensor, moment) },
        ...{ state: "R", level: 0, highest: target },
      };
      this.#tell(sensor.late, "raised-late");
    }
  }

  #worsen(alarm: Episode): void {
    alarm.ask = this.#seq;
    if (alarm.state !== "U") [alarm.state, alarm.back] = ["R", this.#seq];
    this.#tell(alarm, "worsened");
  }

  #set(sensor: Sensor, { patch }: SettingEntry): void {
    if (typeof patch.retiredAt === "number") this.#retire(sensor);
    const limits = patch.sensors?.["CO"]?.limits;
    if (limits?.a1 !== undefined && limits.a2 !== undefined) sensor.limits = [limits.a1, limits.a2];
    const { value } = sensor;
    if (value === null) return;
    sensor.run = undefined;
    const [target, held] = [targetOf(value, sensor), heldOf(value, sensor)];
    if (target > sensor.level) this.#move(sensor, target, this.#at);
    else if (held < sensor.level && !sensor.unsure) this.#move(sensor, held, this.#at);
  }

  #retire(sensor: Sensor): void {
    const { alarm, level } = sensor;
    Object.assign(sensor, { retired: true, unsure: false, isSilent: false, run: undefined, value: null });
    sensor.level = 0;
    if (!alarm || level === 0) return;
    sensor.rearm = undefined;
    alarm.level = 0;
    alarm.back = this.#seq;
    const [state, to] = alarm.state === "U" ? (["R", "returned"] as const) : (["L", "latched"] as const);
    alarm.state = state;
    this.#tell(alarm, to);
  }

  #acknowledge(id: string, seen: number): void {
    for (const [device, sensor] of this.#sensors)
      for (const alarm of [sensor.alarm, sensor.late])
        if (alarm && id.startsWith(`${alarm.id}-`)) {
          this.#device = device;
          this.#answer(sensor, alarm, seen);
          return;
        }
  }

  #answer(sensor: Sensor, alarm: Episode, seen: number): void {
    if (seen < alarm.ask || alarm.state === "K") return;
    const isSure = alarm.late || !sensor.unsure;
    if (alarm.state === "U") {
      alarm.state = "K";
      sensor.rearm = this.#seq;
      this.#tell(alarm, "acknowledged");
    } else if (alarm.highest >= 2 && (seen < alarm.back || !isSure)) {
      if (alarm.state === "L") return;
      alarm.state = "L";
      this.#tell(alarm, "latched");
    } else this.#end(sensor, alarm);
  }

  #shelve(sensor: Sensor, isOn: boolean): void {
    if (!isOn) this.#unshelve(sensor);
    else if (sensor.heard > 0 && sensor.level < 2 && (sensor.alarm?.highest ?? 0) < 2) {
      sensor.shelf = this.#seq;
      this.#tell(sensor.alarm, "shelved");
    }
  }

  #unshelve(sensor: Sensor): void {
    if (sensor.shelf === undefined) return;
    sensor.shelf = undefined;
    const { alarm } = sensor;
    if (alarm?.state === "U" || alarm?.state === "K") this.#ask(sensor, alarm, "unshelved");
    else this.#tell(alarm, "unshelved");
  }

  #drill(sensor: Sensor, isOn: boolean): void {
    const { alarm, late } = sensor;
    if (isOn) {
      if ((alarm && !alarm.drill) || (late && !late.drill)) return;
      const since = this.#at - knownLag(sensor.clock.clock);
      sensor.drill = { since: sensor.drill?.since ?? since, armedBy: this.#seq };
      return;
    }
    sensor.drill = undefined;
    if (late?.drill) this.#end(sensor, late);
    if (!alarm?.drill) return;
    this.#end(sensor, alarm);
    if (sensor.level > 0) this.#raise(sensor, this.#at);
  }

  #ring(sensor: Sensor, timer: string, armedBy: number): void {
    if (timer === "unshelve" && sensor.shelf === armedBy) this.#unshelve(sensor);
    if (timer === "drill-end" && sensor.drill?.armedBy === armedBy) this.#drill(sensor, false);
    if (timer === "silent" && sensor.heard === armedBy && !sensor.retired)
      Object.assign(sensor, { unsure: true, isSilent: true, run: undefined });
    if (timer !== "rearm" || sensor.rearm !== armedBy) return;
    sensor.rearm = undefined;
    if (sensor.alarm?.state === "K") this.#ask(sensor, sensor.alarm, "reasked");
  }
}
