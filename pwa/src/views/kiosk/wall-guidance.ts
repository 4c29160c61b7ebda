// What the site has written down for its alarms, for blocks that have room for its first line.

import type { ReactiveController, ReactiveElement } from "lit";
import { MINUTE_MS } from "../../../../shared/ground/time.ts";
import { gasOf } from "../../../../shared/rules/gases.ts";
import { GUIDANCE_LEVELS, type GuidanceText, guidanceFor } from "../../../../shared/rules/guidance.ts";
import type { AlarmsController } from "../../controllers/alarms-controller.ts";
import type { Block } from "./wall-blocks.ts";

/** A wall hangs for months: what was written down meanwhile is asked for so often, ms. */
const ASK_EVERY_MS = 10 * MINUTE_MS;

/** Keeps the site's texts while there are alarms. */
export class WallGuidance implements ReactiveController {
  readonly #host: ReactiveElement;
  readonly #alarms: AlarmsController;
  #texts: readonly GuidanceText[] = [];
  #askedAt = Number.NEGATIVE_INFINITY;
  #abort = new AbortController();

  constructor(host: ReactiveElement, alarms: AlarmsController) {
    this.#host = host;
    this.#alarms = alarms;
    host.addController(this);
  }

  hostConnected(): void {
    this.#abort = new AbortController();
  }

  hostDisconnected(): void {
    this.#abort.abort();
  }

  /** To be called with each picture; `now` is of a clock that never jumps, ms. */
  look(now: number): void {
    const { alarms, open } = this.#alarms;
    if (!alarms || open.length === 0 || now - this.#askedAt < ASK_EVERY_MS) return;
    this.#askedAt = now;
    void alarms
      .acts()
      .then((acts) => acts.guidance(this.#abort.signal))
      .then((texts) => {
        this.#texts = texts;
        this.#host.requestUpdate();
      })
      // Without it the wall says all else; it is asked again.
      .catch(() => undefined);
  }

  /** The first line of the text that fits an alarm best; empty for none. */
  firstLine({ alarm, place }: Block): string {
    const level = GUIDANCE_LEVELS.find((name) => name === alarm?.condition);
    if (!alarm || level === undefined) return "";
    const gas = alarm.sensor ? gasOf(alarm.sensor.type).id : null;
    const text = guidanceFor(this.#texts, { gas, level, place: place ?? null }) ?? "";
    return text.split("\n").find((line) => line.trim() !== "") ?? "";
  }
}
