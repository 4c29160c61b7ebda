import { msg } from "@lit/localize";
import { html, nothing, type TemplateResult } from "lit";
import type { PagedController } from "../../controllers/paged-controller.ts";

/** Asks for older entries of a list, or once more for those that did not come; nothing where there are none. */
export function moreButton<Item>(list: PagedController<Item>): TemplateResult | typeof nothing {
  const hasFailed = list.status === "failed";
  if (!hasFailed && !list.hasMore) return nothing;
  const word = hasFailed
    ? msg("Try again", { id: "shell.tryAgain" })
    : msg("Older ones", { id: "alarm.older" });
  return html`<button ?disabled=${list.status === "asking"} @click=${() => void list.more()}>${word}</button>`;
}
