// The words of a report.

import { msg, str } from "@lit/localize";
import type { LimitedExposure } from "../../../../shared/wire/exposure.ts";
import type { Format } from "../../i18n/format.ts";

/** Figures of exposure are printed with as many digits as a limit of the size deserves. */
function digitsOf(limit: number | null): number {
  if (limit === null || limit >= 100) return 1;
  return limit >= 10 ? 2 : 3;
}

/** `16.0 (mean 21.3)`: what is sure, and the mean where it is another. */
export function exposureText({ low, mean, limit }: LimitedExposure, format: Format): string {
  const digits = digitsOf(limit);
  const sure = format.number(low, digits);
  if (mean === null) return msg(str`at least ${sure}`, { id: "report.atLeast" });
  const told = format.number(mean, digits);
  return told === sure ? sure : msg(str`${told} (sure: ${sure})`, { id: "report.sure" });
}

/** `limit 35, reached` */
export function limitWords({ limit, reached }: LimitedExposure, format: Format): string {
  if (limit === null) return msg("no limit known", { id: "report.noLimit" });
  const figure = format.number(limit, Number.isInteger(limit) ? 0 : 2);
  return reached
    ? msg(str`limit ${figure}: reached`, { id: "report.reached" })
    : msg(str`limit ${figure}: not reached`, { id: "report.notReached" });
}

/** `93 % known` */
export function knownText({ coverage }: Pick<LimitedExposure, "coverage">, format: Format): string {
  return msg(str`${format.percent(coverage * 100)} known`, { id: "report.known" });
}
