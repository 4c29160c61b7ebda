// What was refused, with the reason: nothing that a device sent vanishes.

import { appendFile, open, readdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { withoutSecrets } from "../../shared/ground/secrets.ts";
import { type Backup, holdFiles } from "../disk/backup.ts";
import type { Report } from "../report.ts";
import type { EarlierRejected, Rejected, RejectedItem } from "./data-folder.ts";
import { readRejected } from "./earlier-rejected.ts";

const CURRENT = "rejected.ndjson";
const OLDER = "rejected.1.ndjson";
/** Longest body that is kept whole, bytes. */
const MAX_BODY_BYTES = 16 * 1024;
/** Bytes that may wait to be written; what comes while that many wait is counted and dropped. */
const MAX_WAITING_BYTES = 4 * 1024 * 1024;

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
  if (isText) return { ...cut, body: withoutSecrets(text) };
  // As latin1 each byte is a character, and comes back as it was.
  const safe = Buffer.from(withoutSecrets(kept.toString("latin1")), "latin1");
  return { ...cut, base64: safe.toString("base64") };
}

/** When the first line of a file was written, unix ms; undefined when that cannot be read. */
async function firstLineAt(path: string): Promise<number | undefined> {
  const file = await open(path, "r");
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(64), 0, 64, 0);
    const [, text = ""] = /^\{"at":"([^"]+)"/.exec(buffer.toString("latin1", 0, bytesRead)) ?? [];
    const at = Date.parse(text);
    return Number.isNaN(at) ? undefined : at;
  } finally {
    await file.close();
  }
}

/**
 * Opens `rejected.ndjson`. At half of its bound, or when its first line is past the retention, it becomes
 * `rejected.1.ndjson`, in place of the one before.
 */
export async function openRejected(options: RejectedOptions): Promise<Rejected> {
  const sizeOf = (name: string) =>
    stat(join(options.folder, name)).then(
      ({ size }) => size,
      () => 0,
    );
  return new RejectedFile(options, { current: await sizeOf(CURRENT), older: await sizeOf(OLDER) });
}

class RejectedFile implements Rejected {
  readonly #options: RejectedOptions;
  readonly #path: string;
  readonly #olderPath: string;
  readonly #bytes: { current: number; older: number };
  /** How much of each file is of before the start, bytes. */
  readonly #earlier: { current: number; older: number };
  #waiting = "";
  /** Everything that touches the files runs one after the other on this chain, and none of it rejects there. */
  #chain: Promise<unknown> = Promise.resolve();
  #kept = 0;
  #lost = 0;

  constructor(options: RejectedOptions, bytes: { current: number; older: number }) {
    this.#options = options;
    this.#path = join(options.folder, CURRENT);
    this.#olderPath = join(options.folder, OLDER);
    this.#bytes = bytes;
    this.#earlier = { ...bytes };
  }

  keep({ body, reason, ...sender }: RejectedItem): void {
    if (this.#waiting.length > MAX_WAITING_BYTES) {
      this.#lost += 1;
      return;
    }
    const at = new Date(this.#options.now()).toISOString();
    const line = JSON.stringify({
      at,
      reason,
      ...sender,
      ...describeBody(body),
    });
    const isFirst = this.#waiting === "";
    this.#waiting += `${line}\n`;
    this.#kept += 1;
    if (isFirst) void this.#exclusively(() => this.#write());
  }

  earlier(tell: (item: EarlierRejected) => void): Promise<void> {
    return this.#exclusively(async () => {
      for await (const item of readRejected(this.#olderPath, this.#earlier.older)) tell(item);
      for await (const item of readRejected(this.#path, this.#earlier.current)) tell(item);
    });
  }

  async flush(): Promise<void> {
    await this.#chain;
  }

  status(): { kept: number; lost: number; bytes: number } {
    return { kept: this.#kept, lost: this.#lost, bytes: this.#bytes.current + this.#bytes.older };
  }

  backup(): Promise<Backup> {
    const { folder } = this.#options;
    return this.#exclusively(async () => {
      const names = (await readdir(folder)).filter((name) => name === CURRENT || name === OLDER);
      return holdFiles(names.map((name) => ({ from: join(folder, name), path: name })));
    });
  }

  enforceRetention(now: number): Promise<void> {
    return this.#exclusively(async () => {
      const isPast = (at: number) => now - at > this.#options.maxAgeMs;
      const older = await stat(this.#olderPath).catch(() => undefined);
      if (older && isPast(older.mtimeMs)) {
        await rm(this.#olderPath);
        this.#bytes.older = 0;
        this.#earlier.older = 0;
      }
      const current = await stat(this.#path).catch(() => undefined);
      if (!current) return;
      if (isPast(current.mtimeMs)) {
        await rm(this.#path);
        this.#bytes.current = 0;
        this.#earlier.current = 0;
      } else if (isPast((await firstLineAt(this.#path)) ?? now)) await this.#rotate();
    });
  }

  close(): Promise<void> {
    return this.flush();
  }

  #exclusively<T>(task: () => Promise<T>): Promise<T> {
    const done = this.#chain.then(task);
    // Whoever asked gets the failure; the chain goes on.
    this.#chain = done.catch(() => undefined);
    return done;
  }

  async #rotate(): Promise<void> {
    await rename(this.#path, this.#olderPath);
    for (const bytes of [this.#bytes, this.#earlier]) {
      bytes.older = bytes.current;
      bytes.current = 0;
    }
  }

  async #write(): Promise<void> {
    const lines = this.#waiting;
    this.#waiting = "";
    try {
      const bytes = Buffer.byteLength(lines);
      const grown = this.#bytes.current + bytes;
      if (this.#bytes.current > 0 && grown > this.#options.maxBytes / 2) await this.#rotate();
      await appendFile(this.#path, lines);
      this.#bytes.current += bytes;
    } catch (error) {
      this.#lost += lines.split("\n").length - 1;
      this.#options.report.error({ error, path: this.#path }, "What was refused could not be kept");
    }
  }
}
