// The way to this phone as a gateway: its code is fetched when somebody first asks for it, and it goes on for as long as the page lives,
// whichever view is looked at.

import type { BoundedStore } from "../../offline/bounded-store.ts";
import { orCodeMissing } from "./base/code-missing.ts";
import type { PageGateway } from "./gateway/page-gateway.ts";
import type { Ground } from "./page-ground.ts";

/** Makes the gateway once. */
export class GatewaySoon {
  readonly #ground: Ground;
  readonly #store: () => Promise<BoundedStore>;
  #gateway: Promise<PageGateway> | undefined;

  constructor(ground: Ground, store: () => Promise<BoundedStore>) {
    this.#ground = ground;
    this.#store = store;
  }

  /** Rejects while its code cannot be fetched; then it is tried again with the next call. */
  get(): Promise<PageGateway> {
    this.#gateway ??= this.#open().catch((error: unknown) => {
      this.#gateway = undefined;
      throw error;
    });
    return this.#gateway;
  }

  stop(): void {
    void this.#gateway?.then((gateway) => gateway.stop()).catch(() => undefined);
  }

  async #open(): Promise<PageGateway> {
    const { createPageGateway } = await orCodeMissing(import("./gateway/page-gateway.ts"));
    return createPageGateway({ ...this.#ground, store: await this.#store() });
  }
}
