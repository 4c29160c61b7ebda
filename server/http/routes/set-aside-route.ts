import type Router from "@koa/router";
import { PATHS } from "../../../shared/wire/api.ts";
import { HttpError } from "../guards/error-handler.ts";
import type { AppParts } from "../parts.ts";

/** Adds `POST /api/v1/set-aside/replay`: takes up the entries that the archive could not take in. One at a time. */
export function addSetAsideRoute(router: Router, { ingest }: Pick<AppParts, "ingest">): void {
  let isRunning = false;
  router.post(PATHS.setAside, async (ctx) => {
    if (isRunning)
      throw new HttpError(409, "replay_running", "A replay is under way. Try again when it has ended.");
    isRunning = true;
    try {
      ctx.body = await ingest.takeUp();
    } finally {
      isRunning = false;
    }
  });
}
