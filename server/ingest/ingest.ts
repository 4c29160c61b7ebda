// From what was posted to the log: parse, judge, detect duplicates, append. Public file of the folder.

import type { ReadingDraft } from "../../shared/entries/entry.ts";
import { MAX_LATE_MS, parseDeviceTime } from "../../shared/ground/time.ts";
import type { ItemOutcome, TakenUpAnswer } from "../../shared/wire/api.ts";
import type { Archive } from "../archive/archive.ts";
import type { Rejected, RejectedItem } from "../data-folder/data-folder.ts";
import { AppendError } from "../log/append-error.ts";
import type { Log } from "../log/log.ts";
import type { Report } from "../report.ts";
import type { Fleet } from "../state/fleet.ts";
import { isCloudEvent, reasonFor } from "./foreign-shapes.ts";
import { NewDevices } from "./new-devices.ts";
import { parseImportRow } from "./parse-import-row.ts";
import { parseReading } from "./parse-reading.ts";
import { exactKey, keyOf } from "./reading-keys.ts";
import { Refusals, rejectedItem } from "./refusals.ts";
import type { RefusedSenders } from "./refused-senders.ts";
import { partsByDays } from "./scattered.ts";
import { SensorPlaces } from "./sensor-places.ts";
import { SensorSets } from "./sensor-sets.ts";
import { type Judged, type Refused, Storing } from "./storing.ts";
import { takeUpSetAside } from "./take-up.ts";

export { hintForValue } from "./foreign-shapes.ts";
export { MAX_DEVICES } from "./new-devices.ts";
export { parseJson, textOfBody, textOfPacket, trimBody } from "./parse-json.ts";
export { MISSING_FIELDS, NO_PAYLOAD } from "./parse-reading.ts";
export { MAX_SENSORS_IN_ALL } from "./sensor-places.ts";

/** How long a post waits for the archive to catch up before it is told to come back, ms. */
const MAX_WAIT_MS = 5_000;
/** Readings that may still wait for the archive when more of many days are to follow. */
const SETTLED = 20;

/** Who sent something, and under which key its repetition is known. */
export interface Origin {
  /** `Idempotency-Key` of the post. Item i of a batch has the key `<key>/<i>`. */
  readonly idempotencyKey?: string | undefined;
  /**
   * What each item is known by, in their order, whatever it holds: where the sender's own system names what it sends once and for all.
   * It comes before the others.
   */
  readonly keys?: readonly (string | undefined)[] | undefined;
  /** Place of the first item within the post, when it comes in several groups. */
  readonly firstIndex?: number | undefined;
  /** Where it was posted to, and from which address; named beside what is refused. */
  readonly from?: string | undefined;
  readonly address?: string | undefined;
  /** How its sender was let in, where not for the asking; each of its readings says so. */
  readonly via?: string | undefined;
  /** What was sent, where the post is one reading: kept as it came when it is refused. */
  readonly body?: Uint8Array | undefined;
}

/** …and when it came, unix ms. */
interface Sender {
  readonly origin: Origin;
  readonly now: number;
}

/** Which recording rows are of, and the place of the first within the post. */
export interface ImportOrigin {
  readonly source: string;
  readonly firstIndex?: number;
  readonly address?: string | undefined;
}

/** What came in since the start. */
export interface IngestCounts {
  readonly accepted: number;
  readonly rejected: number;
  readonly duplicates: number;
}

/** Takes readings in. All that resolves as `stored` or `duplicate` is durable. */
export interface Ingest {
  /**
   * Takes each item for itself: one that is refused is kept with its reason and costs the others nothing. The outcomes
   * are in the order of the items, their index counted from `firstIndex`. Rejects with an AppendError when the log cannot
   * keep them; then none was stored.
   */
  receive(items: readonly unknown[], origin?: Origin): Promise<ItemOutcome[]>;
  /** As `receive`, for rows of another system's recording: rows up to the last stored one are duplicates. */
  importRows(rows: readonly unknown[], origin: ImportOrigin): Promise<ItemOutcome[]>;
  /** Counts and keeps what could not even be read as JSON, with the sender's address. */
  refuse(item: RejectedItem): void;
  /** Takes up what the archive has set aside, each entry once. Rejects as `receive` does; what was taken until then is. */
  takeUp(): Promise<TakenUpAnswer>;
  counts(): IngestCounts;
  /** What was refused, by sender. Rejects when what was kept of before the start cannot be read. */
  refused(): Promise<Pick<RefusedSenders, "rows" | "others">>;
}

/** What comes after the log and may be behind it. */
export interface Intake {
  /** Entries that it has yet to take. */
  readonly backlog: number;
  /** Resolves once the backlog is at most `entries`; rejects when nothing can be taken at present. */
  drained(entries: number): Promise<void>;
}

export interface IngestParts {
  readonly log: Pick<Log, "append">;
  readonly archive: Pick<Archive, "lastImportedRow" | "setAside" | "forgetSetAside">;
  readonly intake: Intake;
  readonly fleet: Pick<Fleet, "known" | "state" | "size" | "sensorCount">;
  readonly rejected: Pick<Rejected, "keep" | "earlier">;
  readonly report: Pick<Report, "warn">;
  readonly now: () => number;
  readonly maxBacklog: number;
  /** New ids that are taken in a minute. */
  readonly maxNewDevices: number;
}

/** Creates the entrance to a log. */
export function createIngest(parts: IngestParts): Ingest {
  return new LogIngest(parts);
}

class LogIngest implements Ingest {
  readonly #parts: IngestParts;
  readonly #storing: Storing;
  readonly #refusals: Refusals;
  readonly #newDevices: NewDevices;
  readonly #sensorSets = new SensorSets();
  readonly #sensorPlaces: SensorPlaces;
  /** Imports run one after the other, so that a repeated one sees what the first has stored. */
  #imports: Promise<unknown> = Promise.resolve();
  /** What is of many days has its turn, whoever sent it. */
  #scattered: Promise<unknown> = Promise.resolve();

  constructor(parts: IngestParts) {
    this.#parts = parts;
    this.#storing = new Storing(parts);
    this.#refusals = new Refusals(parts);
    const { fleet, now, maxNewDevices: perMinute } = parts;
    const isKnown = (device: string) => fleet.known(device) !== undefined;
    const sensorsOf = (device: string) => fleet.state(device)?.sensors ?? [];
    this.#sensorPlaces = new SensorPlaces({ count: () => fleet.sensorCount, sensorsOf });
    this.#newDevices = new NewDevices({ isKnown, countKnown: () => fleet.size, perMinute, now });
  }

  counts(): IngestCounts {
    const { accepted, duplicates } = this.#storing;
    return { accepted, rejected: this.#refusals.count, duplicates };
  }

  refuse(item: RejectedItem): void {
    this.#refusals.refuse(item);
  }

  refused(): Promise<RefusedSenders> {
    return this.#refusals.senders();
  }

  async receive(items: readonly unknown[], origin: Origin = {}): Promise<ItemOutcome[]> {
    // Not to be waited for when nothing is to wait for: a turn of the queue costs more than the look.
    if (this.#isBehind) await this.#capacity();
    const { firstIndex = 0 } = origin;
    const sender = { origin, now: this.#parts.now() };
    const judged = items.map((item, place) => this.#judge(item, sender, firstIndex + place));
    if (partsByDays(judged).length === 1) return this.#store(judged, firstIndex);
    const done = this.#scattered.then(() => this.#store(judged, firstIndex));
    this.#scattered = done.then(() => this.#settled()).catch(() => undefined);
    return done;
  }

  /** Lets a reading in, or refuses it. What cannot be kept of it goes where the refused ones go. */
  #judge(item: unknown, { origin, now }: Sender, index: number): Judged {
    const parsed = parseReading(item);
    if (parsed.problems) return this.#refuse(item, origin, { reason: reasonFor(item, parsed.problems) });
    if (parsed.draft.sensors.length === 0 && isCloudEvent(item))
      return this.#refuse(item, origin, { reason: reasonFor(item, ["an event is no reading"]) });
    const placed = this.#sensorPlaces.admit(parsed);
    if ("reason" in placed) return this.#refuse(item, origin, placed);
    const { warnings, isCut } = placed;
    const draft = this.#admitKind(placed.draft, now);
    if ("reason" in draft) return this.#refuse(item, origin, draft);
    const notNow = this.#newDevices.admit(draft, origin.body ? "single" : "batch");
    if (notNow) return this.#refuse(item, origin, notNow);
    if (isCut) this.#refusals.keep(rejectedItem(item, origin, warnings?.join("; ") ?? ""), "Stored in part");
    const { idempotencyKey, via } = origin;
    const key =
      exactKey(draft.device, origin, index) ??
      keyOf(parsed, idempotencyKey === undefined ? undefined : `${idempotencyKey}/${index}`);
    const keyed = key === undefined ? draft : { key, ...draft };
    return { draft: via === undefined ? keyed : { ...keyed, via }, warnings };
  }

  /** The draft with its sensors as they are to be stored, or why it is one kind of reading too many. */
  #admitKind(draft: ReadingDraft, now: number): ReadingDraft | Refused {
    const { device, deviceTime, sensors } = draft;
    const told = parseDeviceTime(deviceTime) ?? now;
    // When it was measured is judged later; a clock that says 1970 must not make one day of all.
    const day = Math.abs(told - now) < MAX_LATE_MS ? told : now;
    const admitted = this.#sensorSets.admit(device, day, sensors);
    if (typeof admitted === "string") return { reason: admitted };
    return admitted === sensors ? draft : { ...draft, sensors: admitted };
  }

  #refuse(item: unknown, origin: Origin, refused: Refused): Refused {
    const why = refused.retryAfterS === undefined ? undefined : ("too_many" as const);
    this.#refusals.refuse({ ...rejectedItem(item, origin, refused.reason), why });
    return refused;
  }

  async #store(judged: readonly Judged[], firstIndex = 0): Promise<ItemOutcome[]> {
    try {
      return await this.#storing.store(judged, firstIndex);
    } finally {
      this.#newDevices.settle(judged);
    }
  }

  takeUp(): Promise<TakenUpAnswer> {
    return takeUpSetAside({ archive: this.#parts.archive, store: (judged) => this.#store(judged) });
  }

  importRows(rows: readonly unknown[], origin: ImportOrigin): Promise<ItemOutcome[]> {
    const done = this.#imports.then(() => this.#importNow(rows, origin));
    // The caller gets the failure; the next import does not.
    this.#imports = done.catch(() => undefined);
    return done;
  }

  async #importNow(rows: readonly unknown[], origin: ImportOrigin): Promise<ItemOutcome[]> {
    await this.#capacity();
    const { source, firstIndex = 0, address } = origin;
    const lastRow = await this.#parts.archive.lastImportedRow(source);
    const judged = rows.map((row): Judged | undefined => {
      const now = this.#parts.now();
      const draft = parseImportRow(row, { source, now });
      if (typeof draft === "string") return this.#refuse(row, { from: source, address }, { reason: draft });
      if ((draft.source?.row ?? 0) <= lastRow) return undefined;
      const placed = this.#sensorPlaces.admit({ draft });
      const admitted = "reason" in placed ? placed : this.#admitKind(placed.draft, now);
      if ("reason" in admitted) return this.#refuse(row, { from: source, address }, admitted);
      const notNow = this.#newDevices.admit(draft, "import");
      return notNow ? this.#refuse(row, { from: source, address }, notNow) : { draft: admitted };
    });
    const fresh = judged.filter((item) => item !== undefined);
    const outcomes: ItemOutcome[] = [];
    for (const part of partsByDays(fresh)) {
      if (outcomes.length > 0) await this.#settled();
      outcomes.push(...(await this.#store(part)));
    }
    this.#storing.addDuplicates(judged.length - fresh.length);
    let next = 0;
    return judged.map((item, place) => {
      const known: ItemOutcome = { index: 0, status: "duplicate", seq: 0 };
      return { ...((item && outcomes[next++]) ?? known), index: firstIndex + place };
    });
  }

  get #isBehind(): boolean {
    return this.#parts.intake.backlog > this.#parts.maxBacklog;
  }

  /** Waits for the archive when it is behind; rejects when it stays so. */
  async #capacity(): Promise<void> {
    if (this.#isBehind && !(await this.#drained(this.#parts.maxBacklog))) throw new AppendError("busy");
  }

  /** Waits until the archive has taken nearly all. Whether it can go on is for the next append to find out. */
  async #settled(): Promise<void> {
    await this.#drained(SETTLED).catch(() => false);
  }

  /** Whether no more than so many readings wait for the archive, now or as soon as a post may wait. */
  async #drained(readings: number): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<false>((resolve) => {
      timer = setTimeout(() => resolve(false), MAX_WAIT_MS);
    });
    try {
      return await Promise.race([this.#parts.intake.drained(readings).then(() => true), late]);
    } finally {
      clearTimeout(timer);
    }
  }
}
