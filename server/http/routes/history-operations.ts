// What the routes of history say of themselves.

import * as z from "zod";
import { RESOLUTIONS } from "../../../shared/history/slice.ts";
import { PATHS } from "../../../shared/wire/api.ts";
import { historyAnswer, rawSlice, rollUpSlice } from "../docs/answer-schemas.ts";
import { jsonAnswer, type Operation, refusal } from "../docs/operation.ts";
import { exportQuery, historyQuery } from "../query/query-parameters.ts";
import { deviceParams, EXAMPLE_DEVICE, unknownDeviceAnswer } from "./device-operations.ts";

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
const RANGE = "device=handheld%201&from=2026-11-23T14:00:00Z&to=2026-11-23T18:00:00Z";

/** `GET /api/v1/devices/:id/history/:resolution/:slice`. */
export const getSliceOperation: Operation = {
  id: "getSlice",
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
    404: unknownDeviceAnswer,
  },
  curl: `$URL${EXAMPLE_DEVICE}/history/minute/2026-11-23`,
};

/** `GET /api/v1/history`. */
export const getHistoryOperation: Operation = {
  id: "getHistory",
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
    404: unknownDeviceAnswer,
  },
  curl: `'$URL${PATHS.history}?${RANGE}'`,
};

/** `GET /api/v1/export.csv`. */
export const exportCsvOperation: Operation = {
  id: "exportCsv",
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
    404: unknownDeviceAnswer,
  },
  curl: `-OJ '$URL${PATHS.exportCsv}?${RANGE}'`,
};

/** `GET /api/v1/export.xlsx`. */
export const exportXlsxOperation: Operation = {
  id: "exportXlsx",
  group: "History",
  summary: "History as an Excel workbook",
  description: [
    "The rows and columns of `export.csv` as XLSX, streamed: times are dates, numbers numbers, and text is text, never a formula. A sheet's times have no zone; the name of their column says which (`tz`, else UTC; in zones with summer time an hour of the year is there twice).",
    "Beyond 1,048,576 rows a further sheet begins. A workbook of more than 4 GB breaks off: ask for less, or for CSV. `separator` and `decimal` mean nothing here.",
  ],
  query: exportQuery,
  answers: {
    200: {
      description: "The workbook.",
      contents: { "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": z.string() },
      headers: { "Content-Disposition": "A file name with device, range and resolution." },
    },
    400: refusal("A parameter is missing or unfit; each is named."),
    404: unknownDeviceAnswer,
  },
  curl: `-OJ '$URL${PATHS.exportXlsx}?${RANGE}'`,
};
