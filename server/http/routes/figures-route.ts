// Key figures of the alarms.

import * as z from "zod";
import type { AlarmEntry } from "../../../shared/entries/alarm.ts";
import { KINDS } from "../../../shared/entries/kinds.ts";
import { DAY_MS } from "../../../shared/ground/time.ts";
import { type AlarmFigures, FIGURES_PATH } from "../../../shared/wire/alarm-figures.ts";
import { figuresOf } from "../../../shared/wire/figures-of.ts";
import { alarmFigures } from "../docs/figures-schemas.ts";
import { jsonAnswer, notPossibleNow, type Operation, refusal } from "../docs/operation.ts";
import { sightOf } from "../guards/sight.ts";
import type { AppParts } from "../parts.ts";
import { fromParameter, parseQuery, toParameter } from "../query/query-parameters.ts";
import { defineRoute } from "./route.ts";

/** Longest time of one question, ms; without a beginning the last week. */
const MAX_MS = 400 * DAY_MS;
const USUAL_MS = 7 * DAY_MS;

const figuresQuery = z
  .object({
    from: fromParameter.optional(),
    to: toParameter.optional(),
    place: z.string({ error: "must be given once" }).max(100).optional().meta({ description: "A place." }),
  })
  .refine(({ from, to }) => from === undefined || to === undefined || (from < to && to - from <= MAX_MS), {
    message: "must be before to, and at most 400 days before it",
    path: ["from"],
  });

const operation: Operation = {
  id: "getAlarmFigures",
  group: "Alarms",
  summary: "Whether people can still answer all that is asked of them",
  description: [
    "How often alarms asked for an answer, how long answers took, floods, and which sensors ask most; of the last week where no time is given. Drills and what was measured long before it came do not count.",
    "As a measure: 6 an hour are acceptable for one person and 12 the most that can be managed (EEMUA 191); more than 10 within 10 minutes are a flood.",
  ],
  query: figuresQuery,
  answers: {
    200: jsonAnswer("The figures.", alarmFigures),
    400: refusal("A parameter is unfit; each is named."),
    503: notPossibleNow("The files of events cannot be read at present."),
  },
  curl: `'$URL${FIGURES_PATH}?from=now-30d'`,
};

/** Steps are read in pages of so many, and so many pages; beyond it the newest alone count. */
const PAGE_STEPS = 1_000;
const MAX_PAGES = 50;

type FigureParts = Pick<AppParts, "alarms" | "events" | "fleet" | "now">;

interface Range {
  readonly from: number;
  readonly to: number;
}

/** The steps of a time, newest first, and whether they are all. */
async function readSteps({ events }: FigureParts, range: Range) {
  const steps: AlarmEntry[] = [];
  let before: number | undefined;
  for (let pages = 0; pages < MAX_PAGES; pages += 1) {
    const page = await events.list({ ...range, kinds: ["alarm"], before, limit: PAGE_STEPS });
    for (const event of page.events) {
      const step = KINDS.get("alarm")?.parse(event) as AlarmEntry | undefined;
      if (step) steps.push(step);
    }
    before = page.before;
    if (before === undefined) return { steps, complete: true };
  }
  return { steps, complete: false };
}

/** `GET /api/v1/alarms/figures`. */
export const figuresRoute = defineRoute({
  method: "GET",
  path: FIGURES_PATH,
  operation,
  permission: "read",
  handle: (parts: FigureParts) => async (ctx) => {
    const now = parts.now();
    const { to = now, from = to - USUAL_MS, place } = parseQuery(figuresQuery, ctx.query, now);
    const { isAll, sees } = sightOf(ctx.principal, parts.fleet);
    const isAsked = ({ alarm }: Pick<AlarmEntry, "alarm">) =>
      (isAll || (alarm.device !== null && sees(alarm.device))) &&
      (place === undefined || alarm.place === place);
    const { steps, complete } = await readSteps(parts, { from, to });
    const open = parts.alarms.open(now).filter((alarm) => isAsked({ alarm }));
    const since = complete ? from : (steps.at(-1)?.at ?? from);
    ctx.body = figuresOf(steps.filter(isAsked).reverse(), {
      from: since,
      to: Math.min(to, now),
      now,
      open,
      complete,
    }) satisfies AlarmFigures;
  },
});
