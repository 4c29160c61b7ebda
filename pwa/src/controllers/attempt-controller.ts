import type { ReactiveController, ReactiveElement } from "lit";
import { SECOND_MS } from "../../../shared/ground/time.ts";
import { AccessRefused, type AccessVerbs } from "../data/base/access-verbs.ts";
import type { AppData } from "../data/base/app-data.ts";
import { SourceController } from "./source-controller.ts";

/** Something that is asked of the server. */
export type Work = (verbs: AccessVerbs) => Promise<unknown>;

/** No screen of its own making, but the network's: the code of a page could not be loaded. */
function refusalOf(error: unknown): AccessRefused {
  if (error instanceof AccessRefused) return error;
  return new AccessRefused(error instanceof Error ? error.message : String(error), { code: "unreachable" });
}

/** One thing at a time asked of the server for an element: whether it is under way, and why it was refused. */
export class AttemptController implements ReactiveController {
  isBusy = false;
  problem: AccessRefused | undefined;
  readonly #host: ReactiveElement;
  readonly #source: SourceController;
  #waitUntil = Number.NEGATIVE_INFINITY;
  #ticking: ReturnType<typeof setInterval> | undefined;
  /** What waits for the password, and who waits for that. */
  #unconfirmed: { readonly work: Work; readonly settle: (isDone: boolean) => void } | undefined;

  constructor(host: ReactiveElement) {
    this.#host = host;
    this.#source = new SourceController(host, () => []);
    host.addController(this);
  }

  get data(): AppData | undefined {
    return this.#source.data;
  }

  /** How long the server wants to be left alone, in whole seconds; 0 when it does not. */
  get waitSeconds(): number {
    return Math.max(0, Math.ceil((this.#waitUntil - performance.now()) / SECOND_MS));
  }

  /** Whether the password is asked for again before what was tried is done. */
  get isAsking(): boolean {
    return this.#unconfirmed !== undefined;
  }

  hostConnected(): void {
    this.#tick();
  }

  hostDisconnected(): void {
    clearInterval(this.#ticking);
    this.#letGo(false);
  }

  /**
   * Asks; answers whether it was done, which is after the password where that is asked for first. What was refused stays to be read
   * until the next attempt.
   */
  async run(work: Work): Promise<boolean> {
    if (this.isBusy) return false;
    this.#letGo(false);
    const outcome = await this.#try(work);
    return outcome === "confirm" ? this.#confirmed(work) : outcome === "done";
  }

  /** Says the password, and does what waited for it. */
  async confirm(password: string): Promise<void> {
    const waiting = this.#unconfirmed;
    if (this.isBusy || !waiting) return;
    const outcome = await this.#try(async (verbs) => {
      await verbs.confirm(password);
      await waiting.work(verbs);
    });
    if (outcome === "done") this.#letGo(true);
  }

  /** What waited is not done. */
  giveUp(): void {
    this.#letGo(false);
    this.#set(false, undefined);
  }

  /** Resolves once what was tried has been done with the password, or given up. */
  #confirmed(work: Work): Promise<boolean> {
    return new Promise((settle) => {
      this.#unconfirmed = { work, settle };
      this.#host.requestUpdate();
    });
  }

  #letGo(isDone: boolean): void {
    this.#unconfirmed?.settle(isDone);
    this.#unconfirmed = undefined;
    this.#host.requestUpdate();
  }

  async #try(work: Work): Promise<"done" | "refused" | "confirm"> {
    this.#set(true, undefined);
    try {
      const verbs = await this.#source.data?.access();
      if (verbs) await work(verbs);
      this.#set(false, undefined);
      return verbs ? "done" : "refused";
    } catch (error) {
      const problem = refusalOf(error);
      const isAsked = problem.code === "confirm";
      if (problem.retryMs !== undefined) this.#waitUntil = performance.now() + problem.retryMs;
      this.#set(false, isAsked ? undefined : problem);
      this.#tick();
      return isAsked ? "confirm" : "refused";
    }
  }

  #set(isBusy: boolean, problem: AccessRefused | undefined): void {
    this.isBusy = isBusy;
    this.problem = problem;
    this.#host.requestUpdate();
  }

  /** Counts down what is left of a wait. */
  #tick(): void {
    clearInterval(this.#ticking);
    if (this.waitSeconds === 0) return;
    this.#ticking = setInterval(() => {
      if (this.waitSeconds === 0) clearInterval(this.#ticking);
      this.#host.requestUpdate();
    }, SECOND_MS);
  }
}
