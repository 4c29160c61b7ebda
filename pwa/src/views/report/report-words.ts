// The words of a report.

import { msg, str } from "@lit/localize";
import type { Completeness } from "../../../../shared/rules/completeness.ts";
import type { CompletenessAnswer } from "../../../../shared/wire/completeness.ts";
import type { LimitedExposure, SensorExposure } from "../../../../shared/wire/exposure.ts";
import type { Format } from "../../i18n/format.ts";
import { spanText } from "../../i18n/lengths.ts";
import { limitOf, type Measured, measuredText } from "../../i18n/measured-text.ts";

/** What the figures of a sensor are of. */
export function measuredBy({ type, shownUnit }: SensorExposure): Measured {
  return { type, unit: shownUnit };
}

/** `16.0 (mean 21.3)`: what is sure, and the mean where it is another. */
export function exposureText({ low, mean, limit }: LimitedExposure, of: Measured, format: Format): string {
  const text = (value: number) => measuredText(value, { ...of, limit }, format);
  const sure = text(low);
  if (mean === null) return msg(str`at least ${sure}`, { id: "report.atLeast" });
  const told = text(mean);
  return told === sure ? sure : msg(str`${told} (sure: ${sure})`, { id: "report.sure" });
}

/** `limit 35, reached` */
export function limitWords({ limit, reached }: LimitedExposure, of: Measured, format: Format): string {
  if (limit === null) return msg("no limit known", { id: "report.noLimit" });
  const figure = limitOf({ ...of, limit }, format);
  return reached
    ? msg(str`limit ${figure}: reached`, { id: "report.reached" })
    : msg(str`limit ${figure}: not reached`, { id: "report.notReached" });
}

/** `93 % known` */
export function knownText({ coverage }: Pick<LimitedExposure, "coverage">, format: Format): string {
  return msg(str`${format.percent(coverage * 100)} known`, { id: "report.known" });
}

/** `27,950 of 28,800 readings, 97 %`; of a device whose rhythm nobody knows what came. */
export function receivedText({ received, expected }: Completeness, format: Format): string {
  const came = format.number(received, 0);
  if (expected === null && received === 1) return msg("1 reading", { id: "report.receivedOne" });
  if (expected === null) return msg(str`${came} readings`, { id: "report.received" });
  // All came is said of all alone.
  const part = Math.min(100, Math.floor((received / Math.max(1, expected)) * 100));
  return msg(str`${came} of ${format.number(expected, 0)} readings, ${format.percent(part)}`, {
    id: "report.receivedOf",
  });
}

/** `longest gap 12 min, 10:02 – 10:14` */
export function gapText({ longestGap }: Completeness, format: Format): string {
  if (!longestGap) return msg("no gap", { id: "report.noGap" });
  const { from, to } = longestGap;
  const times = `${format.time(from, from)} – ${format.time(to, to)}`;
  return msg(str`longest gap ${spanText(to - from)}, ${times}`, { id: "report.longestGap" });
}

/** `Battery 61 %, about 12 h left`; empty where it says nothing. */
function batteryText({ battery }: CompletenessAnswer, format: Format): string {
  if (!battery) return "";
  const charge = format.percent(battery.percent);
  if (battery.leftMs === null) return msg(str`battery ${charge}`, { id: "report.battery" });
  return msg(str`battery ${charge}, about ${spanText(battery.leftMs)} left`, { id: "report.batteryLeft" });
}

/** What came, the longest gap and the battery in a line. */
export function completenessText(answer: CompletenessAnswer, format: Format): string {
  const { total } = answer;
  return [receivedText(total, format), gapText(total, format), batteryText(answer, format)]
    .filter((text) => text !== "")
    .join("; ");
}

/** How the figures are made. */
export function methodText(): string {
  return msg(
    "15 min: the highest mean of 15 one-minute means. Shift: the sum of one-minute means divided by 480. Minutes of which nothing is known count as nothing in what is sure; the mean is told from 75 % known on.",
    { id: "report.method" },
  );
}
