import type { ReactiveElement } from "lit";
import type { Permission } from "../../../shared/wire/access.ts";
import type { AppData } from "../data/base/app-data.ts";
import { mayDo, type Standing, type Who } from "../data/base/session.ts";
import { neededText, signInText } from "../i18n/access-texts.ts";
import { SourceController } from "./source-controller.ts";

const UNASKED: Standing = { kind: "unasked" };

/** Who looks at this screen, for an element, which is rendered again when that changes. */
export class SessionController {
  readonly #source: SourceController;

  constructor(host: ReactiveElement) {
    this.#source = new SourceController(host, (data) => [data.session]);
  }

  get data(): AppData | undefined {
    return this.#source.data;
  }

  get standing(): Standing {
    return this.data?.session.standing() ?? UNASKED;
  }

  /** Whoever is let in; undefined while nobody is. */
  get who(): Who | undefined {
    const { standing } = this;
    return standing.kind === "in" ? standing.me.who : undefined;
  }

  /** Whether whoever looks may do something. */
  may(permission: Permission): boolean {
    return mayDo(this.standing, permission);
  }

  /** Why something is not offered, in words. */
  why(permission: Permission): string {
    return this.standing.kind === "expired" ? signInText() : neededText(permission);
  }
}
