import type { ReactiveElement } from "lit";
import type { Alarm } from "../../../shared/entries/alarm.ts";
import { isUnanswered } from "../../../shared/present/alarm-order.ts";
import type { AlarmsSource, AlarmsSurety, GivenAnswer } from "../data/base/alarms.ts";
import { SourceController } from "./source-controller.ts";

const UNKNOWN: AlarmsSurety = { kind: "old", asOf: undefined, why: "asking" };
const NONE: readonly never[] = [];

/** The open alarms for an element, which is rendered again, at most once a frame, when they change. */
export class AlarmsController {
  readonly #source: SourceController;

  constructor(host: ReactiveElement) {
    this.#source = new SourceController(host, (data) => [data.alarms]);
  }

  /** Undefined only until the shell has provided it. */
  get alarms(): AlarmsSource | undefined {
    return this.#source.data?.alarms;
  }

  /** The worst and the newest first. */
  get open(): readonly Alarm[] {
    return this.alarms?.open() ?? NONE;
  }

  /** Those that nobody has answered, also where they are over. */
  get unanswered(): Alarm[] {
    return this.open.filter(isUnanswered);
  }

  /** What the list is worth: an old one must not look current. */
  get surety(): AlarmsSurety {
    return this.alarms?.surety() ?? UNKNOWN;
  }

  /** Answers of this screen that wait for the server, or that it did not take. */
  get answers(): readonly GivenAnswer[] {
    return this.alarms?.answers() ?? NONE;
  }

  ofDevice(device: string): Alarm[] {
    return this.open.filter((alarm) => alarm.device === device);
  }

  /** The answer of this screen to an alarm of which the server has not said yet what became of it. */
  waitingFor({ id }: Pick<Alarm, "id">): GivenAnswer | undefined {
    return this.answers.find(({ alarm, state }) => alarm.id === id && state === "waiting");
  }
}
