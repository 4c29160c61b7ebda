// What holds for the whole site.

import type { Actor } from "../../../shared/entries/actor.ts";
import { createTurns } from "../../../shared/ground/in-turn.ts";
import { alarmsLessenedBy } from "../../../shared/rules/dangers.ts";
import { applySite, type SitePatch, undoSite } from "../../../shared/rules/site.ts";
import { PATHS, type SiteAnswer } from "../../../shared/wire/api.ts";
import { readPatch } from "../bodies/json-patch.ts";
import { siteRequest } from "../bodies/site-patch.ts";
import { createActors } from "../guards/actors.ts";
import { HttpError } from "../guards/error-handler.ts";
import type { AppParts } from "../parts.ts";
import { noQuery, parseQuery } from "../query/query-parameters.ts";
import { needsConfirmation, sentenceOfLessened } from "./danger-texts.ts";
import { defineRoute } from "./route.ts";
import { changeSiteOperation, getSiteOperation } from "./site-operations.ts";

type SiteParts = Pick<AppParts, "config" | "fleet" | "log" | "posted" | "site">;

/** A zone that would not hold is not kept: whoever set it would believe that it does. */
function assertZoneFree({ config }: SiteParts, { timeZone }: SitePatch): void {
  if (config.timeZone === undefined || timeZone === undefined || timeZone === config.timeZone) return;
  const message = `The server was started with the time zone ${config.timeZone}, which wins. Change or remove DAVY_TIME_ZONE where it is started.`;
  throw new HttpError(409, "time_zone_fixed", message);
}

interface SiteChange {
  readonly patch: SitePatch;
  readonly by: Actor;
  readonly isConfirmed: boolean;
}

/** Makes a change that may be made; resolves to the site after it. */
async function applyChange(parts: SiteParts, { patch, by, isConfirmed }: SiteChange): Promise<SiteAnswer> {
  const { site, fleet, log } = parts;
  assertZoneFree(parts, patch);
  const before = site.current();
  const { preset } = applySite(before, patch);
  const lessened =
    preset === before.preset ? [] : alarmsLessenedBy(preset, site.rules(), fleet.states().values());
  if (lessened.length > 0 && !isConfirmed) throw needsConfirmation([sentenceOfLessened(lessened, preset)]);
  if (Object.keys(patch).length === 0) return site.answer();
  const confirmed = lessened.length > 0 ? { confirmed: true as const } : {};
  await log.append([{ kind: "site", patch, was: undoSite(before, patch), by, ...confirmed }]);
  // The site hears of an entry before `append` resolves.
  return site.answer();
}

const getSite = defineRoute({
  method: "GET",
  path: PATHS.site,
  operation: getSiteOperation,
  permission: "read",
  handle:
    ({ site }: Pick<SiteParts, "site">) =>
    (ctx) => {
      parseQuery(noQuery, ctx.query);
      ctx.body = site.answer();
    },
});

const changeSite = defineRoute({
  method: "PATCH",
  path: PATHS.site,
  operation: changeSiteOperation,
  permission: "settings",
  handle: (parts: SiteParts) => {
    const { posted } = parts;
    const inTurn = createTurns();
    const actorOf = createActors(parts.config);
    return async (ctx) => {
      parseQuery(noQuery, ctx.query);
      const form = { posted, schema: siteRequest, code: "invalid_site" };
      const { confirm, ...patch } = await readPatch(ctx, form);
      ctx.body = await inTurn(() =>
        applyChange(parts, { patch, by: actorOf(ctx), isConfirmed: confirm === true }),
      );
    };
  },
});

/** The site, and the change of it. */
export const siteRoutes = [getSite, changeSite];
