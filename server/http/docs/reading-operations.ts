// Devices, their history and the live stream.

import { z } from "zod";
import { RESOLUTIONS } from "../../../shared/history/slice.ts";
import { PATHS } from "../../../shared/wire/api.ts";
import { settingsPatch } from "../bodies/settings-patch.ts";
import { eventsQuery, exportQuery, forgetQuery, historyQuery } from "../query/query-parameters.ts";
import { historyAnswer, rawSlice, rollUpSlice } from "./answer-schemas.ts";
import { deviceAnswer, deviceSettings, devicesAnswer, forgottenAnswer } from "./device-schemas.ts";
import { foreignOrigin, jsonAnswer, notPossibleNow, type Operation, refusal } from "./operation.ts";
import { deviceId } from "./reading-schemas.ts";

const deviceParams = z.object({ id: deviceId.meta({ description: "The device's id, percent-encoded." }) });
const sliceParams = deviceParams.extend({
  resolution: z.enum(RESOLUTIONS),
  slice: z.string().meta({
    description:
      "A UTC hour (`2026-11-23T14`) of raw, a day (`2026-11-23`) of minute, a month (`2026-11`) of hour.",
  }),
});
const ifNoneMatch = z.object({
  "If-None-Match": z.string().optional().meta({ description: "The ETag of the answer that you have." }),
});
const tagged = { ETag: "Changes whenever the answer does." };
const notModified = { description: "The answer is the one that you have.", headers: tagged };
const unknownDevice = refusal("The device has never posted.");
const DEVICE = `${PATHS.devices}/handheld%201`;
const RANGE = "device=handheld%201&from=2026-11-23T14:00:00Z&to=2026-11-23T18:00:00Z";

const listDevices: Operation = {
  id: "listDevices",
  method: "get",
  path: PATHS.devices,
  group: "Devices",
  summary: "All devices with their latest state",
  answers: { 200: jsonAnswer("The devices.", devicesAnswer) },
  curl: `$URL${PATHS.devices}`,
};

const getDevice: Operation = {
  id: "getDevice",
  method: "get",
  path: `${PATHS.devices}/{id}`,
  group: "Devices",
  summary: "One device",
  params: deviceParams,
  answers: { 200: jsonAnswer("The device.", deviceAnswer), 404: unknownDevice },
  curl: `$URL${DEVICE}`,
};

const changeSettings: Operation = {
  id: "changeSettings",
  method: "patch",
  path: `${PATHS.devices}/{id}`,
  group: "Devices",
  summary: "Change a device's settings",
  description: [
    "What is absent stays, null removes, sensors merge member by member. Limits are replaced as a whole. Stored values are never altered: zero, gain and unit apply when a value is shown.",
  ],
  params: deviceParams,
  body: {
    contents: { "application/json": settingsPatch },
    example: { place: "Shaft 3", sensors: { CO: { zero: 8000, limits: { a1: 30, a2: 60 } } } },
  },
  answers: {
    200: jsonAnswer("The settings after the change, whole.", deviceSettings),
    400: refusal("The change cannot be made; every problem is named, and nothing was changed."),
    403: foreignOrigin,
    404: unknownDevice,
    413: refusal("The body is longer than 64 kB."),
    503: notPossibleNow("Settings cannot be kept at present."),
  },
  curl: `-X PATCH -d '{"place":"Shaft 3"}' $URL${DEVICE}`,
};

const forgetDevice: Operation = {
  id: "forgetDevice",
  method: "delete",
  path: `${PATHS.devices}/{id}`,
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
    404: unknownDevice,
    503: notPossibleNow("Nothing can be kept at present."),
  },
  curl: `-X DELETE '$URL${DEVICE}?data=keep'`,
};

const getSlice: Operation = {
  id: "getSlice",
  method: "get",
  path: `${PATHS.devices}/{id}/history/{resolution}/{slice}`,
  group: "History",
  summary: "One slice: a device, a resolution, a UTC period",
  description: [
    "In columns. Ask again with `If-None-Match`: a gateway's backlog may fill a slice days later.",
  ],
  params: sliceParams,
  headers: ifNoneMatch,
  answers: {
    200: {
      ...jsonAnswer("The slice; empty where there are no readings.", z.union([rawSlice, rollUpSlice])),
      headers: tagged,
    },
    304: notModified,
    400: refusal("There is no such resolution or slice."),
    404: unknownDevice,
  },
  curl: `$URL${DEVICE}/history/minute/2026-11-23`,
};

const getHistory: Operation = {
  id: "getHistory",
  method: "get",
  path: PATHS.history,
  group: "History",
  summary: "A range, reduced to about as many points as you want",
  description: [
    "Up to 6 h are made from readings, up to 7 days from minutes, longer ranges from hours. The minimum and the maximum of every bucket stay, so a peak of a single reading is in the answer at any number of points.",
    "Where those were deleted or lost, coarser rows take their place, minutes before hours, in one answer with what there is; `resolution` is that of its coarsest rows.",
  ],
  query: historyQuery,
  headers: ifNoneMatch,
  answers: {
    200: { ...jsonAnswer("The range.", historyAnswer), headers: tagged },
    304: notModified,
    400: refusal("A parameter is missing or unfit; each is named."),
    404: unknownDevice,
  },
  curl: `'$URL${PATHS.history}?${RANGE}'`,
};

const exportCsv: Operation = {
  id: "exportCsv",
  method: "get",
  path: PATHS.exportCsv,
  group: "History",
  summary: "History as CSV",
  description: [
    "RFC 4180, UTF-8, one row a value, streamed. Cells and decimals are separated as `separator` and `decimal` say, else as readers of the first `Accept-Language` expect. Values are as posted; `zero` and `gain` say how a screen shows them.",
    "`quality` of raw rows is `live`, `late` (received more than a minute after it was measured) or `fault` (the sensor gave no number).",
    "Where readings were deleted and their minutes or hours are there, rows of those stand in: `minute min`, `minute mean`, `minute max`, `minute fault` in `quality`, or the same with `hour`, and no time of reception. In a file of minutes or hours `resolution` says what each row is.",
    "Text that a spreadsheet would run as a formula has an apostrophe in front.",
  ],
  query: exportQuery,
  headers: z.object({
    "Accept-Language": z
      .string()
      .optional()
      .meta({ description: "The reader's languages, as browsers send them." }),
  }),
  answers: {
    200: {
      description: "The rows, after a line of column names.",
      contents: { "text/csv": z.string() },
      headers: { "Content-Disposition": "A file name with device, range and resolution." },
    },
    400: refusal("A parameter is missing or unfit; each is named."),
    404: unknownDevice,
  },
  curl: `-OJ '$URL${PATHS.exportCsv}?${RANGE}'`,
};

const streamEvents: Operation = {
  id: "streamEvents",
  method: "get",
  path: PATHS.events,
  group: "Live",
  summary: "Every reading as it comes (server-sent events)",
  description: [
    "First `hello`, then `snapshot`, or what was missed when the last id is known; then `update_data` for each reading, `settings` for each change, `heartbeat` every 5 s. The data of each event is JSON on one line: see HelloEvent, SnapshotEvent, UpdateDataEvent, SettingsEvent, HeartbeatEvent, GoodbyeEvent.",
    "Every event has an id. Whoever comes back with the last one (`Last-Event-ID`, or `last_event_id` on a first request) gets what came after it, each reading once. Where that cannot be, `hello` says `gap: true`.",
    "Whoever keeps slices names the id at which they were current (`changed_since`, else the last id): `changed` of `hello` says which of them late readings have changed since, or null for all.",
    "The server ends a stream after about 10 minutes with `goodbye`; connect again with the last id. A client that does not read is cut.",
  ],
  query: eventsQuery,
  headers: z.object({
    "Last-Event-ID": z.string().optional().meta({ description: "As browsers send it when they reconnect." }),
  }),
  answers: {
    200: { description: "The stream.", contents: { "text/event-stream": z.string() } },
    400: refusal("A parameter is unfit."),
    503: notPossibleNow("There are as many streams as the server allows, or it is about to stop."),
  },
  curl: `-N $URL${PATHS.events}`,
};

export const readingOperations: readonly Operation[] = [
  listDevices,
  getDevice,
  changeSettings,
  forgetDevice,
  getSlice,
  getHistory,
  exportCsv,
  streamEvents,
];
