import { SECOND_MS } from "../../../shared/ground/time.ts";
import { TryLater } from "./error-handler.ts";

const RETRY_AFTER_S = 5;

/** How many may be at something at a time, and how many may wait for it how long, ms. */
export interface GateLimits {
  readonly places: number;
  readonly waiting: number;
  readonly waitMs: number;
}

function busy(): TryLater {
  const message = "The server has too many large posts at present. Send it again later.";
  return new TryLater(503, ["busy", message], RETRY_AFTER_S);
}

/** Lets a few pieces of work run at a time, the others one after the other as places get free; refuses more with 503. */
export class Gate {
  readonly #limits: GateLimits;
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor({ waitMs = 10 * SECOND_MS, ...limits }: Omit<GateLimits, "waitMs"> & { waitMs?: number }) {
    this.#limits = { ...limits, waitMs };
  }

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running >= this.#limits.places) await this.#place();
    else this.#running += 1;
    try {
      return await work();
    } finally {
      // Whoever waits takes over the place.
      const next = this.#waiting.shift();
      if (next) next();
      else this.#running -= 1;
    }
  }

  #place(): Promise<void> {
    const { waiting, waitMs } = this.#limits;
    if (this.#waiting.length >= waiting) return Promise.reject(busy());
    return new Promise((resolve, reject) => {
      const enter = () => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(() => {
        this.#waiting.splice(this.#waiting.indexOf(enter), 1);
        reject(busy());
      }, waitMs);
      this.#waiting.push(enter);
    });
  }
}
