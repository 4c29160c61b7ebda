import { SECOND_MS } from "../../../../shared/ground/time.ts";
import type { DeviceSettingsPatch } from "../../../../shared/rules/settings.ts";
import type { SitePatch } from "../../../../shared/rules/site.ts";
import { devicePath, type ForgottenAnswer, PATHS } from "../../../../shared/wire/api.ts";
import type { Fetch } from "../base/fetch.ts";
import { type ChangeOptions, NeedsConfirmation } from "../base/needs-confirmation.ts";

const TIMEOUT_MS = 15 * SECOND_MS;

function textOf(answer: unknown, member: "error" | "code"): string | undefined {
  const members: { readonly [name: string]: unknown } =
    typeof answer === "object" && answer !== null ? { ...answer } : {};
  const text = members[member];
  return typeof text === "string" ? text : undefined;
}

async function readRefusal(response: Response): Promise<Error> {
  // A proxy's page has no reason for us.
  const answer: unknown = await response.json().catch(() => undefined);
  const reason = textOf(answer, "error") ?? `The server refused the change (status ${response.status}).`;
  // How a program confirms is nothing to a person.
  if (textOf(answer, "code") === "needs_confirmation")
    return new NeedsConfirmation(reason.replace(/ If that is meant, .*$/, ""));
  return new Error(reason);
}

async function send(fetch: Fetch, path: string, init: RequestInit): Promise<void> {
  const response = await fetch(path, { ...init, signal: AbortSignal.timeout(TIMEOUT_MS) }).catch(
    (cause: unknown) => {
      throw new Error("The server cannot be reached. Nothing was changed; try again when the link is back.", {
        cause,
      });
    },
  );
  if (!response.ok) throw await readRefusal(response);
}

function sendPatch(fetch: Fetch, path: string, patch: object): Promise<void> {
  const headers = { "Content-Type": "application/json" };
  return send(fetch, path, { method: "PATCH", headers, body: JSON.stringify(patch) });
}

/** A change as it is sent. */
function bodyOf<T extends object>(patch: T, { confirmed }: ChangeOptions): T | (T & { confirm: true }) {
  return confirmed ? { ...patch, confirm: true } : patch;
}

/** What is changed of a device. */
export interface DeviceChange extends ChangeOptions {
  readonly device: string;
  readonly patch: DeviceSettingsPatch;
}

/**
 * Sends a change of settings. Rejects with a sentence for the user when the server did not take it, with
 * `NeedsConfirmation` when it would take it confirmed.
 */
export function saveSettings(fetch: Fetch, { device, patch, ...options }: DeviceChange): Promise<void> {
  return sendPatch(fetch, devicePath(device), bodyOf(patch, options));
}

/** Sends a change of what holds for the whole site. Rejects as `saveSettings` does. */
export function saveSite(fetch: Fetch, patch: SitePatch, options: ChangeOptions = {}): Promise<void> {
  return sendPatch(fetch, PATHS.site, bodyOf(patch, options));
}

/** Has the server forget a device. Rejects as `saveSettings` does. */
export function forgetDevice(fetch: Fetch, device: string, data: ForgottenAnswer["data"]): Promise<void> {
  return send(fetch, `${devicePath(device)}?data=${data}`, { method: "DELETE" });
}
