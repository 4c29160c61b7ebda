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
  #unconfirmed: Work | undefined;

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
  }

  /** Asks; answers whether it was done. What was refused stays to be read until the next attempt. */
  async run(work: Work): Promise<boolean> {
    if (this.isBusy) return false;
    this.#set(true, undefined);
    try {
      const verbs = await this.#source.data?.access();
      if (verbs) await work(verbs);
      this.#unconfirmed = undefined;
      this.#set(false, undefined);
      return verbs !== undefined;
    } catch (error) {
      this.#fail(refusalOf(error), work);
      return false;
    }
  }

  /** Says the password, and does what waited for it. */
  async confirm(password: string): Promise<boolean> {
    const work = this.#unconfirmed;
    return await this.run(async (verbs) => {
      await verbs.confirm(password);
      await work?.(verbs);
    });
  }

  /** What waited is not done. */
  giveUp(): void {
    this.#unconfirmed = undefined;
    this.#set(false, undefined);
  }

  #fail(problem: AccessRefused, work: Work): void {
    if (problem.code === "confirm") {
      this.#unconfirmed = work;
      this.#set(false, undefined);
      return;
    }
    if (problem.retryMs !== undefined) this.#waitUntil = performance.now() + problem.retryMs;
    this.#set(false, problem);
    this.#tick();
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
