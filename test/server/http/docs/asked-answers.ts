// Which answers are held against the document, in the order in which they are asked for.

import { gzipSync } from "node:zlib";
import { sliceOf } from "../../../../shared/history/slice.ts";
import { FIGURES_PATH } from "../../../../shared/wire/alarm-figures.ts";
import { ALARM_PATHS, acknowledgementsPath } from "../../../../shared/wire/alarms.ts";
import { PATHS, slicePath } from "../../../../shared/wire/api.ts";
import { CERTIFICATE_PATHS } from "../../../../shared/wire/certificate.ts";
import { COMPLETENESS_PATH } from "../../../../shared/wire/completeness.ts";
import { EXPOSURE_PATH, WEARERS_PATH } from "../../../../shared/wire/exposure.ts";
import { GUIDANCE_PATH } from "../../../../shared/wire/guidance.ts";
import { TESTS_PATH } from "../../../../shared/wire/instrument-tests.ts";
import { OPERATIONS } from "../../../helpers/operations.ts";

/** What is asked of a route. */
export interface Ask extends RequestInit {
  readonly path: string;
}

export const NOW = Date.UTC(2026, 10, 23, 14, 30);
export const READING = {
  id: "handheld 1",
  pct: 80,
  ts: "2026-11-23T14:29:00Z",
  fw: { version: [1, 2] },
  sensors: [
    { type: "CH4", val: 1075.729, unit: "ppm", name: "left" },
    { type: "CO", val: null },
    { type: "CO", val: 12 },
  ],
};
export const DEVICE = `${PATHS.devices}/handheld%201`;
const RANGE = `from=${NOW - 3_600_000}&to=${NOW}`;
export const post = (path: string, body: unknown, headers = {}): Ask => ({
  path,
  method: "POST",
  headers,
  body: typeof body === "string" || body instanceof Uint8Array ? (body as string) : JSON.stringify(body),
});
export const patch = (device: string, body: unknown, headers = {}): Ask => ({
  ...post(`${PATHS.devices}/${device}`, body, headers),
  method: "PATCH",
});
export const site = (body: unknown, headers = {}): Ask => ({
  ...post(PATHS.site, body, headers),
  method: "PATCH",
});

const ACK = acknowledgementsPath("1-00000000");
const SHELF = { device: "handheld 1", sensor: "CO", until: NOW + 3_600_000, reason: "welding" };
const DRILL = { devices: ["x"], until: NOW + 600_000, reason: "test" };
export const GUIDANCE = { gas: "CO", level: "a2", place: null, text: "Leave by the north door." };
export const TEST = { device: "x", what: "bump", passed: true, note: "bottle 7" };
const TOO_LONG = "x".repeat(64 * 1024 + 1);
const FOREIGN = { Origin: "https://elsewhere.example" };
const ZIPPED = { "Content-Encoding": "zip" };

/** What all acts on alarms are refused alike. */
const refusedActs: readonly [id: string, status: number, ask: Ask][] = (
  [
    ["acknowledgeAlarm", ACK],
    ["shelveSensor", ALARM_PATHS.shelvings],
    ["drillDevices", ALARM_PATHS.drills],
    ["setGuidance", GUIDANCE_PATH],
    ["recordTest", TESTS_PATH],
  ] as const
).flatMap(([id, path]): [string, number, Ask][] => [
  [id, 400, post(path, [])],
  [id, 403, post(path, {}, FOREIGN)],
  [id, 413, post(path, TOO_LONG)],
  [id, 415, post(path, {}, ZIPPED)],
]);

export const BEFORE_ANY_READING: readonly [id: string, status: number, ask: Ask][] = [
  ["getLastEntity", 404, { path: PATHS.lastEntity }],
  ["getDataFromTimestamp", 404, { path: `${PATHS.dataFromTimestamp}?system_time=0` }],
  ["listDevices", 200, { path: PATHS.devices }],
];

export const WITH_READINGS: readonly [id: string, status: number, ask: Ask][] = [
  ["receiveJson", 200, post(PATHS.receiveJson, READING, { "Idempotency-Key": "once" })],
  ["receiveJson", 200, post(PATHS.receiveJson, READING, { "Idempotency-Key": "once" })],
  ["receiveJson", 400, post(PATHS.receiveJson, "{")],
  ["receiveJson", 403, post(PATHS.receiveJson, READING, { Origin: "https://elsewhere.example" })],
  ["receiveJson", 200, post(PATHS.receiveJson, { id: "x", sensors: [{ type: "CO", val: "OL" }] })],
  ["receiveJson", 415, post(PATHS.receiveJson, READING, { "Content-Encoding": "zip" })],
  ["receiveJson", 413, post(PATHS.receiveJson, "x".repeat(1024 * 1024 + 1))],
  ["getLastEntity", 200, { path: PATHS.lastEntity }],
  ["getDataFromTimestamp", 200, { path: `${PATHS.dataFromTimestamp}?system_time=0` }],
  ["getDataFromTimestamp", 400, { path: PATHS.dataFromTimestamp }],
  [
    "postReadings",
    200,
    post(PATHS.readings, [
      READING,
      { ...READING, uid: 7 },
      { ...READING, uid: 7 },
      { id: 1, co: 3 },
      { pct: 1 },
    ]),
  ],
  ["postReadings", 400, post(PATHS.readings, [{ pct: 1 }, 7])],
  ["postReadings", 400, post(PATHS.readings, "")],
  ["postReadings", 403, post(PATHS.readings, READING, { Origin: "https://elsewhere.example" })],
  [
    "postReadings",
    413,
    post(PATHS.readings, gzipSync(Buffer.alloc(2 * 1024 * 1024)), { "Content-Encoding": "gzip" }),
  ],
  ["postReadings", 415, post(PATHS.readings, READING, { "Content-Encoding": "zip" })],
  ["getImportProgress", 200, { path: `${PATHS.import}?source=a` }],
  ["getImportProgress", 400, { path: PATHS.import }],
  [
    "importRows",
    200,
    post(`${PATHS.import}?source=a`, [{ ...READING, row: 1, system_time: 1_736_409_075.5 }, {}]),
  ],
  ["importRows", 400, post(PATHS.import, [])],
  ["importRows", 403, post(`${PATHS.import}?source=a`, [], { Origin: "https://elsewhere.example" })],
  ["importRows", 413, post(`${PATHS.import}?source=a`, "x".repeat(1024 * 1024 + 1))],
  ["importRows", 415, post(`${PATHS.import}?source=a`, "[]", { "Content-Encoding": "zip" })],
  [
    "changeSettings",
    200,
    patch("handheld%201", {
      name: "n",
      place: "p",
      expectedIntervalMs: 5_000,
      sensors: { CO: { label: "l", unit: "%", zero: 1, gain: 2, limits: { a1: 1, a2: 2 } } },
      confirm: true,
    }),
  ],
  ["changeSettings", 400, patch("handheld%201", { nmae: "x" })],
  ["changeSettings", 403, patch("handheld%201", {}, { Origin: "https://elsewhere.example" })],
  ["changeSettings", 404, patch("nobody", {})],
  ["changeSettings", 409, patch("handheld%201", { sensors: { O2: { zero: 2 } } })],
  ["changeSettings", 415, patch("handheld%201", {}, { "Content-Encoding": "zip" })],
  ["reportClientError", 415, post(PATHS.clientErrors, {}, { "Content-Encoding": "zip" })],
  ["changeSite", 415, { ...post(PATHS.site, {}, { "Content-Encoding": "zip" }), method: "PATCH" }],
  ["changeSettings", 413, patch("handheld%201", "x".repeat(64 * 1024 + 1))],
  ["getSite", 200, { path: PATHS.site }],
  [
    "changeSite",
    200,
    site({ name: "Shaft Ost", preset: "eu", kiosk: { places: ["Shaft 3"], theme: "dark" } }),
  ],
  ["changeSite", 400, site({ preset: "mine" })],
  ["changeSite", 403, site({}, { Origin: "https://elsewhere.example" })],
  ["changeSite", 409, site({ timeZone: "UTC" })],
  ["changeSite", 413, site("x".repeat(64 * 1024 + 1))],
  ...refusedActs,
  ["acknowledgeAlarm", 404, post(ACK, {})],
  ["shelveSensor", 204, post(ALARM_PATHS.shelvings, SHELF)],
  ["shelveSensor", 404, post(ALARM_PATHS.shelvings, { ...SHELF, sensor: "H2S" })],
  ["drillDevices", 204, post(ALARM_PATHS.drills, DRILL)],
  ["getGuidance", 200, { path: GUIDANCE_PATH }],
  ["getGuidance", 400, { path: `${GUIDANCE_PATH}?all=yes` }],
  ["setGuidance", 200, post(GUIDANCE_PATH, GUIDANCE)],
  ["listTests", 200, { path: TESTS_PATH }],
  ["listTests", 400, { path: `${TESTS_PATH}?all=yes` }],
  ["recordTest", 200, post(TESTS_PATH, TEST)],
  ["recordTest", 404, post(TESTS_PATH, { ...TEST, device: "nobody" })],
  ["getAlarmFigures", 200, { path: FIGURES_PATH }],
  ["getAlarmFigures", 400, { path: `${FIGURES_PATH}?from=now&to=now-1h` }],
  ["listDrills", 200, { path: ALARM_PATHS.drills }],
  ["listDrills", 400, { path: `${ALARM_PATHS.drills}?all=yes` }],
  ["drillDevices", 404, post(ALARM_PATHS.drills, { ...DRILL, devices: ["nobody"] })],
  ["listAlarms", 200, { path: `${ALARM_PATHS.alarms}?state=all` }],
  ["listAlarms", 400, { path: `${ALARM_PATHS.alarms}?state=shut` }],
  ["listDevices", 200, { path: PATHS.devices }],
  ["getDevice", 200, { path: DEVICE }],
  ["getDevice", 404, { path: `${PATHS.devices}/nobody` }],
  ...(["raw", "minute", "hour"] as const).map((resolution): [string, number, Ask] => [
    "getSlice",
    200,
    { path: slicePath("handheld 1", resolution, sliceOf(resolution, NOW)) },
  ]),
  [
    "getSlice",
    304,
    { path: slicePath("handheld 1", "raw", sliceOf("raw", NOW)), headers: { "If-None-Match": "*" } },
  ],
  ["getSlice", 400, { path: slicePath("handheld 1", "raw", "today") }],
  ["getSlice", 404, { path: slicePath("nobody", "raw", sliceOf("raw", NOW)) }],
  ["getHistory", 200, { path: `${PATHS.history}?device=handheld%201&${RANGE}` }],
  ["getHistory", 200, { path: `${PATHS.history}?device=handheld%201&from=0&to=${NOW}` }],
  [
    "getHistory",
    304,
    { path: `${PATHS.history}?device=handheld%201&${RANGE}`, headers: { "If-None-Match": "*" } },
  ],
  ["getHistory", 400, { path: PATHS.history }],
  ["getHistory", 404, { path: `${PATHS.history}?device=nobody&${RANGE}` }],
  ["getCompleteness", 200, { path: `${COMPLETENESS_PATH}?device=handheld%201&from=now-7d&to=now` }],
  ["getCompleteness", 400, { path: `${COMPLETENESS_PATH}?device=handheld%201&from=now-40d&to=now` }],
  ["getCompleteness", 404, { path: `${COMPLETENESS_PATH}?device=nobody&from=now-8h&to=now` }],
  ["getExposure", 200, { path: `${EXPOSURE_PATH}?device=handheld%201&from=now-8h&to=now` }],
  ["getExposure", 400, { path: `${EXPOSURE_PATH}?device=handheld%201&from=now-2d&to=now` }],
  ["listWearers", 200, { path: `${WEARERS_PATH}?from=now-8h&to=now` }],
  ["listWearers", 400, { path: `${WEARERS_PATH}?from=now-2d&to=now` }],
  ["getExposure", 404, { path: `${EXPOSURE_PATH}?device=nobody&from=now-8h&to=now` }],
  ["exportCsv", 200, { path: `${PATHS.exportCsv}?${RANGE}` }],
  ["exportCsv", 400, { path: PATHS.exportCsv }],
  ["exportCsv", 404, { path: `${PATHS.exportCsv}?device=nobody&${RANGE}` }],
  ["exportXlsx", 200, { path: `${PATHS.exportXlsx}?${RANGE}` }],
  ["exportXlsx", 400, { path: PATHS.exportXlsx }],
  ["exportXlsx", 404, { path: `${PATHS.exportXlsx}?device=nobody&${RANGE}` }],
  ["getLogbook", 200, { path: `${PATHS.logbook}?kind=setting&limit=1` }],
  ["getLogbook", 400, { path: `${PATHS.logbook}?limit=0` }],
  ["getLogbook", 200, { path: `${PATHS.logbook}?group=setting&q=x&place=Shaft%203` }],
  ["exportLogbook", 200, { path: PATHS.logbookCsv }],
  ["exportLogbook", 400, { path: `${PATHS.logbookCsv}?group=none` }],
  ["streamEvents", 400, { path: `${PATHS.events}?device=` }],
  ["getHealth", 200, { path: PATHS.health }],
  ["getMetrics", 200, { path: PATHS.metrics }],
  ["reportClientError", 400, post(PATHS.clientErrors, {})],
  ["reportClientError", 403, post(PATHS.clientErrors, {}, { Origin: "https://elsewhere.example" })],
  ["reportClientError", 413, post(PATHS.clientErrors, "x".repeat(16 * 1024 + 1))],
  ...Array.from({ length: 11 }, (_, index): [string, number, Ask] => [
    "reportClientError",
    index < 10 ? 204 : 429,
    post(PATHS.clientErrors, OPERATIONS.find(({ id }) => id === "reportClientError")?.body?.example),
  ]),
  ["forgetDevice", 200, { path: `${PATHS.devices}/x?data=keep`, method: "DELETE" }],
  ["forgetDevice", 400, { path: DEVICE, method: "DELETE" }],
  [
    "forgetDevice",
    403,
    { path: `${DEVICE}?data=keep`, method: "DELETE", headers: { Origin: "https://elsewhere.example" } },
  ],
  ["forgetDevice", 404, { path: `${PATHS.devices}/nobody?data=delete`, method: "DELETE" }],
  ["getBackup", 200, { path: PATHS.backup }],
  ["replaySetAside", 200, { path: PATHS.setAside, method: "POST" }],
  ["replaySetAside", 403, post(PATHS.setAside, {}, { Origin: "https://elsewhere.example" })],
  ["getOpenapi", 200, { path: PATHS.openapi }],
  ["getApiDocs", 200, { path: PATHS.apiDocs }],
  ["getApiDocs", 301, { path: PATHS.apiDocs.slice(0, -1), redirect: "manual" }],
  ["getApp", 200, { path: "/graph" }],
  ["getApp", 400, { path: "/", headers: { "X-Ingress-Path": "/elsewhere" } }],
  ["getAppFile", 200, { path: "/index.html" }],
  ["getAppFile", 404, { path: "/assets/none.js" }],
  ["getTrustPage", 302, { path: "/trust", redirect: "manual" }],
  ["getTrustFile", 200, { path: "/trust/trust.js" }],
  ["checkTrust", 204, { path: "/check" }],
  ["getCertificate", 200, { path: CERTIFICATE_PATHS.certificate }],
  ["addCertificateName", 409, post(CERTIFICATE_PATHS.names, { name: "davy.local" })],
  ["getTrustWords", 404, { path: "/trust/words.json" }],
  ["getRoot", 404, { path: "/trust/davy-root.crt" }],
  ["getProfile", 404, { path: "/trust/davy.mobileconfig" }],
];

/** What a server that can keep nothing answers with 503. */
export const UNKEPT: readonly [id: string, ask: Ask][] = [
  ["receiveJson", post(PATHS.receiveJson, READING)],
  ["postReadings", post(PATHS.readings, READING)],
  ["importRows", post(`${PATHS.import}?source=a`, [READING])],
  ["changeSettings", patch("handheld%201", { name: "x" })],
  ["changeSite", site({ name: "x" })],
  ["forgetDevice", { path: `${DEVICE}?data=keep`, method: "DELETE" }],
  ["replaySetAside", { path: PATHS.setAside, method: "POST" }],
  ["getAlarmFigures", { path: FIGURES_PATH }],
  ["exportLogbook", { path: PATHS.logbookCsv }],
  ["getLogbook", { path: PATHS.logbook }],
  ["listAlarms", { path: `${ALARM_PATHS.alarms}?state=all` }],
  ["acknowledgeAlarm", post(acknowledgementsPath("1-a"), {})],
  ["shelveSensor", post(ALARM_PATHS.shelvings, SHELF)],
  ["drillDevices", post(ALARM_PATHS.drills, { devices: ["handheld 1"], until: null, reason: "over" })],
  ["setGuidance", post(GUIDANCE_PATH, GUIDANCE)],
  ["recordTest", post(TESTS_PATH, { ...TEST, device: "handheld 1" })],
  ["getExposure", { path: `${EXPOSURE_PATH}?device=handheld%201&from=now-8h&to=now` }],
  ["getCompleteness", { path: `${COMPLETENESS_PATH}?device=handheld%201&from=now-8h&to=now` }],
  ["listWearers", { path: `${WEARERS_PATH}?from=now-8h&to=now` }],
  ["getHealth", { path: PATHS.health }],
];

/** What a body that comes too slowly is answered. */
export const TOO_SLOW: readonly [id: string, status: number, ask: Ask][] = [
  ["receiveJson", 408, post(PATHS.receiveJson, READING)],
  ["postReadings", 408, post(PATHS.readings, READING)],
  ["importRows", 408, post(`${PATHS.import}?source=a`, [READING])],
  ["changeSettings", 408, patch("handheld%201", { name: "x" })],
  ["changeSite", 408, site({ name: "x" })],
  ["acknowledgeAlarm", 408, post(acknowledgementsPath("1-a"), {})],
  ["shelveSensor", 408, post(ALARM_PATHS.shelvings, {})],
  ["drillDevices", 408, post(ALARM_PATHS.drills, {})],
  ["setGuidance", 408, post(GUIDANCE_PATH, {})],
  ["recordTest", 408, post(TESTS_PATH, {})],
  ["reportClientError", 408, post(PATHS.clientErrors, {})],
];
