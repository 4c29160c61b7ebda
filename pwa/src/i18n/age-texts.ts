// Ages in words.

import { msg } from "@lit/localize";
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
