// A storage in files while it runs: what the log takes goes on to the archive and to what is derived, and chores run by themselves.

import type { SensorsSettings } from "../shared/rules/settings.ts";
import type { Archive } from "./archive/archive.ts";
import type { LocalArchive } from "./archive/local-archive.ts";
import type { ClockKeeper } from "./clock/clock-keeper.ts";
import type { Config } from "./config.ts";
import type { Backup, ChannelSecrets, FolderLock, Rejected } from "./data-folder/data-folder.ts";
import type { Endings } from "./endings.ts";
import type { Events } from "./events/events.ts";
import { type Housekeeping, startHousekeeping } from "./housekeeping.ts";
import type { LocalLog } from "./log/local-log.ts";
import type { EntryBatch, Log, StateSnapshot } from "./log/log.ts";
import type { Report } from "./report.ts";
import type { Projections } from "./state/projections.ts";
import { closedStates, recallSettings } from "./state/recall-settings.ts";
import { type StorageFigure, storageFigures } from "./storage-figures.ts";

interface LocalParts {
  readonly lock: FolderLock;
  readonly archive: LocalArchive;
  readonly rejected: Rejected;
  readonly secrets: ChannelSecrets;
  readonly log: LocalLog;
  readonly keeper: ClockKeeper;
  /** What a backup has beside archive and log. */
  readonly besides: readonly { backup(): Promise<Backup> }[];
  readonly config: Config;
  readonly report: Report;
  readonly now: () => number;
  /** What was begun so far; all that begins here ends with it. */
  readonly endings: Endings;
  /** Aborted when another server has taken the folder. */
  readonly lost: AbortSignal;
  readonly onLost: (reason: string) => void;
  /** Lays what commands are known by into the folder. Resolves to what takes it away. */
  readonly keepSecret: (secret: string) => Promise<() => Promise<void>>;
}

/** What follows the log from its beginning on. */
export interface Followers {
  readonly projections: Projections;
  /** What is set of a device's sensors, as the projections have it. */
  readonly settingsOf: (device: string) => SensorsSettings | undefined;
  /** Hears of what the log had. */
  readonly onReplay: (batch: EntryBatch) => void;
}

/** Journal, SQLite files and a folder with a lock. */
export class LocalStorage {
  readonly #parts: LocalParts;
  readonly figures: readonly StorageFigure[];
  #housekeeping: Housekeeping | undefined;

  constructor(parts: LocalParts) {
    this.#parts = parts;
    this.figures = storageFigures(parts);
  }

  get log(): Log {
    return this.#parts.log;
  }

  get archive(): Archive {
    return this.#parts.archive;
  }

  get events(): Events {
    return this.#parts.archive.events;
  }

  get rejected(): Rejected {
    return this.#parts.rejected;
  }

  get secrets(): ChannelSecrets {
    return this.#parts.secrets;
  }

  get intake(): LocalArchive {
    return this.#parts.archive;
  }

  get clock(): ClockKeeper {
    return this.#parts.keeper;
  }

  async begin({ projections, settingsOf, onReplay }: Followers): Promise<void> {
    const { archive, log, keeper, endings, lost, config } = this.#parts;
    projections.restore(await this.#lastStates());
    archive.judgeBy(settingsOf);
    const take = (batch: EntryBatch) => {
      // Before the archive, which goes by the settings that the batch may have.
      projections.observe(batch);
      archive.apply(batch);
      keeper.observe(batch);
    };
    // All that it has, not only what the archive asks for: a file that turns out to be damaged is made anew from it.
    for await (const batch of log.replay(0)) {
      take(batch);
      onReplay(batch);
      await archive.drained(config.maxBacklog);
    }
    const unsubscribe = log.subscribe(take);
    endings.add(async () => unsubscribe());
    await this.#keepClock();
    endings.add(() => this.#keepClock());
    const housekeeping = startHousekeeping({ ...this.#parts, ...config, projections });
    this.#housekeeping = housekeeping;
    endings.add(
      () => housekeeping.checkpoint(),
      () => housekeeping.stop(),
    );
    lost.throwIfAborted();
    lost.onabort = () => this.#leave();
    endings.add(async () => {
      lost.onabort = null;
    });
  }

  async announce(url: string, secret: string): Promise<void> {
    const { lock, endings, keepSecret, report } = this.#parts;
    await lock.announce(url);
    const forget = await keepSecret(secret).catch((error: unknown) =>
      report.warn({ error }, "Commands on this machine will not be known: their key could not be written"),
    );
    if (forget) endings.add(forget);
  }

  backup(): Promise<Backup> {
    if (!this.#housekeeping) throw new Error("The storage has not begun.");
    return this.#housekeeping.backup();
  }

  close(): Promise<void> {
    return this.#parts.endings.end();
  }

  /** Another server has the folder: nothing is written any more. */
  #leave(): void {
    const { archive, lost, onLost, report } = this.#parts;
    onLost((lost.reason as Error).message);
    Promise.all([archive.close(), this.#housekeeping?.stop()]).catch((error: unknown) =>
      report.error({ error }, "A part did not end in order"),
    );
  }

  /** The server starts also when events cannot be read: the archive tells of that. */
  #lastStates(): Promise<StateSnapshot> {
    const { archive, report } = this.#parts;
    return recallSettings(archive.state(), archive.events).catch((error: unknown) => {
      report.error({ error }, "What was set before the catalogue was lost could not be read from the events");
      return closedStates(archive.state());
    });
  }

  #keepClock(): Promise<void> {
    const { keeper, report } = this.#parts;
    return keeper
      .keep()
      .catch((error: unknown) => report.warn({ error }, "What is known of the clock could not be kept"));
  }
}
