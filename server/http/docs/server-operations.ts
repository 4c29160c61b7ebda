// How the server itself is, and what describes it.

import { z } from "zod";
import { PATHS } from "../../../shared/wire/api.ts";
import { clientError } from "../routes/client-error-route.ts";
import { healthAnswer, takenUpAnswer } from "./answer-schemas.ts";
import { foreignOrigin, jsonAnswer, notPossibleNow, type Operation, refusal } from "./operation.ts";

const GROUP = "The server";

const health: Operation = {
  id: "getHealth",
  method: "get",
  path: PATHS.health,
  group: GROUP,
  summary: "Whether the server is well, with reasons",
  answers: {
    200: jsonAnswer("Readings are taken; `degraded` names what needs a look.", healthAnswer),
    503: jsonAnswer("Readings are not taken.", healthAnswer),
  },
  curl: `$URL${PATHS.health}`,
};

const metrics: Operation = {
  id: "getMetrics",
  method: "get",
  path: PATHS.metrics,
  group: GROUP,
  summary: "Figures for Prometheus",
  answers: { 200: { description: "Prometheus text.", contents: { "text/plain": z.string() } } },
  curl: `$URL${PATHS.metrics}`,
};

const clientErrors: Operation = {
  id: "reportClientError",
  method: "post",
  path: PATHS.clientErrors,
  group: GROUP,
  summary: "An error of a page, for the server's log",
  description: ["The app reports what it did not catch. At most 10 a minute from an address and 100 in all."],
  body: {
    contents: { "application/json": clientError },
    example: {
      build: "0123456789ab",
      view: "overview",
      part: "device-card",
      message: "TypeError: x is undefined",
      stack: "at DeviceCard.render (main.js:1:2345)",
    },
  },
  answers: {
    204: { description: "It is in the log." },
    400: refusal("It is not such a report; the sentence says what is wrong."),
    403: foreignOrigin,
    413: refusal("The body is too long."),
    429: notPossibleNow("Too many reports within a minute."),
  },
  curl: `-d '{"build":"0123456789ab","view":"overview","part":"device-card","message":"x","stack":""}' $URL${PATHS.clientErrors}`,
};

const replay: Operation = {
  id: "replaySetAside",
  method: "post",
  path: PATHS.setAside,
  group: GROUP,
  summary: "Take up again what the archive has set aside",
  description: [
    "Entries that the archive could not take in lie in `set-aside/` of the data folder, each with its reason; `/healthz` tells of them. What can be taken in by now is; the rest stays.",
  ],
  answers: {
    200: jsonAnswer("What became of them.", takenUpAnswer),
    403: foreignOrigin,
    409: refusal("Another replay is under way."),
    503: notPossibleNow("Readings cannot be kept at present."),
  },
  curl: `-X POST $URL${PATHS.setAside}`,
};

const backup: Operation = {
  id: "getBackup",
  method: "get",
  path: PATHS.backup,
  group: GROUP,
  summary: "The data folder as a tar archive",
  description: ["Consistent, while the server runs. Starting on the unpacked folder restores it."],
  answers: {
    200: {
      description: "The archive.",
      contents: { "application/x-tar": z.string() },
      headers: { "Content-Disposition": "A file name with the time." },
    },
    409: refusal("Another backup is under way."),
  },
  curl: `-OJ $URL${PATHS.backup}`,
};

const openapi: Operation = {
  id: "getOpenapi",
  method: "get",
  path: PATHS.openapi,
  group: GROUP,
  summary: "This description as OpenAPI 3.1",
  answers: { 200: jsonAnswer("The document.", z.looseObject({ openapi: z.literal("3.1.1") })) },
  curl: `$URL${PATHS.openapi}`,
};

const apiDocs: Operation = {
  id: "getApiDocs",
  method: "get",
  path: PATHS.apiDocs,
  group: GROUP,
  summary: "This description as a page",
  answers: { 200: { description: "The page.", contents: { "text/html": z.string() } } },
  curl: `$URL${PATHS.apiDocs}`,
};

export const serverOperations: readonly Operation[] = [
  health,
  metrics,
  clientErrors,
  backup,
  replay,
  openapi,
  apiDocs,
];
