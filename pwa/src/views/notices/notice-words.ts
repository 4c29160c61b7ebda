// Words for channels, rules and what became of notices.

import { msg, str } from "@lit/localize";
import type { AlarmPriority, AlarmTransition } from "../../../../shared/entries/alarm.ts";
import type { ChannelKind, NoticeTimes, WebhookPreset } from "../../../../shared/entries/notice.ts";
import type { ChannelAnswer, NoticeRow, RuleAnswer } from "../../../../shared/wire/notices.ts";
import type { Format } from "../../i18n/format.ts";

interface Choice {
  readonly title: string;
  readonly means: string;
}

/** A kind of channel, and what it is for. */
export function kindText(kind: ChannelKind): Choice {
  switch (kind) {
    case "webhook":
      return {
        title: msg("Webhook", { id: "notices.webhook" }),
        means: msg("a siren, a PLC, a pager, an SMS gateway, Node-RED, ntfy, a chat", {
          id: "notices.webhookMeans",
        }),
      };
    case "mail":
      return {
        title: msg("Mail", { id: "notices.mail" }),
        means: msg("by a mail server of the site", { id: "notices.mailMeans" }),
      };
    case "mqtt":
      return {
        title: msg("MQTT", { id: "notices.mqtt" }),
        means: msg("the state of each alarm at a broker, for machines", { id: "notices.mqttMeans" }),
      };
    case "push":
      return {
        title: msg("Alarms on phones (push)", { id: "notices.push" }),
        means: msg(
          "the phones on which people switch them on, under “You”; needs the internet, on the server and on the phone",
          { id: "notices.pushMeans" },
        ),
      };
    case "heartbeat":
      return {
        title: msg("Heartbeat", { id: "notices.heartbeat" }),
        means: msg("something outside gives alarm when this server is no more", {
          id: "notices.heartbeatMeans",
        }),
      };
  }
}

export function presetText(preset: WebhookPreset): string {
  switch (preset) {
    case "generic":
      return msg("Davy’s JSON, signed", { id: "notices.generic" });
    case "ntfy":
      return "ntfy";
    case "slack":
      return msg("Slack, Mattermost, Rocket.Chat", { id: "notices.slack" });
  }
}

/** How urgent, in the words of alarms. */
export function priorityText(priority: AlarmPriority): string {
  switch (priority) {
    case "critical":
      return msg("A2, calls for help, and what hides them", { id: "notices.critical" });
    case "high":
      return msg("A1, and faults beside a gas alarm", { id: "notices.high" });
    case "medium":
      return msg("Faults, silence, channels that fail", { id: "notices.medium" });
    case "low":
      return msg("Low batteries and the like", { id: "notices.low" });
  }
}

/** Days of the week as a screen of this language calls them, from 1 Monday. */
export function dayText(day: number, locale: string): string {
  // A Monday.
  const monday = Date.UTC(2026, 10, 23);
  return new Intl.DateTimeFormat(locale, { weekday: "short", timeZone: "UTC" }).format(
    monday + (day - 1) * 86_400_000,
  );
}

function timesText({ days, shift, from, to }: NoticeTimes, locale: string): string {
  const named =
    days.length === 7
      ? msg("daily", { id: "notices.daily" })
      : days.map((day) => dayText(day, locale)).join(", ");
  return `${named} ${shift ?? `${from}–${to}`}`;
}

/** When and where a rule holds. */
export function whenText({ places, times, drills }: RuleAnswer, locale: string): string {
  const where = places === null ? msg("everywhere", { id: "notices.everywhere" }) : places.join(", ");
  const when =
    times === null
      ? msg("at any time", { id: "notices.always" })
      : times.map((one) => timesText(one, locale)).join("; ");
  const drilled = drills ? `; ${msg("drills as well", { id: "notices.drillsToo" })}` : "";
  return `${where}; ${when}${drilled}`;
}

/** Who is told by each step. */
export function stepsText({ steps }: RuleAnswer, channels: readonly ChannelAnswer[]): string[] {
  const nameOf = (id: string) => channels.find((one) => one.id === id)?.name ?? id;
  return steps.map(({ afterMinutes, targets }) => {
    const who = targets
      .map(({ channel, to }) => (to === "" ? nameOf(channel) : `${to} (${nameOf(channel)})`))
      .join(", ");
    return afterMinutes === 0
      ? msg(str`At once: ${who}`, { id: "notices.atOnce" })
      : msg(str`When nobody has answered after ${afterMinutes} min: ${who}`, { id: "notices.after" });
  });
}

/** How a channel stands. */
export function standingText({ waiting, waitingSince, isFailing }: ChannelAnswer, format: Format): string {
  if (waiting > 0 && waitingSince !== null)
    return msg(str`${waiting} notices wait, since ${format.dateTime(waitingSince)}`, {
      id: "notices.waiting",
    });
  return isFailing ? msg("fails", { id: "notices.fails" }) : "";
}

const ENDS: ReadonlySet<AlarmTransition | null> = new Set(["returned", "latched", "ended"]);

/** What a line of the delivery log was about. */
export function aboutText({ transition, step, device, ruleName }: NoticeRow): string {
  if (transition === null) return msg("trial", { id: "notices.trial" });
  const what = ENDS.has(transition)
    ? msg("end of an alarm", { id: "notices.endOf" })
    : msg("alarm", { id: "notices.alarmOf" });
  const stepped = step > 1 ? `, ${msg(str`step ${step}`, { id: "notices.step" })}` : "";
  const of = device === "" ? msg("the site itself", { id: "notices.siteItself" }) : device;
  return `${what}${stepped}: ${of}${ruleName === "" ? "" : ` (${ruleName})`}`;
}
