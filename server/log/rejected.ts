// What was refused, with the reason: nothing that a device sent vanishes.

import { appendFile, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Report } from "../report.ts";

/** Longest body that is kept whole, bytes. */
const MAX_BODY_BYTES = 16 * 1024;
/** Bytes that may wait to be written; what comes while that many wait is counted and dropped. */
const MAX_WAITING_BYTES = 4 * 1024 * 1024;

/** Something that was refused. `body` is what was sent; bytes that are no UTF-8 are kept as base64. */
export interface RejectedItem {
  readonly reason: string;
  readonly body: string | Uint8Array;
  /** Who sent it, an address or a path. */
  readonly from?: string;
}

/** Keeps what was refused. Never throws at whoever hands something in. */
export interface Rejected {
  keep(item: RejectedItem): void;
  /** Resolves when all that was handed in so far is written. */
  flush(): Promise<void>;
  status(): { readonly kept: number; readonly lost: number };
  /** Deletes the older file once all in it is older than the retention. */
  enforceRetention(now: number): Promise<void>;
  close(): Promise<void>;
}

export interface RejectedOptions {
  readonly folder: string;
  /** Bound on both files together, bytes. */
  readonly maxBytes: number;
  readonly maxAgeMs: number;
  readonly now: () => number;
  readonly report: Report;
}

function describeBody(body: string | Uint8Array): object {
  const bytes =
    typeof body === "string" ? Buffer.from(body) : Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const kept = bytes.subarray(0, MAX_BODY_BYTES);
  const cut = bytes.length > kept.length ? { wholeBytes: bytes.length } : {};
  const text = kept.toString("utf8");
  // A cut may split a character; only bytes that were wrong as a whole are worth base64.
  const isText =
    Buffer.from(text).equals(kept) ||
    (kept.length < bytes.length && bytes.toString("utf8").startsWith(text.slice(0, -1)));
  return isText ? { ...cut, body: text } : { ...cut, base64: kept.toString("base64") };
}

/** Opens `rejected.ndjson`. At half of its bound it becomes `rejected.1.ndjson`, in place of the one before. */
export async function openRejected(options: RejectedOptions): Promise<Rejected> {
  const path = join(options.folder, "rejected.ndjson");
  const bytes = await stat(path).then(
    (found) => found.size,
    () => 0,
  );
  return new RejectedFile(options, path, bytes);
}

class RejectedFile implements Rejected {
  readonly #options: RejectedOptions;
  readonly #path: string;
  readonly #olderPath: string;
  #bytes: number;
  #waiting = "";
  #writing: Promise<void> = Promise.resolve();
  #kept = 0;
  #lost = 0;

  constructor(options: RejectedOptions, path: string, bytes: number) {
    this.#options = options;
    this.#path = path;
    this.#olderPath = join(options.folder, "rejected.1.ndjson");
    this.#bytes = bytes;
  }

  keep({ reason, body, from }: RejectedItem): void {
    if (this.#waiting.length > MAX_WAITING_BYTES) {
      this.#lost += 1;
      return;
    }
    const at = new Date(this.#options.now()).toISOString();
    const line = JSON.stringify({
      at,
      reason,
      ...(from === undefined ? {} : { from }),
      ...describeBody(body),
    });
    const isFirst = this.#waiting === "";
    this.#waiting += `${line}\n`;
    this.#kept += 1;
    if (isFirst) this.#writing = this.#writing.then(() => this.#write());
  }

  flush(): Promise<void> {
    return this.#writing;
  }

  status(): { kept: number; lost: number } {
    return { kept: this.#kept, lost: this.#lost };
  }

  async enforceRetention(now: number): Promise<void> {
    await this.#writing;
    for (const path of [this.#olderPath, this.#path]) {
      const found = await stat(path).catch(() => undefined);
      if (!found || now - found.mtimeMs <= this.#options.maxAgeMs) continue;
      await rm(path);
      if (path === this.#path) this.#bytes = 0;
    }
  }

  close(): Promise<void> {
    return this.#writing;
  }

  async #write(): Promise<void> {
    const lines = this.#waiting;
    this.#waiting = "";
    try {
      if (this.#bytes > 0 && this.#bytes + lines.length > this.#options.maxBytes / 2) {
        await rename(this.#path, this.#olderPath);
        this.#bytes = 0;
      }
      await appendFile(this.#path, lines);
      this.#bytes += Buffer.byteLength(lines);
    } catch (error) {
      this.#lost += lines.split("\n").length - 1;
      this.#options.report.error({ error, path: this.#path }, "What was refused could not be kept");
    }
  }
}
