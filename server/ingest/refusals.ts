// What was refused: counted, kept, and told of in the log, so that a misconfigured device is found by its address.

import { isMembers } from "../../shared/ground/members.ts";
import { withoutSecrets } from "../../shared/ground/secrets.ts";
import { MINUTE_MS } from "../../shared/ground/time.ts";
import { MAX_ID_LENGTH } from "../../shared/rules/reading.ts";
import type { EarlierRejected, Rejected, RejectedItem } from "../data-folder/data-folder.ts";
import type { Report } from "../report.ts";
import { writeValue } from "./json-value.ts";
import { type Refusal, RefusedSenders } from "./refused-senders.ts";

/** Lines a minute in the log; `rejected.ndjson` has the others. */
const LINES_PER_MINUTE = 20;

interface RefusalParts {
  readonly rejected: Pick<Rejected, "keep" | "earlier">;
  readonly report: Pick<Report, "warn">;
  readonly now: () => number;
}

/** An IPv4 address as a socket that listens on IPv6 as well writes it. */
const MAPPED = /^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i;

function safe(text: string | undefined): string | undefined {
  return text === undefined ? undefined : withoutSecrets(text);
}

/** What of a refused item the sum by senders needs. */
function refusalOf(item: EarlierRejected): Refusal {
  const { at, reason, why = "payload", from = null, address = "", device = null } = item;
  return { at, reason, why, path: from, address: address.replace(MAPPED, ""), device };
}

/** The device that a value says to be from, for whoever looks for its sender. */
function deviceOf(value: unknown): string | undefined {
  const id = isMembers(value) ? value["id"] : undefined;
  return typeof id === "string" || typeof id === "number" ? String(id).slice(0, MAX_ID_LENGTH) : undefined;
}

/** An item as it is kept: as it came, where that is known. */
export function rejectedItem(
  item: unknown,
  {
    from,
    address,
    body,
  }: Pick<RejectedItem, "from" | "address"> & { readonly body?: Uint8Array | undefined },
  reason: string,
): RejectedItem {
  return { reason, from, address, device: deviceOf(item), body: body ?? writeValue(item) };
}

/** Takes note of what was refused. */
export class Refusals {
  readonly #parts: RefusalParts;
  #senders = new RefusedSenders();
  #earlier: Promise<void> | undefined;
  #count = 0;
  #minute = 0;
  #lines = 0;
  #unsaid = 0;

  constructor(parts: RefusalParts) {
    this.#parts = parts;
  }

  /** How many there were since the start. */
  get count(): number {
    return this.#count;
  }

  /** Counts a refusal, and keeps what was refused. */
  refuse(item: RejectedItem): void {
    this.#count += 1;
    this.keep(item, "Refused");
  }

  /**
   * What was refused by sender, as far back as rejected.ndjson goes. That is read when somebody asks for the first time: a start does
   * not wait for it. Rejects when it cannot be read; the next question tries again.
   */
  async senders(): Promise<RefusedSenders> {
    this.#earlier ??= this.#recall();
    try {
      await this.#earlier;
    } catch (error) {
      this.#earlier = undefined;
      throw error;
    }
    return this.#senders;
  }

  async #recall(): Promise<void> {
    const senders = new RefusedSenders();
    await this.#parts.rejected.earlier((item) => senders.note(refusalOf(item)));
    senders.join(this.#senders);
    this.#senders = senders;
  }

  /** Keeps what was not taken as it came, although the rest of it was. */
  keep(sent: RejectedItem, what: string): void {
    const { rejected, report, now } = this.#parts;
    const { reason: why, from, device } = sent;
    const item = { ...sent, reason: withoutSecrets(why), from: safe(from), device: safe(device) };
    rejected.keep(item);
    this.#senders.note(refusalOf({ ...item, at: now() }));
    const minute = Math.floor(now() / MINUTE_MS);
    if (minute !== this.#minute) {
      [this.#minute, this.#lines] = [minute, 0];
      if (this.#unsaid > 0) report.warn({ count: this.#unsaid }, "Refused more than is listed here");
      this.#unsaid = 0;
    }
    this.#lines += 1;
    if (this.#lines > LINES_PER_MINUTE) {
      this.#unsaid += 1;
      return;
    }
    const { body: _, reason, ...sender } = item;
    report.warn(sender, `${what}: ${reason}`);
  }
}
