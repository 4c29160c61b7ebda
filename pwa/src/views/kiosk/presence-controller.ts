// A display says that it is there, and hears how an admin wants it from now on.

import type { ReactiveController, ReactiveElement } from "lit";
import { SECOND_MS } from "../../../../shared/ground/time.ts";
import type { DisplayLook } from "../../../../shared/wire/displays.ts";
import { SessionController } from "../../controllers/session-controller.ts";
import type { Who } from "../../data/base/session.ts";

/** How often it says so, ms; after 60 s of silence the server writes that it is gone. */
const TELL_MS = 20 * SECOND_MS;

function isOther(before: DisplayLook, after: DisplayLook): boolean {
  const partsOf = ({ places, theme, language }: DisplayLook) => JSON.stringify([places, theme, language]);
  return partsOf(before) !== partsOf(after);
}

/** Tells the server of a paired display; on any other screen it tells nothing. */
export class PresenceController implements ReactiveController {
  readonly #host: ReactiveElement;
  readonly #session: SessionController;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(host: ReactiveElement) {
    this.#host = host;
    this.#session = new SessionController(host);
    host.addController(this);
  }

  /** Whoever is let in on this screen. */
  get who(): Who | undefined {
    return this.#session.who;
  }

  hostConnected(): void {
    this.#timer = setInterval(() => void this.#tell(), TELL_MS);
    void this.#host.updateComplete.then(() => this.#tell());
  }

  hostDisconnected(): void {
    clearInterval(this.#timer);
  }

  async #tell(): Promise<void> {
    const { data, who } = this.#session;
    if (!data || who?.kind !== "display") return;
    try {
      const verbs = await data.access();
      if (isOther(who, await verbs.tellPresence(data.app.build))) await data.session.look();
    } catch {
      // No network, or removed: the stream and the session say so.
    }
  }
}
