// Ages in words, and what is in doubt about them.

import { msg, str } from "@lit/localize";
import type { Age } from "../../../shared/fleet/freshness.ts";
import type { Format } from "./format.ts";

/** Said beside the time of data, until the server has said what time it is. */
export function ageUnknown(): string {
  return msg("age unknown", { id: "shell.ageUnknown" });
}

/** The age of what is not live; where it is not known, the server's time of the data, which is. */
export function ageText({ at, ageMs }: Age, format: Format): string {
  return ageMs === undefined ? `${format.dateTime(at)}, ${ageUnknown()}` : format.since(ageMs);
}

/** The same where there is little room, in parts between which a line may break. */
export function shortAgeTexts({ at, ageMs }: Age, format: Format): string[] {
  return ageMs === undefined ? [format.dateTime(at), ageUnknown()] : [format.duration(ageMs)];
}

/** What is in doubt about the time of a reading; empty where nothing is. */
export function doubtText({ behindMs }: { readonly behindMs?: number }, format: Format): string {
  if (behindMs === undefined) return "";
  const span = format.span(behindMs);
  return msg(str`clock ${span} behind, or readings arrive late`, { id: "shell.behind" });
}

/** What there is to say of a clock that cannot be believed. */
export function clockUnsetText(): string {
  return msg("clock not set", { id: "shell.clockUnset" });
}
