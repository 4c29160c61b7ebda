// The interface of notices: who is told of alarms, by which ways, and what became of it. Times are unix ms.

import type { AlarmTransition } from "../entries/alarm.ts";
import type { ChannelSetup, NoticeRule, NoticeStatus } from "../entries/notice.ts";

export const NOTICE_PATHS = {
  setup: "/api/v1/notices/setup",
  channels: "/api/v1/notices/channels",
  rules: "/api/v1/notices/rules",
  log: "/api/v1/notices",
  csv: "/api/v1/notices.csv",
} as const;

/** The path of one channel. */
export function channelPath(id: string): string {
  return `${NOTICE_PATHS.channels}/${encodeURIComponent(id)}`;
}

/** The path of one rule. */
export function rulePath(id: string): string {
  return `${NOTICE_PATHS.rules}/${encodeURIComponent(id)}`;
}

/** What a channel may have that is told to nobody. */
export const SECRET_NAMES = ["url", "key", "password"] as const;
export type SecretName = (typeof SECRET_NAMES)[number];

/** Most channels and rules, steps of a rule, and targets of a step. */
export const NOTICE_BOUNDS = { channels: 20, rules: 50, steps: 2, targets: 20 } as const;

/**
 * A channel as it is to be. `url` (of a webhook or heartbeat), `key` and `password` are told to nobody afterwards: absent, they stay as
 * they are; null takes them away. Mail servers and brokers have an `address`; of a `url` the server makes it.
 */
export interface ChannelRequest extends Omit<ChannelSetup, "address"> {
  readonly address?: string;
  readonly url?: string;
  readonly key?: string | null;
  readonly password?: string | null;
}

/** A channel. */
export interface ChannelAnswer extends ChannelSetup {
  readonly id: string;
  /** Which secrets are kept. */
  readonly secrets: readonly SecretName[];
  /** Notices that wait for it, and since when the longest does. */
  readonly waiting: number;
  readonly waitingSince: number | null;
  readonly isFailing: boolean;
}

export interface RuleAnswer extends NoticeRule {
  readonly id: string;
}

/** The answer of `GET /api/v1/notices/setup`. */
export interface NoticeSetupAnswer {
  readonly channels: readonly ChannelAnswer[];
  readonly rules: readonly RuleAnswer[];
  /** Whether some rule tells somebody of each critical alarm, wherever and whenever it is. */
  readonly coversCritical: boolean;
}

/** What became of a trial: what the receiver said, or why it did not go. */
export interface TrialAnswer {
  readonly isSent: boolean;
  readonly answer: string;
}

/** One line of the delivery log. */
export interface NoticeRow {
  readonly seq: number;
  readonly at: number;
  readonly status: NoticeStatus;
  readonly channel: string;
  /** The channel's name now; its id where it was removed. */
  readonly channelName: string;
  readonly to: string;
  /** Empty where it follows from no rule: trials. */
  readonly ruleName: string;
  /** 0: it informs who was told before. */
  readonly step: number;
  /** Null for a trial. */
  readonly transition: AlarmTransition | null;
  readonly alarm: string;
  readonly device: string;
  /** What the receiver said, or why it did not go. */
  readonly answer: string;
}

/** A page of `GET /api/v1/notices`, newest first. */
export interface NoticesAnswer {
  readonly notices: readonly NoticeRow[];
  readonly cursor?: string;
}
