import { PATHS } from "../../../shared/wire/api.ts";
import { takenUpAnswer } from "../docs/answer-schemas.ts";
import { foreignOrigin, jsonAnswer, notPossibleNow, type Operation, refusal } from "../docs/operation.ts";
import { HttpError } from "../guards/error-handler.ts";
import type { AppParts } from "../parts.ts";
import { defineRoute, type Handle } from "./route.ts";

const operation: Operation = {
  id: "replaySetAside",
  group: "The server",
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

function takeUp({ ingest }: Pick<AppParts, "ingest">): Handle {
  let isRunning = false;
  return async (ctx) => {
    if (isRunning)
      throw new HttpError(409, "replay_running", "A replay is under way. Try again when it has ended.");
    isRunning = true;
    try {
      ctx.body = await ingest.takeUp();
    } finally {
      isRunning = false;
    }
  };
}

/** `POST /api/v1/set-aside/replay`: takes up the entries that the archive could not take in. One at a time. */
export const setAsideRoute = defineRoute({
  method: "POST",
  path: PATHS.setAside,
  operation,
  permission: "admin",
  handle: takeUp,
});
