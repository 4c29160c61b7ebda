import { Readable } from "node:stream";
import type { Context } from "koa";
import type { DeviceState } from "../../../shared/fleet/fleet.ts";
import { nameDevices } from "../../../shared/ground/name-devices.ts";
import { PATHS } from "../../../shared/wire/api.ts";
import { late } from "../../load-late.ts";
import type { Fleet } from "../../state/fleet.ts";
import { exportCsv } from "../csv/csv-export.ts";
import { csvFormOf } from "../csv/csv-form.ts";
import { sightOf } from "../guards/sight.ts";
import type { AppParts } from "../parts.ts";
import { exportQuery, parseQuery } from "../query/query-parameters.ts";
import { createZonedFormat } from "../query/zoned-time.ts";
import { unknownDevice } from "./device-routes.ts";
import { exportCsvOperation, exportXlsxOperation } from "./history-operations.ts";
import { defineRoute } from "./route.ts";
import { sendStream } from "./send-stream.ts";

function devicesFor(
  ctx: Context,
  fleet: Fleet,
  asked: readonly string[] | undefined,
): readonly DeviceState[] {
  const states = fleet.states();
  const { sees } = sightOf(ctx.principal, fleet);
  const seen = [...states.values()].filter(({ device }) => sees(device));
  if (!asked) return seen.sort((a, b) => (a.device < b.device ? -1 : 1));
  return asked.map((device) => {
    const state = states.get(device);
    if (!state || !sees(device)) throw unknownDevice(device);
    return state;
  });
}

/** `davy_handheld 1_2026-11-23T140000Z_2026-11-23T180000Z_raw.csv`: who and when, in what every file system takes. */
function fileNameOf({ device, from, to, resolution }: FileNameParts, ending: string): string {
  const stamp = (ms: number) => new Date(ms).toISOString().replace(/\.\d+/, "").replaceAll(":", "");
  const owner = device ? nameDevices(device) : "all devices";
  const safeOwner = owner.replaceAll(/[/\\:*?"<>|\p{Cc}]/gu, "_");
  return `davy_${safeOwner}_${stamp(from)}_${stamp(to)}_${resolution}.${ending}`;
}

interface FileNameParts {
  readonly device?: readonly string[] | undefined;
  readonly from: number;
  readonly to: number;
  readonly resolution: string;
}

/** `GET /api/v1/export.csv`. */
const csv = defineRoute({
  method: "GET",
  path: PATHS.exportCsv,
  operation: exportCsvOperation,
  permission: "export",
  handle:
    ({ archive, fleet, now }: Pick<AppParts, "archive" | "fleet" | "now">) =>
    (ctx) => {
      const query = parseQuery(exportQuery, ctx.query, now());
      const form = csvFormOf(query, ctx.acceptsLanguages());
      const devices = devicesFor(ctx, fleet, query.device);
      const formatTime = createZonedFormat(query.tz);
      ctx.attachment(fileNameOf(query, "csv"));
      ctx.type = "text/csv; charset=utf-8";
      ctx.vary("Accept-Language");
      const request = { ...query, devices, form, formatTime, now: now() };
      sendStream(ctx, Readable.from(exportCsv(archive, request)));
    },
});

const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** Few ask for it, and it is large. */
const loadXlsx = late(() => import("../xlsx/xlsx-export.ts"));

/** `GET /api/v1/export.xlsx`. */
const xlsx = defineRoute({
  method: "GET",
  path: PATHS.exportXlsx,
  operation: exportXlsxOperation,
  permission: "export",
  handle:
    ({ archive, fleet, now }: Pick<AppParts, "archive" | "fleet" | "now">) =>
    async (ctx) => {
      const query = parseQuery(exportQuery, ctx.query, now());
      const devices = devicesFor(ctx, fleet, query.device);
      const { exportXlsx } = await loadXlsx();
      ctx.attachment(fileNameOf(query, "xlsx"));
      ctx.type = XLSX;
      const request = { ...query, devices, formatTime: createZonedFormat(query.tz), now: now() };
      sendStream(ctx, exportXlsx(archive, request));
    },
});

/** Readings as files. */
export const exportRoutes = [csv, xlsx];
