import type { Report } from "./report.ts";

/** What has begun and must be ended, the latest first. One that fails is reported and keeps no other from its end. */
export class Endings {
  readonly #begun: (() => Promise<unknown>)[] = [];
  readonly #report: Pick<Report, "error">;

  constructor(report: Pick<Report, "error">) {
    this.#report = report;
  }

  add(...ends: readonly (() => Promise<unknown>)[]): void {
    this.#begun.push(...ends);
  }

  /** Ends all of it, once. Never rejects. */
  async end(): Promise<void> {
    for (const end of this.#begun.splice(0).reverse())
      await end().catch((error: unknown) => this.#report.error({ error }, "A part did not end in order"));
  }
}
