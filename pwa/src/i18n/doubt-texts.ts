// What is in doubt about the time of a reading.

import { msg, str } from "@lit/localize";
import { spanText } from "./lengths.ts";

/** What is in doubt about the time of a reading; empty where nothing is. */
export function doubtText({ behindMs }: { readonly behindMs?: number }): string {
  if (behindMs === undefined) return "";
  const span = spanText(behindMs);
  return msg(str`clock ${span} behind, or readings arrive late`, { id: "shell.behind" });
}

/** What there is to say of a clock that cannot be believed. */
export function clockUnsetText(): string {
  return msg("clock not set", { id: "shell.clockUnset" });
}
