// Devices: their latest state with what the server derives from it, and the settings that operators give them.

import type { Context } from "koa";
import type { Actor } from "../../../shared/entries/actor.ts";
import {
  type DeviceState,
  intervalOf,
  isInDoubt,
  isSensorStale,
  isStale,
  sensorIntervalOf,
  sensorStaleAfter,
  staleAfter,
} from "../../../shared/fleet/fleet.ts";
import { MAX_LIVE_SENSORS } from "../../../shared/fleet/sensor-states.ts";
import { sliceOf } from "../../../shared/history/slice.ts";
import {
  applySettings,
  type DeviceSettings,
  type DeviceSettingsPatch,
  undoOf,
} from "../../../shared/rules/settings.ts";
import {
  type DeviceAnswer,
  type DevicesAnswer,
  type ForgottenAnswer,
  type ListedDevice,
  PATHS,
} from "../../../shared/wire/api.ts";
import { parseJson, textOfBody } from "../../ingest/ingest.ts";
import { settingsPatch } from "../bodies/settings-patch.ts";
import { createActors } from "../guards/actors.ts";
import { HttpError } from "../guards/error-handler.ts";
import { createTurns } from "../in-turn.ts";
import type { AppParts } from "../parts.ts";
import { forgetQuery, noQuery, parseQuery, problemsOf } from "../query/query-parameters.ts";
import {
  changeSettingsOperation,
  forgetDeviceOperation,
  getDeviceOperation,
  listDevicesOperation,
} from "./device-operations.ts";
import { defineRoute } from "./route.ts";

const MAX_PATCH_BYTES = 64 * 1024;

/** The refusal for a device that nobody has heard of. */
export function unknownDevice(device: string): HttpError {
  const message = `No device ${JSON.stringify(device)} has posted a reading. GET ${PATHS.devices} lists those that have.`;
  return new HttpError(404, "unknown_device", message);
}

function presentDevice(state: DeviceState, now: number): ListedDevice {
  const sensors = state.sensors.map((sensor) => ({
    ...sensor,
    intervalMs: sensorIntervalOf(sensor, state) ?? null,
    staleAfterMs: sensorStaleAfter(sensor, state),
    stale: isInDoubt(sensor, state) || isSensorStale(sensor, state, now),
  }));
  return {
    ...state,
    sensors,
    intervalMs: intervalOf(state) ?? null,
    staleAfterMs: staleAfter(state),
    stale: isInDoubt(state, state) || isStale(state, now),
  };
}

type DeviceParts = Pick<AppParts, "config" | "archive" | "fleet" | "log" | "now" | "posted">;

function findDevice({ fleet }: Pick<DeviceParts, "fleet">, device = ""): DeviceState {
  const state = fleet.states().get(device);
  if (!state) throw unknownDevice(device);
  return state;
}

async function readPatch(
  ctx: Context,
  { posted }: Pick<DeviceParts, "posted">,
): Promise<DeviceSettingsPatch> {
  const text = textOfBody(await posted.read(ctx, MAX_PATCH_BYTES));
  const json = text ? parseJson(text) : { problem: "The body must be a JSON object of settings." };
  if ("problem" in json) throw new HttpError(400, "malformed", json.problem);
  const parsed = settingsPatch.safeParse(json.value);
  if (parsed.success) return parsed.data;
  throw new HttpError(400, "invalid_settings", `${problemsOf(parsed.error).join("; ")}.`);
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

/** Whether there is anything of a device; one that was forgotten may have left its history. */
async function isKnown({ fleet, archive, now }: DeviceParts, device: string): Promise<boolean> {
  if (fleet.known(device)) return true;
  const slice = sliceOf("hour", now());
  return (await archive.slice({ device, resolution: "hour", slice })) !== undefined;
}

interface SettingsChange {
  readonly device: string;
  readonly patch: DeviceSettingsPatch;
  readonly by: Actor;
}

/** Makes a change that may be made; resolves to the settings after it. The entry tells what was before, for whoever undoes it. */
async function applyChange(
  parts: DeviceParts,
  { device, patch, by }: SettingsChange,
): Promise<DeviceSettings> {
  const state = findDevice(parts, device);
  assertBounded(state, patch);
  assertSilent(state, patch);
  const was = undoOf(state.settings, patch);
  if (Object.keys(patch).length > 0) await parts.log.append([{ kind: "setting", device, patch, was, by }]);
  // The fleet hears of an entry before `append` resolves.
  return findDevice(parts, device).settings;
}

const listDevices = defineRoute({
  method: "GET",
  path: PATHS.devices,
  operation: listDevicesOperation,
  permission: "read",
  handle:
    ({ fleet, now }: Pick<DeviceParts, "fleet" | "now">) =>
    (ctx) => {
      parseQuery(noQuery, ctx.query);
      const serverTime = now();
      const devices = [...fleet.states().values()].map((state) => presentDevice(state, serverTime));
      ctx.body = { serverTime, devices } satisfies DevicesAnswer;
    },
});

const getDevice = defineRoute({
  method: "GET",
  path: `${PATHS.devices}/:id`,
  operation: getDeviceOperation,
  permission: "read",
  handle: (parts: Pick<DeviceParts, "fleet" | "now">) => (ctx) => {
    parseQuery(noQuery, ctx.query);
    const serverTime = parts.now();
    const device = presentDevice(findDevice(parts, ctx.params["id"]), serverTime);
    ctx.body = { serverTime, ...device } satisfies DeviceAnswer;
  },
});

const changeSettings = defineRoute({
  method: "PATCH",
  path: `${PATHS.devices}/:id`,
  operation: changeSettingsOperation,
  permission: "settings",
  handle: (parts: DeviceParts) => {
    const inTurn = createTurns();
    const actorOf = createActors(parts.config);
    return async (ctx) => {
      parseQuery(noQuery, ctx.query);
      const { device } = findDevice(parts, ctx.params["id"]);
      const patch = await readPatch(ctx, parts);
      ctx.body = await inTurn(() => applyChange(parts, { device, patch, by: actorOf(ctx) }));
    };
  },
});

const forgetDevice = defineRoute({
  method: "DELETE",
  path: `${PATHS.devices}/:id`,
  operation: forgetDeviceOperation,
  permission: "admin",
  handle: (parts: DeviceParts) => {
    const actorOf = createActors(parts.config);
    return async (ctx) => {
      const { data } = parseQuery(forgetQuery, ctx.query);
      const { id: device = "" } = ctx.params;
      if (!(await isKnown(parts, device))) throw unknownDevice(device);
      const [entry] = await parts.log.append([{ kind: "forget", device, data, by: actorOf(ctx) }]);
      ctx.body = { device, data, seq: entry?.seq ?? 0 } satisfies ForgottenAnswer;
    };
  },
});

/** Devices, the change of their settings, and an end to them. */
export const deviceRoutes = [listDevices, getDevice, changeSettings, forgetDevice];
