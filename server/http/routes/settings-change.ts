// A change of a device's settings: what it must keep to, and what must be confirmed.

import type { Actor } from "../../../shared/entries/actor.ts";
import type { DeviceState } from "../../../shared/fleet/fleet.ts";
import { MAX_LIVE_SENSORS } from "../../../shared/fleet/sensor-states.ts";
import { dangersOf } from "../../../shared/rules/dangers.ts";
import { applySettings, type DeviceSettingsPatch, undoOf } from "../../../shared/rules/settings.ts";
import { HttpError } from "../guards/error-handler.ts";
import type { AppParts } from "../parts.ts";
import { needsConfirmation, sentenceOfDoubtful, sentenceOfRefused } from "./danger-texts.ts";

/** A change, by whom, and whether they confirmed what it does to present alarms. */
export interface SettingsChange {
  readonly patch: DeviceSettingsPatch;
  readonly by: Actor;
  readonly isConfirmed: boolean;
}

/** Nobody may call a device silent before it is: a reading that its operator has not seen keeps it in service. */
function assertSilent(
  { lastReceivedAt }: DeviceState,
  { retiredAt, sensors = {} }: DeviceSettingsPatch,
): void {
  const times = [retiredAt, ...Object.values(sensors).map((sensor) => sensor?.retiredAt)];
  if (times.every((time) => time == null || time <= lastReceivedAt)) return;
  const message = `retiredAt must not be later than the device's last reading (${lastReceivedAt}).`;
  throw new HttpError(400, "invalid_settings", message);
}

/** What a device may keep is bounded, however many patches there are. */
function assertBounded(state: DeviceState, patch: DeviceSettingsPatch): void {
  const { sensors = {} } = applySettings(state.settings, patch);
  if (Object.keys(sensors).length <= MAX_LIVE_SENSORS) return;
  const message = `A device keeps settings of at most ${MAX_LIVE_SENSORS} sensors. Remove some with null.`;
  throw new HttpError(400, "invalid_settings", message);
}

/**
 * Makes a change that may be made. The entry tells what was before, for whoever undoes it. Throws a 400 for what cannot be, and a
 * 409 for what must be confirmed.
 */
export async function changeSettingsOf(
  state: DeviceState,
  { patch, by, isConfirmed }: SettingsChange,
  { log, site }: Pick<AppParts, "log" | "site">,
): Promise<void> {
  const { device, settings, sensors } = state;
  assertBounded(state, patch);
  assertSilent(state, patch);
  const { refused, toConfirm } = dangersOf({ settings, patch, sensors, rules: site.rules() });
  if (refused.length > 0)
    throw new HttpError(400, "invalid_settings", `${refused.map(sentenceOfRefused).join("; ")}.`);
  if (toConfirm.length > 0 && !isConfirmed) throw needsConfirmation(toConfirm.map(sentenceOfDoubtful));
  if (Object.keys(patch).length === 0) return;
  const confirmed = toConfirm.length > 0 ? { confirmed: true as const } : {};
  await log.append([{ kind: "setting", device, patch, was: undoOf(settings, patch), by, ...confirmed }]);
}
