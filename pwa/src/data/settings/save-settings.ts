import { SECOND_MS } from "../../../../shared/ground/time.ts";
import type { DeviceSettingsPatch } from "../../../../shared/rules/settings.ts";
import type { SitePatch } from "../../../../shared/rules/site.ts";
import { devicePath, type ForgottenAnswer, PATHS } from "../../../../shared/wire/api.ts";
import type { Fetch } from "../base/fetch.ts";

const TIMEOUT_MS = 15 * SECOND_MS;

function reasonOf(answer: unknown): string | undefined {
  const hasError = typeof answer === "object" && answer !== null && "error" in answer;
  return hasError && typeof answer.error === "string" ? answer.error : undefined;
}

async function readReason(response: Response): Promise<string | undefined> {
  try {
    return reasonOf(await response.json());
  } catch {
    // A proxy's page has no reason for us.
    return undefined;
  }
}

async function send(fetch: Fetch, path: string, init: RequestInit): Promise<void> {
  const response = await fetch(path, { ...init, signal: AbortSignal.timeout(TIMEOUT_MS) }).catch(
    (cause: unknown) => {
      throw new Error("The server cannot be reached. Nothing was changed; try again when the link is back.", {
        cause,
      });
    },
  );
  if (response.ok) return;
  throw new Error(
    (await readReason(response)) ?? `The server refused the change (status ${response.status}).`,
  );
}

function sendPatch(fetch: Fetch, path: string, patch: object): Promise<void> {
  const headers = { "Content-Type": "application/json" };
  return send(fetch, path, { method: "PATCH", headers, body: JSON.stringify(patch) });
}

/** Sends a change of settings. Rejects with a sentence for the user when the server did not take it. */
export function saveSettings(fetch: Fetch, device: string, patch: DeviceSettingsPatch): Promise<void> {
  return sendPatch(fetch, devicePath(device), patch);
}

/** Sends a change of what holds for the whole site. Rejects as `saveSettings` does. */
export function saveSite(fetch: Fetch, patch: SitePatch): Promise<void> {
  return sendPatch(fetch, PATHS.site, patch);
}

/** Has the server forget a device. Rejects as `saveSettings` does. */
export function forgetDevice(fetch: Fetch, device: string, data: ForgottenAnswer["data"]): Promise<void> {
  return send(fetch, `${devicePath(device)}?data=${data}`, { method: "DELETE" });
}
