// When each display of the site shows that it can be heard.

import { msg } from "@lit/localize";
import { html, type TemplateResult } from "lit";
import { isClockTime } from "../../../../shared/rules/shifts.ts";
import type { Site, SitePatch } from "../../../../shared/rules/site.ts";

/** A time of the day; an empty field is never. */
export function soundTestField(
  { soundTest }: Pick<Site, "soundTest">,
  onChange: (patch: SitePatch) => void,
): TemplateResult {
  return html`<div class="choice">
      <label for="sound-test">${msg("Daily sound test of displays", { id: "site.soundTest" })}</label>
      <input
        id="sound-test"
        type="time"
        aria-describedby="sound-test-note"
        .value=${soundTest ?? ""}
        @change=${({ currentTarget: { value } }: Event & { currentTarget: HTMLInputElement }) =>
          onChange({ soundTest: isClockTime(value) ? value : null })}
      />
    </div>
    <p class="note" id="sound-test-note">
      ${msg("At this time by the site’s clock (UTC where it has no time zone) each paired display plays a short rising tone, which is no alarm. One whose test fails, or does not come within half an hour, raises an alarm. Empty: never.", { id: "site.soundTestNote" })}
    </p>`;
}
