import type { ReactiveElement } from "lit";
import type { Alarm } from "../../../shared/entries/alarm.ts";
import type { DeviceState } from "../../../shared/fleet/fleet.ts";
import { SECOND_MS } from "../../../shared/ground/time.ts";
import { liveFirst } from "../../../shared/present/alarm-order.ts";
import { type AlarmPresentation, isAlarmAged, presentAlarm } from "../../../shared/present/present-alarm.ts";
import type { AlarmActs } from "../data/base/alarms.ts";
import { AlarmsController } from "./alarms-controller.ts";
import { FleetController } from "./fleet-controller.ts";
import { SessionController } from "./session-controller.ts";

/** The open alarms as an element shows them, with the fleet's values, and whether whoever looks may answer. */
export class ShownAlarmsController extends AlarmsController {
  readonly fleet: FleetController;
  readonly session: SessionController;
  /** The order of a second: a flood is asked for several times in each picture. */
  #ordered:
    | { readonly of: readonly Alarm[]; readonly at: string; readonly alarms: readonly Alarm[] }
    | undefined;

  constructor(host: ReactiveElement) {
    super(host);
    this.fleet = new FleetController(host);
    this.session = new SessionController(host);
  }

  /** The worst and the newest first, and what is live before what nobody hears of by now. */
  override get open(): readonly Alarm[] {
    const of = super.open;
    const { moment } = this.fleet;
    const at = `${moment.link} ${Math.floor(moment.serverNow / SECOND_MS)}`;
    if (this.#ordered?.of !== of || this.#ordered.at !== at)
      this.#ordered = {
        of,
        at,
        alarms: liveFirst(of, (alarm) => isAlarmAged(alarm, { device: this.#deviceOf(alarm), moment })),
      };
    return this.#ordered.alarms;
  }

  get now(): number {
    return this.fleet.moment.serverNow;
  }

  get format() {
    return this.fleet.display.current.format;
  }

  get mayAnswer(): boolean {
    return this.session.may("operate");
  }

  /** Where an alarm's device is by now; a look at all of a flood must cost next to nothing. */
  placeOf(alarm: Alarm): string | undefined {
    const known = this.#deviceOf(alarm);
    return (known ? known.settings.place : alarm.place) || undefined;
  }

  /** What to show of an alarm, of this list or of the past. */
  show(alarm: Alarm): AlarmPresentation {
    const { moment, display } = this.fleet;
    return presentAlarm(alarm, { device: this.#deviceOf(alarm), moment, viewing: display.current.viewing });
  }

  #deviceOf({ device }: Alarm): DeviceState | undefined {
    return device === null ? undefined : this.fleet.data?.fleet.devices().get(device);
  }
}

/** What can be asked and done about alarms. Rejects while the shell has not provided it. */
export async function actsOf({ alarms }: AlarmsController): Promise<AlarmActs> {
  if (!alarms) throw new Error("The alarms are not there yet.");
  return alarms.acts();
}
