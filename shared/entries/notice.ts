// Notices: messages about alarms to somebody who is not looking; who is told what, and by which way.

import type { Alarm, AlarmPriority, AlarmTransition } from "./alarm.ts";
import type { EventEntry } from "./entry.ts";

/**
 * Ways out. `push`: to the phones of people who switched it on, by the servers of their browsers' makers. `heartbeat` tells something
 * outside that the server lives: it carries no notices.
 */
export const CHANNEL_KINDS = ["webhook", "mail", "mqtt", "push", "heartbeat"] as const;
export type ChannelKind = (typeof CHANNEL_KINDS)[number];

/** What a webhook's receiver understands. `generic`: Davy's own JSON; `slack`: `{text}`, as Slack, Mattermost and Rocket.Chat take it. */
export const WEBHOOK_PRESETS = ["generic", "ntfy", "slack"] as const;
export type WebhookPreset = (typeof WEBHOOK_PRESETS)[number];

/** A way out as the log has it: nothing in it is secret. What a kind does not need is absent. */
export interface ChannelSetup {
  readonly name: string;
  readonly kind: ChannelKind;
  /** Where it leads: scheme, host and port; empty for pushes. What else the address of a webhook has may be a secret. */
  readonly address: string;
  readonly preset?: WebhookPreset;
  /** Who signs in, at a mail server or broker. */
  readonly user?: string;
  /** The sender of mails; whom the makers of browsers write to about pushes. */
  readonly from?: string;
  /** What the topics of a broker begin with. */
  readonly prefix?: string;
  /** How often a heartbeat is sent. */
  readonly everyMinutes?: number;
  /** Certificates that the receiver is trusted by beside those of public authorities, PEM. */
  readonly ca?: string;
}

/** Whom a step tells. `to` is a mail address; empty where the channel leads to one place alone. */
export interface NoticeTarget {
  readonly channel: string;
  readonly to: string;
}

/** Who is told when nobody has answered for so long. */
export interface NoticeStep {
  readonly afterMinutes: number;
  readonly targets: readonly NoticeTarget[];
}

/**
 * A shift: days of the week (1 Monday to 7 Sunday) on which it begins, `HH:MM` in the site's time zone. It may end on the next day.
 * `shift` names one of the site's: then its times hold, and these only where the site has none of that name any more.
 */
export interface NoticeTimes {
  readonly days: readonly number[];
  readonly shift?: string;
  readonly from: string;
  readonly to: string;
}

/** Who is told of what. */
export interface NoticeRule {
  readonly name: string;
  readonly priorities: readonly AlarmPriority[];
  /** Null: all, and what is of no place. */
  readonly places: readonly string[] | null;
  /** Null: at any time. */
  readonly times: readonly NoticeTimes[] | null;
  /** Whether drills and tests of instruments are told as well. */
  readonly drills: boolean;
  readonly steps: readonly NoticeStep[];
}

/** A channel or a rule was set up or changed; null: removed. */
export interface NoticeSetupEntry extends EventEntry {
  readonly kind: "notice-setup";
  readonly what: "channel" | "rule";
  readonly id: string;
  readonly record: ChannelSetup | NoticeRule | null;
}

/** `failing`: it was tried and did not go; it is tried again. `dropped`: it is not any more. */
export const NOTICE_STATUSES = ["queued", "failing", "sent", "dropped"] as const;
export type NoticeStatus = (typeof NOTICE_STATUSES)[number];

/**
 * What becomes of a notice. `source` is the seq of the step of the alarm that it tells of, 0 for a trial; `step` is 0 where it
 * only informs who was told before.
 */
export interface NoticeEntry extends EventEntry {
  readonly kind: "notice";
  readonly key: string;
  readonly source: number;
  readonly rule: string;
  readonly step: number;
  readonly channel: string;
  readonly to: string;
  readonly status: NoticeStatus;
  /** What the receiver said, or why it did not go. */
  readonly answer?: string;
  /** Of which step of which alarm; null for a trial. `queued` alone has the alarm whole. */
  readonly transition: AlarmTransition | null;
  readonly alarm: string;
  readonly device: string;
  readonly record?: Alarm;
}

/** Each without what the log gives it. */
export type NoticeDraft = Omit<NoticeEntry, "seq" | "at">;
export type NoticeSetupDraft = Omit<NoticeSetupEntry, "seq" | "at">;

/** What makes a notice one. */
export type NoticeName = Pick<NoticeEntry, "source" | "rule" | "step" | "channel" | "to">;

/** The key of what becomes of a notice: the same for the same, whoever finds it. */
export function noticeKey({ source, rule, step, to, channel }: NoticeName, status: NoticeStatus): string {
  return `notice/${source}/${rule}/${step}/${to}/${channel}/${status}`;
}
