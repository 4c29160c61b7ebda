// Devices: their latest state with what the server derives from it, and the settings that operators give them.

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
import { levelOfSensor } from "../../../shared/fleet/levels.ts";
import { sliceOf } from "../../../shared/history/slice.ts";
import type { Rulebook } from "../../../shared/rules/rulebook.ts";
import {
  type DeviceAnswer,
  type DevicesAnswer,
  type ForgottenAnswer,
  type ListedDevice,
  PATHS,
} from "../../../shared/wire/api.ts";
import { readPatch } from "../bodies/json-patch.ts";
import { settingsRequest } from "../bodies/settings-patch.ts";
import { createActors } from "../guards/actors.ts";
import { assertMayChange } from "../guards/device-changes.ts";
import { HttpError } from "../guards/error-handler.ts";
import { sightOf } from "../guards/sight.ts";
import type { AppParts } from "../parts.ts";
import { forgetQuery, noQuery, parseQuery } from "../query/query-parameters.ts";
import {
  changeSettingsOperation,
  forgetDeviceOperation,
  getDeviceOperation,
  listDevicesOperation,
} from "./device-operations.ts";
import { defineRoute, type RouteContext } from "./route.ts";
import { changeSettingsOf } from "./settings-change.ts";

/** The refusal for a device that nobody has heard of. */
export function unknownDevice(device: string): HttpError {
  const message = `No device ${JSON.stringify(device)} has posted a reading. GET ${PATHS.devices} lists those that have.`;
  return new HttpError(404, "unknown_device", message);
}

function presentDevice(state: DeviceState, now: number, rules: Rulebook): ListedDevice {
  const sensors = state.sensors.map((sensor) => ({
    ...sensor,
    level: levelOfSensor(sensor, state.settings, rules),
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

type DeviceParts = Pick<AppParts, "config" | "archive" | "fleet" | "log" | "now" | "posted" | "site">;

/** A device that whoever asks sees; of others they are told as of one that there is not. */
function findDevice(ctx: RouteContext, { fleet }: Pick<DeviceParts, "fleet">): DeviceState {
  const { id: device = "" } = ctx.params;
  const state = fleet.states().get(device);
  if (!state || !sightOf(ctx.principal, fleet).sees(device)) throw unknownDevice(device);
  return state;
}

/** Whether there is anything of a device; one that was forgotten may have left its history. */
async function isKnown({ fleet, archive, now }: DeviceParts, device: string): Promise<boolean> {
  if (fleet.known(device)) return true;
  const slice = sliceOf("hour", now());
  return (await archive.slice({ device, resolution: "hour", slice })) !== undefined;
}

const listDevices = defineRoute({
  method: "GET",
  path: PATHS.devices,
  operation: listDevicesOperation,
  permission: "read",
  handle:
    ({ fleet, site, now }: Pick<DeviceParts, "fleet" | "site" | "now">) =>
    (ctx) => {
      parseQuery(noQuery, ctx.query);
      const serverTime = now();
      const rules = site.rules();
      const sight = sightOf(ctx.principal, fleet);
      const seen = [...fleet.states().values()].filter(({ device }) => sight.sees(device));
      const devices = seen.map((state) => presentDevice(state, serverTime, rules));
      ctx.body = { serverTime, devices } satisfies DevicesAnswer;
    },
});

const getDevice = defineRoute({
  method: "GET",
  path: `${PATHS.devices}/:id`,
  operation: getDeviceOperation,
  permission: "read",
  handle: (parts: Pick<DeviceParts, "fleet" | "site" | "now">) => (ctx) => {
    parseQuery(noQuery, ctx.query);
    const serverTime = parts.now();
    const device = presentDevice(findDevice(ctx, parts), serverTime, parts.site.rules());
    ctx.body = { serverTime, ...device } satisfies DeviceAnswer;
  },
});

const changeSettings = defineRoute({
  method: "PATCH",
  path: `${PATHS.devices}/:id`,
  operation: changeSettingsOperation,
  permission: "operate",
  handle: (parts: DeviceParts) => {
    const actorOf = createActors(parts.config);
    const form = { posted: parts.posted, schema: settingsRequest, code: "invalid_settings" };
    return async (ctx) => {
      parseQuery(noQuery, ctx.query);
      findDevice(ctx, parts);
      const { confirm, ...patch } = await readPatch(ctx, form);
      assertMayChange(ctx.principal, patch);
      const change = { patch, by: actorOf(ctx), isConfirmed: confirm === true };
      const { device } = await parts.fleet.inTurn(async () => {
        const state = findDevice(ctx, parts);
        await changeSettingsOf(state, change, parts);
        return state;
      });
      // The fleet hears of an entry before `append` resolves.
      ctx.body = parts.fleet.known(device)?.settings ?? {};
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
