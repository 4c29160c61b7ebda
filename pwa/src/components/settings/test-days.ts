// How often the instruments of a site are to be tested, where their own settings do not say otherwise.

import { msg, str } from "@lit/localize";
import type { TemplateResult } from "lit";
import type { Site, SitePatch } from "../../../../shared/rules/site.ts";
import { choiceField } from "./choice-field.ts";
import type { Option } from "./settings-options.ts";

/** Usual spans between tests, days. */
const USUAL_DAYS = [1, 7, 14, 30, 60, 90, 180, 365] as const;

function options(chosen: number | null): Option[] {
  const days = chosen === null ? [...USUAL_DAYS] : [...new Set([...USUAL_DAYS, chosen])];
  return [
    { value: "", text: msg("Never", { id: "site.testsNever" }) },
    ...days
      .sort((a, b) => a - b)
      .map((count) => ({
        value: String(count),
        text:
          count === 1
            ? msg("Each day", { id: "site.testsDaily" })
            : msg(str`Every ${count} days`, { id: "site.testsDays" }),
      })),
  ];
}

/** One choice for bump tests and one for calibrations. */
export function testDaysFields(
  { bumpDays, calibrationDays }: Pick<Site, "bumpDays" | "calibrationDays">,
  onChange: (patch: SitePatch) => void,
): readonly TemplateResult[] {
  const daysOf = (value: string) => (value === "" ? null : Number(value));
  return [
    choiceField({
      id: "bump-days",
      label: msg("Bump tests", { id: "site.bumpDays" }),
      options: options(bumpDays),
      chosen: String(bumpDays ?? ""),
      onChange: (value) => onChange({ bumpDays: daysOf(value) }),
    }),
    choiceField({
      id: "calibration-days",
      label: msg("Calibrations", { id: "site.calibrationDays" }),
      options: options(calibrationDays),
      chosen: String(calibrationDays ?? ""),
      note: msg("An overdue test is an alarm of low priority. A device's own settings may say otherwise.", {
        id: "site.testsNote",
      }),
      onChange: (value) => onChange({ calibrationDays: daysOf(value) }),
    }),
  ];
}
