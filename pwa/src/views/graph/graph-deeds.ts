// What the graph's page does for whoever looks: files, and links with fixed times, so that a colleague sees the same.

import { msg } from "@lit/localize";
import type { ReactiveController, ReactiveElement } from "lit";
import { SECOND_MS } from "../../../../shared/ground/time.ts";
import { SessionController } from "../../controllers/session-controller.ts";
import type { ChartCard } from "./chart-card.ts";
import { copyLink, type ExportNeeds, savePicture, saveTable, shareLink } from "./graph-exports.ts";
import type { Scene } from "./graph-scene.ts";
import { fixedAddress, type GraphState } from "./graph-state.ts";
import type { GraphDeed } from "./graph-toolbar.ts";
import type { LinkDialog } from "./link-dialog.ts";

/** How long it stands that a link was copied, ms. */
const WORD_MS = 4 * SECOND_MS;

/** What is at hand. */
interface DeedNeeds {
  readonly graph: GraphState;
  readonly scene: Scene;
  readonly card: ChartCard;
  readonly exports: ExportNeeds;
  readonly dialog: LinkDialog | null;
}

type FileDeed = Exclude<GraphDeed, "ask-range" | "window-reset" | "yesterday">;

/** Runs deeds; `word` says for a moment what became of the last one. */
export class GraphDeeds implements ReactiveController {
  word = "";
  readonly #host: ReactiveElement;
  readonly #session: SessionController;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveElement) {
    this.#host = host;
    this.#session = new SessionController(host);
    host.addController(this);
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
    this.word = "";
  }

  async run(deed: FileDeed, needs: DeedNeeds): Promise<void> {
    switch (deed) {
      case "csv":
        return saveTable(needs.exports);
      case "png":
        // A picture of what is on its way would say that there was nothing.
        if (needs.card.picture?.isComing) return this.#say(msg("Loading …", { id: "graph.loading" }));
        return savePicture(needs.exports, needs.card, this.#signature(needs.scene));
      case "share":
        if (await shareLink(this.#url(needs), needs.card.heading)) return;
        return this.#copy(needs);
      case "copy-link":
        return this.#copy(needs);
    }
  }

  #url({ graph, scene }: DeedNeeds): string {
    return new URL(fixedAddress(graph, scene.window), location.href).href;
  }

  async #copy(needs: DeedNeeds): Promise<void> {
    const url = this.#url(needs);
    if (await copyLink(url)) this.#say(msg("Link copied", { id: "graph.link.copied" }));
    else await needs.dialog?.show(url);
  }

  #say(word: string): void {
    this.word = word;
    this.#host.requestUpdate();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.word = "";
      this.#host.requestUpdate();
    }, WORD_MS);
  }

  #signature({ data, now }: Scene) {
    const { who } = this.#session;
    const { name } = data.site.current();
    return { site: name, who: who && "name" in who ? who.name : "", at: now };
  }
}
