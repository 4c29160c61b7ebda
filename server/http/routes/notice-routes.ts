// Where notices are set up, for admins.

import type { Actor } from "../../../shared/entries/actor.ts";
import { PRIORITIES } from "../../../shared/entries/alarm.ts";
import type { ChannelSetup, NoticeRule } from "../../../shared/entries/notice.ts";
import {
  type ChannelAnswer,
  type ChannelRequest,
  NOTICE_PATHS,
  type NoticeSetupAnswer,
  type RuleAnswer,
  type TrialAnswer,
} from "../../../shared/wire/notices.ts";
import type { Channel } from "../../notices/notices.ts";
import { readPatch } from "../bodies/json-patch.ts";
import { channelRequest, ruleRequest, trialRequest } from "../bodies/notice-bodies.ts";
import { createActors } from "../guards/actors.ts";
import type { AppParts } from "../parts.ts";
import { noQuery, parseQuery } from "../query/query-parameters.ts";
import {
  addChannelOperation,
  addRuleOperation,
  changeChannelOperation,
  changeRuleOperation,
  getNoticeSetupOperation,
  removeChannelOperation,
  removeRuleOperation,
  tryChannelOperation,
} from "./notice-operations.ts";
import { defineRoute, type Route, type RouteContext } from "./route.ts";

type NoticeParts = Pick<AppParts, "config" | "desk" | "notices" | "posted">;

const CHANNEL_FORM = { schema: channelRequest, code: "invalid_channel" };
const RULE_FORM = { schema: ruleRequest, code: "invalid_rule" };

function presentChannel(
  { id, setup, ...state }: Channel,
  { desk }: Pick<NoticeParts, "desk">,
): ChannelAnswer {
  const { name, kind, address, preset, user, from, prefix, everyMinutes, ca } = setup;
  const members = { preset, user, from, prefix, everyMinutes, ca };
  const given = Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
  return {
    id,
    name,
    kind,
    address,
    ...(given as Partial<ChannelSetup>),
    secrets: desk.secretsOf(id),
    ...state,
  };
}

/** Whether a rule tells somebody of each alarm of the most urgent kind, wherever and whenever it is. */
function coversCritical({ priorities, places, times }: NoticeRule): boolean {
  return priorities.includes(PRIORITIES[3]) && places === null && times === null;
}

const getSetup = defineRoute({
  method: "GET",
  path: NOTICE_PATHS.setup,
  operation: getNoticeSetupOperation,
  permission: "admin",
  handle: (parts: NoticeParts) => (ctx) => {
    parseQuery(noQuery, ctx.query);
    const rules = [...parts.notices.rules()];
    ctx.body = {
      channels: parts.notices.channels().map((channel) => presentChannel(channel, parts)),
      rules: rules.map(([id, rule]) => ({ id, ...rule })),
      coversCritical: rules.some(([, rule]) => coversCritical(rule)),
    } satisfies NoticeSetupAnswer;
  },
});

/** A change that an admin asks for: of what the path names, by whom. */
interface Asked {
  readonly ctx: RouteContext;
  readonly parts: NoticeParts;
  readonly id: string;
  readonly by: Actor;
}

/** A route by which an admin changes something. */
function changeRoute(
  where: Pick<Route, "method" | "path" | "operation">,
  change: (asked: Asked) => Promise<void>,
): Route<NoticeParts> {
  return defineRoute({
    ...where,
    permission: "admin",
    handle: (parts: NoticeParts) => {
      const actorOf = createActors(parts.config);
      return (ctx) => {
        parseQuery(noQuery, ctx.query);
        return change({ ctx, parts, id: ctx.params["id"] ?? "", by: actorOf(ctx) });
      };
    },
  });
}

function readChannel({ ctx, parts }: Asked): Promise<ChannelRequest> {
  return readPatch(ctx, { posted: parts.posted, ...CHANNEL_FORM });
}

function readRule({ ctx, parts }: Asked): Promise<NoticeRule> {
  return readPatch(ctx, { posted: parts.posted, ...RULE_FORM });
}

const CHANNEL = `${NOTICE_PATHS.channels}/:id`;
const RULE = `${NOTICE_PATHS.rules}/:id`;

const addChannel = changeRoute(
  { method: "POST", path: NOTICE_PATHS.channels, operation: addChannelOperation },
  async (asked) => {
    const { ctx, parts, by } = asked;
    const id = await parts.desk.addChannel(await readChannel(asked), by);
    ctx.status = 201;
    ctx.body = presentChannel(parts.desk.channel(id), parts);
  },
);

const changeChannel = changeRoute(
  { method: "PUT", path: CHANNEL, operation: changeChannelOperation },
  async (asked) => {
    const { ctx, parts, id, by } = asked;
    await parts.desk.changeChannel(id, await readChannel(asked), by);
    ctx.body = presentChannel(parts.desk.channel(id), parts);
  },
);

const removeChannel = changeRoute(
  { method: "DELETE", path: CHANNEL, operation: removeChannelOperation },
  async ({ ctx, parts, id, by }) => {
    await parts.desk.removeChannel(id, by);
    ctx.status = 204;
  },
);

const tryChannel = changeRoute(
  { method: "POST", path: `${CHANNEL}/trials`, operation: tryChannelOperation },
  async ({ ctx, parts, id }) => {
    const form = { posted: parts.posted, schema: trialRequest, code: "invalid_trial" };
    const { to = "" } = await readPatch(ctx, form);
    ctx.body = (await parts.desk.trial(id, to)) satisfies TrialAnswer;
  },
);

const addRule = changeRoute(
  { method: "POST", path: NOTICE_PATHS.rules, operation: addRuleOperation },
  async (asked) => {
    const { ctx, parts, by } = asked;
    const rule = await readRule(asked);
    const id = await parts.desk.addRule(rule, by);
    ctx.status = 201;
    ctx.body = { id, ...rule } satisfies RuleAnswer;
  },
);

const changeRule = changeRoute(
  { method: "PUT", path: RULE, operation: changeRuleOperation },
  async (asked) => {
    const { ctx, parts, id, by } = asked;
    const rule = await readRule(asked);
    await parts.desk.changeRule(id, rule, by);
    ctx.body = { id, ...rule } satisfies RuleAnswer;
  },
);

const removeRule = changeRoute(
  { method: "DELETE", path: RULE, operation: removeRuleOperation },
  async ({ ctx, parts, id, by }) => {
    await parts.desk.removeRule(id, by);
    ctx.status = 204;
  },
);

/** Channels and rules. */
export const noticeRoutes = [
  getSetup,
  addChannel,
  changeChannel,
  removeChannel,
  tryChannel,
  addRule,
  changeRule,
  removeRule,
];
