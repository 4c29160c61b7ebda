// What holds for the whole site, as this page knows it: as an earlier visit left it until the stream speaks, then as the
// stream tells it.

import { DEFAULT_SITE } from "../../../../shared/rules/site.ts";
import type { SiteAnswer } from "../../../../shared/wire/api.ts";
import type { SiteSource } from "../base/app-data.ts";
import { Topic } from "../base/topic.ts";

const UNKNOWN: SiteAnswer = { ...DEFAULT_SITE, timeZoneFixed: false };

/** Tells at once, also while the page is hidden: alarms go by it. */
export class PageSite implements SiteSource {
  /** The stream says what became of it, in the order of all changes. */
  readonly change: SiteSource["change"];
  readonly #changes = new Topic<undefined>();
  readonly subscribe = this.#changes.subscribe;
  #site: SiteAnswer | undefined;
  #isFromServer = false;

  constructor(change: SiteSource["change"]) {
    this.change = change;
  }

  current(): SiteAnswer {
    return this.#site ?? UNKNOWN;
  }

  isKnown(): boolean {
    return this.#site !== undefined;
  }

  /** What a later start begins with. */
  noted(): SiteAnswer | undefined {
    return this.#site;
  }

  /** Takes over what an earlier visit knew, unless the server has spoken. */
  restore(site: SiteAnswer): void {
    if (!this.#isFromServer) this.#tell(site);
  }

  /** The server said how the site is. */
  adopt(site: SiteAnswer): void {
    this.#isFromServer = true;
    this.#tell(site);
  }

  stop(): void {
    this.#changes.stop();
  }

  #tell(site: SiteAnswer): void {
    if (JSON.stringify(site) === JSON.stringify(this.#site)) return;
    this.#site = site;
    this.#changes.tell(undefined);
  }
}
