// What somebody touched on a wall, and what they say there. The wall comes first: what is new takes the view back.

import type { ReactiveController, ReactiveElement } from "lit";
import type { AlarmsController } from "../../controllers/alarms-controller.ts";
import type { SessionController } from "../../controllers/session-controller.ts";
import type { GivenBy, WallAnswer } from "./answer-form.ts";
import type { Touched } from "./scene-needs.ts";
import { type Block, isDanger } from "./wall-blocks.ts";

function asking(blocks: readonly Block[]): Set<string> {
  return new Set(blocks.filter((block) => isDanger(block) && block.standing === "asks").map(({ id }) => id));
}

/** Keeps what is touched until somebody leaves it, nobody touches it for a while, or a new alarm asks. */
export class TouchController implements ReactiveController {
  readonly #host: ReactiveElement;
  readonly #alarms: AlarmsController;
  readonly #session: SessionController;
  #touched: Touched | undefined;
  #asking = new Set<string>();

  constructor(host: ReactiveElement, alarms: AlarmsController, session: SessionController) {
    this.#host = host;
    this.#alarms = alarms;
    this.#session = session;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#touched = undefined;
  }

  get touched(): Touched | undefined {
    return this.#touched;
  }

  /** How whoever answers here is known; undefined where nobody may. */
  get givenBy(): GivenBy | undefined {
    if (!this.#session.may("answer")) return undefined;
    return this.#session.who?.kind === "person" ? "session" : "name";
  }

  touch(touched: Touched | undefined): void {
    this.#touched = touched;
    this.#host.requestUpdate();
  }

  /** Takes in what is on the wall; an alarm that asks anew is more than whatever somebody looks at. */
  see(blocks: readonly Block[]): void {
    const now = asking(blocks);
    const isNew = [...now].some((id) => !this.#asking.has(id));
    this.#asking = now;
    const { touched } = this;
    if (isNew && touched && !(touched.kind === "block" && now.has(touched.id))) this.#touched = undefined;
  }

  /** Sends an answer; what becomes of it the alarms tell. */
  async answer({ id, rev, ...said }: WallAnswer): Promise<void> {
    const acts = await this.#alarms.alarms?.acts();
    await acts?.answer([{ id, rev }], said);
    this.#host.requestUpdate();
  }
}
