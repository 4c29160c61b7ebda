// The lock while a server runs. Each second it is read and given a new time; and each acknowledgement asks whether it is still
// the same file, so that nothing is acknowledged that a server which has taken the folder meanwhile does not know of.

import { type FileHandle, open, readFile, rename, stat, unlink, utimes } from "node:fs/promises";
import { makeFolder } from "../disk/folders.ts";
import { ignoreFull, ignoreMissing } from "../disk/ignore.ts";
import { isOnOwnDisk } from "../disk/own-disk.ts";
import { AppendError, appendErrorOf } from "../log/append-error.ts";
import type { FolderLock } from "./data-folder.ts";
import { type LockOptions, lockPath, place, placeIfFree, takeFolder, textOf } from "./lock.ts";
import {
  BEAT_MS,
  isSameStamp,
  type LockContent,
  parseLock,
  type Stamp,
  stampAtOnce,
  stampOf,
} from "./lock-holder.ts";

/** How long what was read counts, when the file has not changed since, ms. Shorter than others wait before they take a silent lock. */
const FRESH_MS = 2_500;

export interface HeldLockOptions extends LockOptions {
  /** Told once when another server has taken the folder: nothing may be written into it from then on. */
  readonly onLost?: (reason: string) => void;
  /** Whether a folder is on a disk of this machine, where it is not to be looked up. */
  readonly isOnOwnDisk?: typeof isOnOwnDisk;
}

/** Takes the folder for this process. Rejects with a sentence when another server has it or it cannot be written. */
export async function lockFolder(folder: string, options: HeldLockOptions): Promise<FolderLock> {
  const content = await takeFolder(folder, options);
  const lock = new HeldLock(folder, content, options);
  await lock.start();
  return lock;
}

class HeldLock implements FolderLock {
  readonly #folder: string;
  readonly #path: string;
  readonly #options: HeldLockOptions;
  #content: LockContent;
  /** The folder itself, which tells whether it was deleted or is elsewhere. */
  #handle: FileHandle | undefined;
  /** Whether the content could be written; not so while the disk is full. */
  #isWritten = false;
  #isOnOwnDisk = false;
  #stamp: Stamp | undefined;
  #readAt = Number.NEGATIVE_INFINITY;
  /** The lock could not be written for want of space. */
  #isFull = false;
  #putBackAt: string | undefined;
  #isLost = false;
  #failing: string | undefined;
  #timer: NodeJS.Timeout | undefined;
  #isBeating = false;
  /** Everything that reads or writes the lock runs one after the other, and none of it rejects there. */
  #chain: Promise<unknown> = Promise.resolve();

  constructor(folder: string, content: LockContent, options: HeldLockOptions) {
    this.#folder = folder;
    this.#path = lockPath(folder);
    this.#content = content;
    this.#options = options;
  }

  get problems(): readonly string[] {
    return this.#putBackAt === undefined
      ? []
      : [`${this.#path} was deleted while the server ran, last at ${this.#putBackAt}, and was put back`];
  }

  get failing(): string | undefined {
    return this.#failing ?? (this.#isFull ? new AppendError("disk_full").message : undefined);
  }

  async start(): Promise<void> {
    this.#handle = await open(this.#folder, "r");
    this.#isOnOwnDisk = await (this.#options.isOnOwnDisk ?? isOnOwnDisk)(this.#folder);
    await this.#note();
    await this.#check();
    this.#timer = setInterval(() => void this.#beat(), BEAT_MS);
  }

  async announce(url: string): Promise<void> {
    this.#content = { ...this.#content, url };
    this.#isWritten = false;
    await this.#check();
  }

  async confirm(): Promise<boolean> {
    if (this.#isLost) throw new AppendError("folder_taken");
    const isFresh = this.#options.mono() - this.#readAt < FRESH_MS && this.#failing === undefined;
    if (!isFresh) return this.#check();
    const stamp = this.#isOnOwnDisk ? stampAtOnce(this.#path) : await stampOf(this.#path);
    return isSameStamp(stamp, this.#stamp) || this.#check();
  }

  async release(): Promise<void> {
    clearInterval(this.#timer);
    await this.#chain;
    await this.#handle?.close();
    if (!this.#isLost && (await this.#look()) === "ours") await unlink(this.#path);
  }

  async #beat(): Promise<void> {
    // One that hangs is not joined by others; a failure is remembered by the check itself.
    if (this.#isBeating || this.#isLost) return;
    this.#isBeating = true;
    await this.#check().catch(() => undefined);
    this.#isBeating = false;
  }

  #check(): Promise<boolean> {
    const done = this.#chain.then(() => this.#checkNow());
    this.#chain = done.catch(() => undefined);
    return done;
  }

  async #checkNow(): Promise<boolean> {
    try {
      let found = await this.#look();
      const wasThere = found !== "missing";
      if (!wasThere) {
        await this.#putBack();
        found = await this.#look();
      }
      if (found === "missing") throw new AppendError("folder_gone");
      if (found === "another") this.#lose();
      if (!this.#isWritten) await this.#write();
      this.#readAt = this.#options.mono();
      this.#failing = undefined;
      return wasThere;
    } catch (cause) {
      const error = appendErrorOf(cause);
      if (this.#failing === undefined) this.#options.report.error({ error: cause }, error.message);
      this.#failing = error.message;
      throw error;
    }
  }

  /**
   * Gives the lock a new time, takes its stamp, and only then reads it: whoever replaces it later changes the stamp. A stamp
   * counts once the content was found to be ours: the server may be stopped here for as long as another needs to take over.
   */
  async #look(): Promise<"ours" | "another" | "missing"> {
    // An empty one, of a full disk, is known by its stamp alone.
    const isUntouched = isSameStamp(await stampOf(this.#path), this.#stamp);
    if (this.#isWritten || isUntouched) {
      const now = new Date(this.#options.now());
      await utimes(this.#path, now, now).catch(ignoreMissing);
    }
    const stamp = await stampOf(this.#path);
    const text = await readFile(this.#path, "utf8").catch(ignoreMissing);
    if (text === undefined || stamp === undefined) return "missing";
    const content = parseLock(text);
    const isOurs = content ? content.token === this.#content.token : !this.#isWritten && isUntouched;
    if (!isOurs) return "another";
    this.#stamp = stamp;
    return "ours";
  }

  #lose(): never {
    this.#isLost = true;
    const error = new AppendError("folder_taken");
    this.#options.onLost?.(error.message);
    throw error;
  }

  /** Whoever deletes a lock makes room for another server; where none has come yet, the folder is still this one's. */
  async #putBack(): Promise<void> {
    if (await this.#isDeleted()) {
      await makeFolder(this.#folder);
      await this.#handle?.close();
      this.#handle = await open(this.#folder, "r");
    } else if (!(await this.#isInPlace())) throw new AppendError("folder_gone");
    // Where another was quicker, its content tells.
    if (await placeIfFree(this.#path, this.#content)) await this.#note();
    else this.#isWritten = true;
    this.#putBackAt = new Date(this.#options.now()).toISOString();
    this.#options.report.error(
      { folder: this.#folder },
      "The data folder's lock was deleted and is put back",
    );
  }

  async #isDeleted(): Promise<boolean> {
    return (await this.#handle?.stat())?.nlink === 0;
  }

  async #isInPlace(): Promise<boolean> {
    const [own, there] = await Promise.all([this.#handle?.stat(), stat(this.#folder).catch(ignoreMissing)]);
    return own?.dev === there?.dev && own?.ino === there?.ino;
  }

  async #write(): Promise<void> {
    // Where the disk is full, what stands there stays until it is not.
    await place(this.#path, this.#content, rename).catch(ignoreFull);
    await this.#note();
    this.#isFull = !this.#isWritten;
  }

  /** Takes note of what was just placed; of what is another's by then no stamp is kept. */
  async #note(): Promise<void> {
    const stamp = await stampOf(this.#path);
    const text = await readFile(this.#path, "utf8");
    const content = parseLock(text);
    this.#stamp = !content || content.token === this.#content.token ? stamp : undefined;
    this.#isWritten = text === textOf(this.#content);
  }
}
