// Brings reports of errors to the server, also those of a page that had no network or was loaded anew meanwhile.

import { SECOND_MS } from "../../../../shared/ground/time.ts";
import type { ClientError } from "../../../../shared/wire/api.ts";
import { postClientError, type SendError } from "../../../offline/client-error.ts";

/** Reports of one page; a part that throws each second has said all with the first. */
const MAX_REPORTS = 10;
/** Reports that wait for a network; the oldest are given up. */
const MAX_WAITING = 5;
/** How often what waits is tried again, ms. */
const RETRY_MS = 30 * SECOND_MS;
const STORAGE_KEY = "davy.errors";

export interface ErrorReportsParts {
  readonly send: SendError;
  /** Undefined where the browser allows none. */
  readonly storage: Pick<Storage, "getItem" | "setItem"> | undefined;
  readonly every: (ms: number, callback: () => void) => () => void;
}

function isReport(value: unknown): value is ClientError {
  return typeof value === "object" && value !== null && "message" in value && "stack" in value;
}

function parseReports(stored: string | null): ClientError[] {
  try {
    const reports: unknown = JSON.parse(stored ?? "[]");
    return Array.isArray(reports) ? reports.filter(isReport).slice(-MAX_WAITING) : [];
  } catch {
    // Somebody else's text tells nothing about errors.
    return [];
  }
}

/** Reports each error once, and keeps what did not get through for later tries and visits. */
export class ErrorReports {
  readonly #parts: ErrorReportsParts;
  readonly #told = new Set<string>();
  #waiting: ClientError[] = [];
  #isSending = false;
  #stop: (() => void) | undefined;

  constructor(parts: ErrorReportsParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#waiting = parseReports(this.#parts.storage?.getItem(STORAGE_KEY) ?? null);
    this.#stop = this.#parts.every(RETRY_MS, () => void this.#send());
    void this.#send();
  }

  stop(): void {
    this.#stop?.();
  }

  report(error: ClientError): void {
    // By its message alone: one fault of an update is told several times, and only the first names its element.
    if (this.#told.has(error.message) || this.#told.size >= MAX_REPORTS) return;
    this.#told.add(error.message);
    this.#waiting = [...this.#waiting, error].slice(-MAX_WAITING);
    this.#keep();
    void this.#send();
  }

  async #send(): Promise<void> {
    if (this.#isSending) return;
    this.#isSending = true;
    for (let error = this.#waiting[0]; error; error = this.#waiting[0]) {
      const isDone = await postClientError(this.#parts.send, error);
      if (!isDone) break;
      this.#waiting = this.#waiting.filter((other) => other !== error);
      this.#keep();
    }
    this.#isSending = false;
  }

  #keep(): void {
    try {
      this.#parts.storage?.setItem(STORAGE_KEY, JSON.stringify(this.#waiting));
    } catch {
      // A full storage costs the reports of a page that ends before they got through.
    }
  }
}
