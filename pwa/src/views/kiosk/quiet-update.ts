// When a kiosk may bring itself up to date: never while something is wrong, and not right after it. Pure.

import { DAY_MS, MINUTE_MS } from "../../../../shared/ground/time.ts";
import { countSensors, type DevicePresentation } from "../../../../shared/present/present-device.ts";
import type { AppSource } from "../../data/base/app-data.ts";

/** It must have been quiet for this long, ms. */
const QUIET_FOR_MS = MINUTE_MS;

/** An alarm that was standing when its device fell silent counts for so long, ms: a device that was carried off must not keep a display from its updates for ever. */
const REMEMBERED_MS = DAY_MS;

/** Whether all is in order: no alarm, none that was standing when its device fell silent lately, over a live link. */
export function isQuiet(devices: readonly DevicePresentation[], isLive: boolean): boolean {
  const { a1, a2 } = countSensors(devices);
  const wasAlarmed = devices.some(({ sensors }) =>
    sensors.some(
      (sensor) =>
        "last" in sensor &&
        (sensor.ageMs ?? 0) < REMEMBERED_MS &&
        sensor.last.kind === "value" &&
        sensor.last.shown.level !== "normal",
    ),
  );
  return isLive && a1 + a2 === 0 && !wasAlarmed;
}

/** Since when it is quiet (ms), or undefined while it is not. */
export function quietSince(before: number | undefined, isQuietNow: boolean, now: number): number | undefined {
  return isQuietNow ? (before ?? now) : undefined;
}

/** Brings an app up to date in a quiet moment, once per quiet time: if the new version does not come up, the next one tries again. */
export class QuietUpdates {
  #since: number | undefined;

  /** `now` is of a clock that never jumps, ms. */
  look(isQuietNow: boolean, app: Pick<AppSource, "updateReady" | "update"> | undefined, now: number): void {
    this.#since = quietSince(this.#since, isQuietNow, now);
    if (!app?.updateReady() || this.#since === undefined || now - this.#since < QUIET_FOR_MS) return;
    this.#since = now;
    app.update();
  }
}
