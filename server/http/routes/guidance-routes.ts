// What to do at alarms, as the site has it written down.

import { createTurns } from "../../../shared/ground/in-turn.ts";
import { MAX_GUIDANCE, scopeKey } from "../../../shared/rules/guidance.ts";
import { GUIDANCE_PATH, type GuidanceAnswer } from "../../../shared/wire/guidance.ts";
import { guidanceRequest } from "../bodies/alarm-care.ts";
import { readPatch } from "../bodies/json-patch.ts";
import { guidanceAnswer } from "../docs/alarm-care-schemas.ts";
import { changeAnswers, jsonAnswer, type Operation, refusal } from "../docs/operation.ts";
import { createActors } from "../guards/actors.ts";
import { HttpError } from "../guards/error-handler.ts";
import type { AppParts } from "../parts.ts";
import { noQuery, parseQuery } from "../query/query-parameters.ts";
import { defineRoute } from "./route.ts";

const GROUP = "Guidance and tests";

const getOperation: Operation = {
  id: "getGuidance",
  group: GROUP,
  summary: "What to do at alarms, as the site has it written down",
  description: [
    "Texts for gases, levels and places, shown with the alarm and on displays. General ones, for every site, are the app's; these come before them. The stream's event `guidance` tells that they have changed.",
  ],
  answers: { 200: jsonAnswer("All of them.", guidanceAnswer), 400: refusal("A parameter is unfit.") },
  curl: `$URL${GUIDANCE_PATH}`,
};

const setOperation: Operation = {
  id: "setGuidance",
  group: GROUP,
  summary: "Write down what to do at the alarms of a scope",
  description: [
    "There is one text for each gas, level and place, null standing for all; at most 200 in all.",
  ],
  body: {
    contents: { "application/json": guidanceRequest },
    example: { gas: "H2S", level: "a2", place: "Pump house", text: "Leave by the north door. Call 112." },
  },
  answers: {
    200: jsonAnswer("All texts after the change.", guidanceAnswer),
    409: refusal("There are as many texts as may be."),
    ...changeAnswers,
  },
  curl: `-d '{"gas":null,"level":null,"place":null,"text":"Call 17"}' $URL${GUIDANCE_PATH}`,
};

type GuidanceParts = Pick<AppParts, "config" | "guidance" | "log" | "posted">;

const getGuidance = defineRoute({
  method: "GET",
  path: GUIDANCE_PATH,
  operation: getOperation,
  permission: "read",
  handle:
    ({ guidance }: Pick<GuidanceParts, "guidance">) =>
    (ctx) => {
      parseQuery(noQuery, ctx.query);
      ctx.body = { texts: guidance.texts() } satisfies GuidanceAnswer;
    },
});

const setGuidance = defineRoute({
  method: "POST",
  path: GUIDANCE_PATH,
  operation: setOperation,
  permission: "settings",
  handle: ({ config, guidance, log, posted }: GuidanceParts) => {
    const inTurn = createTurns();
    const actorOf = createActors(config);
    return async (ctx) => {
      parseQuery(noQuery, ctx.query);
      const change = await readPatch(ctx, { posted, schema: guidanceRequest, code: "invalid_guidance" });
      await inTurn(async () => {
        const was = guidance.texts().find((one) => scopeKey(one) === scopeKey(change))?.text ?? null;
        if (was === change.text) return;
        if (was === null && guidance.texts().length >= MAX_GUIDANCE)
          throw new HttpError(409, "full", `There are ${MAX_GUIDANCE} texts already. Take some away first.`);
        // The texts hear of an entry before `append` resolves.
        await log.append([{ kind: "guidance", ...change, was, by: actorOf(ctx) }]);
      });
      ctx.body = { texts: guidance.texts() } satisfies GuidanceAnswer;
    };
  },
});

/** Guidance. */
export const guidanceRoutes = [getGuidance, setGuidance];
