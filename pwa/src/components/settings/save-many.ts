// One change for many devices: each is sent by itself, and what became of each is told.

import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import type { DeviceState } from "../../../../shared/fleet/fleet.ts";
import { dangersOf } from "../../../../shared/rules/dangers.ts";
import type { PresetId } from "../../../../shared/rules/limits.ts";
import { Rulebook } from "../../../../shared/rules/rulebook.ts";
import type { DeviceSettingsPatch } from "../../../../shared/rules/settings.ts";
import { type ChangeOptions, NeedsConfirmation } from "../../data/base/needs-confirmation.ts";
import { doubtfulText } from "../../i18n/danger-texts.ts";
import { sensorTitle } from "../../i18n/state-texts.ts";

/** A change of one device. */
export interface DeviceChange {
  readonly state: DeviceState;
  readonly patch: DeviceSettingsPatch;
}

/** Sends a device's change; rejects with a sentence for the user. */
export type SaveDevice = (
  device: string,
  patch: DeviceSettingsPatch,
  options?: ChangeOptions,
) => Promise<void>;

/** How it stands: `done` of `all`, and the sentences of those that were refused. */
export interface ManyProgress {
  readonly done: number;
  readonly all: number;
  readonly refused: readonly string[];
  readonly isRunning: boolean;
}

function nameOf({ settings, device }: DeviceState): string {
  return settings.name || device;
}

/** What is to be agreed to before anything is sent: alarms that would be hidden. */
export function doubtsOf(changes: readonly DeviceChange[], preset: PresetId): string[] {
  const rules = new Rulebook(preset);
  return changes.flatMap(({ state, patch }) =>
    dangersOf({ settings: state.settings, patch, sensors: state.sensors, rules }).toConfirm.map(
      (doubtful) => `${nameOf(state)}: ${doubtfulText(doubtful, sensorTitle)}`,
    ),
  );
}

/** Sends changes one after the other; one that is refused stops none of the others. */
export async function saveMany(
  changes: readonly DeviceChange[],
  save: SaveDevice,
  {
    confirmed,
    onProgress,
  }: { readonly confirmed: boolean; readonly onProgress: (progress: ManyProgress) => void },
): Promise<void> {
  const refused: string[] = [];
  let done = 0;
  const tell = (isRunning: boolean) =>
    onProgress({ done, all: changes.length, refused: [...refused], isRunning });
  tell(true);
  for (const { state, patch } of changes) {
    try {
      await save(state.device, patch, { confirmed });
      done += 1;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const why =
        error instanceof NeedsConfirmation
          ? msg(str`${reason} Change it on its own page.`, { id: "many.alarm" })
          : reason;
      refused.push(`${nameOf(state)}: ${why}`);
    }
    tell(true);
  }
  tell(false);
}

/** How it stands, in words. */
export function manyWords(progress: ManyProgress | undefined) {
  if (!progress) return nothing;
  const { done, all, refused, isRunning } = progress;
  return html`<p role="status">
      ${isRunning ? msg(str`Saving: ${done} of ${all} …`, { id: "many.saving" }) : msg(str`Saved for ${done} of ${all} devices.`, { id: "many.saved" })}
    </p>
    ${refused.map((sentence) => html`<p role="alert"><strong>${sentence}</strong></p>`)}`;
}
