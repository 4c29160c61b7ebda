// What the routes of devices say of themselves.

import * as z from "zod";
import { PATHS } from "../../../shared/wire/api.ts";
import { settingsRequest } from "../bodies/settings-patch.ts";
import { deviceAnswer, deviceSettings, devicesAnswer, forgottenAnswer } from "../docs/device-schemas.ts";
import {
  bodyAnswers,
  foreignOrigin,
  jsonAnswer,
  notPossibleNow,
  type Operation,
  refusal,
} from "../docs/operation.ts";
import { deviceId } from "../docs/reading-schemas.ts";
import { forgetQuery } from "../query/query-parameters.ts";

/** The path of one device. */
export const deviceParams = z.object({
  id: deviceId.meta({ description: "The device's id, percent-encoded." }),
});
export const unknownDeviceAnswer = refusal("The device has never posted.");
/** The path of a device, as lines to copy have it. */
export const EXAMPLE_DEVICE = `${PATHS.devices}/handheld%201`;

/** `GET /api/v1/devices`. */
export const listDevicesOperation: Operation = {
  id: "listDevices",
  group: "Devices",
  summary: "All devices with their latest state",
  answers: { 200: jsonAnswer("The devices.", devicesAnswer) },
  curl: `$URL${PATHS.devices}`,
};

/** `GET /api/v1/devices/:id`. */
export const getDeviceOperation: Operation = {
  id: "getDevice",
  group: "Devices",
  summary: "One device",
  params: deviceParams,
  answers: { 200: jsonAnswer("The device.", deviceAnswer), 404: unknownDeviceAnswer },
  curl: `$URL${EXAMPLE_DEVICE}`,
};

/** `PATCH /api/v1/devices/:id`. */
export const changeSettingsOperation: Operation = {
  id: "changeSettings",
  group: "Devices",
  summary: "Change a device's settings",
  description: [
    "What is absent stays, null removes, sensors merge member by member. Limits are replaced as a whole. Stored values are never altered: zero, gain and unit apply when a value is shown.",
    "What lessens a present alarm (a limit, a unit, a gain), a zero while the sensor is in alarm, any zero of oxygen, and a limit above what its instrument measures (`range.high`, else what is usual of the widest for its gas) are answered with 409, and made when the same is sent with `confirm: true`. A gain beyond 0.2 to 5 and a limit that no number of the gas could reach are refused.",
  ],
  params: deviceParams,
  body: {
    contents: { "application/json": settingsRequest },
    example: { place: "Shaft 3", sensors: { CO: { zero: 8000, limits: { a1: 30, a2: 60 } } } },
  },
  answers: {
    200: jsonAnswer("The settings after the change, whole.", deviceSettings),
    400: refusal("The change cannot be made; every problem is named, and nothing was changed."),
    403: foreignOrigin,
    404: unknownDeviceAnswer,
    409: refusal("It could hide an alarm, and is not confirmed; the sentence says which."),
    ...bodyAnswers,
    503: notPossibleNow("Settings cannot be kept at present."),
  },
  curl: `-X PATCH -d '{"place":"Shaft 3"}' $URL${EXAMPLE_DEVICE}`,
};

/** `DELETE /api/v1/devices/:id`. */
export const forgetDeviceOperation: Operation = {
  id: "forgetDevice",
  group: "Devices",
  summary: "Forget a device",
  description: [
    "It leaves the fleet and all screens at once, and its place among the 10,000 devices is free. With `data=delete` no answer has anything of it from then on, and its rows leave the files within minutes. A later post of the same id begins a new device.",
  ],
  params: deviceParams,
  query: forgetQuery,
  answers: {
    200: jsonAnswer("It is forgotten.", forgottenAnswer),
    400: refusal("`data` is missing or neither keep nor delete."),
    403: foreignOrigin,
    404: unknownDeviceAnswer,
    503: notPossibleNow("Nothing can be kept at present."),
  },
  curl: `-X DELETE '$URL${EXAMPLE_DEVICE}?data=keep'`,
};
