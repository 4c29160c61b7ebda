// Alarms on phones: what a browser gives to be told, and what it is told.

import type { AlarmPriority } from "../entries/alarm.ts";

export const PUSH_PATH = "/api/v1/push";

/** Most phones of a person, and of all together. */
export const PUSH_BOUNDS = { person: 10, all: 500 } as const;

/** The body of `PUT /api/v1/push`: a subscription as a browser gives it; binary members are base64url. */
export interface PushPhone {
  /** The address of the browser's maker for this browser. */
  readonly endpoint: string;
  readonly p256dh: string;
  readonly auth: string;
  /** The server's key under which the browser subscribed. */
  readonly key: string;
}

/** The answer of `GET /api/v1/push`. */
export interface PushAnswer {
  /** What a browser subscribes with; null while no channel leads to phones. */
  readonly key: string | null;
  /** Whether this session's browser is told, as far as the server knows. */
  readonly isOn: boolean;
}

/** An alarm as a phone shows it, in the site's language. */
export interface PushedAlarm {
  readonly id: string;
  readonly title: string;
  readonly body: string;
  readonly priority: AlarmPriority;
  /** Since when, unix ms. */
  readonly at: number;
  /** Whether it asks anew: else it quietly takes the place of what was shown of it. */
  readonly isLoud: boolean;
}

/** What is pushed. `more`: so many alarms had no room; `title` and `body` are of the whole. */
export interface PushedMessage {
  readonly title: string;
  readonly body: string;
  readonly alarms: readonly PushedAlarm[];
  readonly more: number;
}

function isAlarm(value: unknown): value is PushedAlarm {
  if (typeof value !== "object" || value === null) return false;
  const { id, title, body, priority, at, isLoud } = value as Partial<Record<keyof PushedAlarm, unknown>>;
  const areTexts = [id, title, body, priority].every((text) => typeof text === "string");
  return areTexts && typeof at === "number" && typeof isLoud === "boolean";
}

/** What was pushed; undefined for what another version says. */
export function parsePushed(value: unknown): PushedMessage | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { title, body, alarms, more } = value as Partial<Record<keyof PushedMessage, unknown>>;
  if (typeof title !== "string" || typeof body !== "string" || typeof more !== "number") return undefined;
  return Array.isArray(alarms) && alarms.every(isAlarm) ? { title, body, alarms, more } : undefined;
}
