// A certificate that somebody else makes and renews (certbot, lego, Caddy, a company's own authority): its files are watched, and what
// takes their place is taken up without a restart.

import { readFile } from "node:fs/promises";
import { DAY_MS, SECOND_MS } from "../../shared/ground/time.ts";
import type { Report } from "../report.ts";
import { factsOf } from "./certificate-facts.ts";
import { checkedPair } from "./certificate-files.ts";
import type { CertificateStatus, Certificates, Pair } from "./tls.ts";

/** How often the files are read, ms; they are small. */
const LOOK_MS = 15 * SECOND_MS;

/** A certificate that ends sooner has not been renewed when it should have been, ms. */
const SOON_MS = 14 * DAY_MS;

/** Where a given certificate comes from. */
export interface GivenOptions {
  readonly cert: string;
  readonly key: string;
  /** The machine's clock, unix ms. */
  readonly wall: () => number;
  readonly report: Pick<Report, "info" | "warn">;
}

async function readPair({ cert, key }: GivenOptions): Promise<Pair> {
  const [certText, keyText] = await Promise.all([readFile(cert, "utf8"), readFile(key, "utf8")]);
  return checkedPair({ cert: certText, key: keyText });
}

function inWords({ cert, key }: GivenOptions, error: unknown): string {
  const reason = error instanceof Error ? error.message : String(error);
  return `The certificate ${cert} with the key ${key} cannot be used: ${reason}`;
}

/** Opens a given pair. Rejects with a sentence when it cannot be used. */
export async function openGivenCertificates(options: GivenOptions): Promise<Certificates> {
  try {
    return new GivenCertificates(options, await readPair(options));
  } catch (cause) {
    throw new Error(inWords(options, cause), { cause });
  }
}

class GivenCertificates implements Certificates {
  readonly root = undefined;
  readonly isRootNew = false;
  readonly #options: GivenOptions;
  readonly #listeners = new Set<(pair: Pair) => void>();
  readonly #timer: NodeJS.Timeout;
  #pair: Pair;
  #failure: string | undefined;

  constructor(options: GivenOptions, pair: Pair) {
    this.#options = options;
    this.#pair = pair;
    this.#timer = setInterval(() => void this.look(), LOOK_MS).unref();
  }

  get pair(): Pair {
    return this.#pair;
  }

  onChange(listener: (pair: Pair) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  status(): CertificateStatus {
    const facts = factsOf(this.#pair.cert);
    const date = new Date(facts.notAfter).toISOString().slice(0, 10);
    const isSoon = facts.notAfter - this.#options.wall() < SOON_MS;
    const soon = isSoon ? [`The certificate ${this.#options.cert} ends on ${date}: renew it`] : [];
    return { ...facts, problems: [...(this.#failure ? [this.#failure] : []), ...soon] };
  }

  addName(): Promise<void> {
    return Promise.reject(new Error("The certificate was given: have it made for that name by who made it."));
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  async look(): Promise<void> {
    try {
      const pair = await readPair(this.#options);
      this.#failure = undefined;
      if (pair.cert === this.#pair.cert && pair.key === this.#pair.key) return;
      this.#pair = pair;
      this.#options.report.info({ names: factsOf(pair.cert).names }, "The certificate was changed");
      for (const listener of this.#listeners) listener(pair);
    } catch (error) {
      // Whoever renews it writes one file after the other: a moment later both belong together.
      this.#note(`${inWords(this.#options, error)}. The one before stays in use`);
    }
  }

  #note(failure: string): void {
    if (this.#failure !== failure) this.#options.report.warn({}, failure);
    this.#failure = failure;
  }
}
