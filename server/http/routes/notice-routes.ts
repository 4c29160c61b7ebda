// Where notices are set up, for admins.

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
import { defineRoute } from "./route.ts";

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

const addChannel = defineRoute({
  method: "POST",
  path: NOTICE_PATHS.channels,
  operation: addChannelOperation,
  permission: "admin",
  handle: (parts: NoticeParts) => {
    const actorOf = createActors(parts.config);
    return async (ctx) => {
      parseQuery(noQuery, ctx.query);
      const asked: ChannelRequest = await readPatch(ctx, { posted: parts.posted, ...CHANNEL_FORM });
      const id = await parts.desk.addChannel(asked, actorOf(ctx));
      ctx.status = 201;
      ctx.body = presentChannel(parts.desk.channel(id), parts);
    };
  },
});

const changeChannel = defineRoute({
  method: "PUT",
  path: `${NOTICE_PATHS.channels}/:id`,
  operation: changeChannelOperation,
  permission: "admin",
  handle: (parts: NoticeParts) => {
    const actorOf = createActors(parts.config);
    return async (ctx) => {
      parseQuery(noQuery, ctx.query);
      const { id = "" } = ctx.params;
      const asked: ChannelRequest = await readPatch(ctx, { posted: parts.posted, ...CHANNEL_FORM });
      await parts.desk.changeChannel(id, asked, actorOf(ctx));
      ctx.body = presentChannel(parts.desk.channel(id), parts);
    };
  },
});

const removeChannel = defineRoute({
  method: "DELETE",
  path: `${NOTICE_PATHS.channels}/:id`,
  operation: removeChannelOperation,
  permission: "admin",
  handle: (parts: NoticeParts) => {
    const actorOf = createActors(parts.config);
    return async (ctx) => {
      parseQuery(noQuery, ctx.query);
      await parts.desk.removeChannel(ctx.params["id"] ?? "", actorOf(ctx));
      ctx.status = 204;
    };
  },
});

const tryChannel = defineRoute({
  method: "POST",
  path: `${NOTICE_PATHS.channels}/:id/trials`,
  operation: tryChannelOperation,
  permission: "admin",
  handle: (parts: NoticeParts) => async (ctx) => {
    parseQuery(noQuery, ctx.query);
    const form = { posted: parts.posted, schema: trialRequest, code: "invalid_trial" };
    const { to = "" } = await readPatch(ctx, form);
    ctx.body = (await parts.desk.trial(ctx.params["id"] ?? "", to)) satisfies TrialAnswer;
  },
});

const addRule = defineRoute({
  method: "POST",
  path: NOTICE_PATHS.rules,
  operation: addRuleOperation,
  permission: "admin",
  handle: (parts: NoticeParts) => {
    const actorOf = createActors(parts.config);
    return async (ctx) => {
      parseQuery(noQuery, ctx.query);
      const rule: NoticeRule = await readPatch(ctx, { posted: parts.posted, ...RULE_FORM });
      const id = await parts.desk.addRule(rule, actorOf(ctx));
      ctx.status = 201;
      ctx.body = { id, ...rule } satisfies RuleAnswer;
    };
  },
});

const changeRule = defineRoute({
  method: "PUT",
  path: `${NOTICE_PATHS.rules}/:id`,
  operation: changeRuleOperation,
  permission: "admin",
  handle: (parts: NoticeParts) => {
    const actorOf = createActors(parts.config);
    return async (ctx) => {
      parseQuery(noQuery, ctx.query);
      const { id = "" } = ctx.params;
      const rule: NoticeRule = await readPatch(ctx, { posted: parts.posted, ...RULE_FORM });
      await parts.desk.changeRule(id, rule, actorOf(ctx));
      ctx.body = { id, ...rule } satisfies RuleAnswer;
    };
  },
});

const removeRule = defineRoute({
  method: "DELETE",
  path: `${NOTICE_PATHS.rules}/:id`,
  operation: removeRuleOperation,
  permission: "admin",
  handle: (parts: NoticeParts) => {
    const actorOf = createActors(parts.config);
    return async (ctx) => {
      parseQuery(noQuery, ctx.query);
      await parts.desk.removeRule(ctx.params["id"] ?? "", actorOf(ctx));
      ctx.status = 204;
    };
  },
});

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
