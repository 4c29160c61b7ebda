// What came last from each source, so that whoever edits a mapping sees what it makes of it. In memory alone: after a start it fills
// again by itself.

import { isMembers } from "../../shared/ground/members.ts";
import type { RecentPayload } from "../../shared/wire/entrances.ts";
import type { ReadUplink } from "./items.ts";

/** Sources that are remembered. When full, the one goes that was heard longest ago, of those that were understood first. */
const MAX_SOURCES = 200;
/** Longer payloads are not shown, characters of JSON. */
const MAX_CHARACTERS = 8_192;
const MAX_BYTES = 512;
/** …and none that nests deeper: to write what nests without end takes more stack than there is. */
const MAX_DEPTH = 16;

const CLEAR: ReadonlySet<string> = new Set(["own", "mapping", "passed-over"]);

/** The last payload of each source. */
export class RecentPayloads {
  /** Those that were heard last stand last. */
  readonly #sources = new Map<string, RecentPayload>();

  list(): readonly RecentPayload[] {
    return [...this.#sources.values()].reverse();
  }

  note({ uplink, understood, mapping }: ReadUplink, at: number): void {
    const { source, port, bytes } = uplink;
    const before = this.#sources.get(source);
    this.#sources.delete(source);
    this.#sources.set(source, {
      source,
      port: port ?? null,
      device: uplink.device ?? null,
      at,
      count: (before?.count ?? 0) + 1,
      payload: shown(uplink.members),
      bytes: bytes === undefined ? null : Buffer.from(bytes.subarray(0, MAX_BYTES)).toString("hex"),
      how: understood.how,
      mapping: mapping?.id ?? null,
      isSimulated: uplink.isSimulated === true,
    });
    if (this.#sources.size > MAX_SOURCES) this.#drop();
  }

  #drop(): void {
    const understood = [...this.#sources.values()].find(({ how }) => CLEAR.has(how));
    const [oldest] = this.#sources.keys();
    const gone = understood?.source ?? oldest;
    if (gone !== undefined) this.#sources.delete(gone);
  }
}

/** Whether a value nests deeper than so many steps. */
function nests(value: unknown, depth: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return depth === 0 || Object.values(value).some((member) => nests(member, depth - 1));
}

/** A payload as it may be kept; null for none, and for one that is too long. */
function shown(members: unknown): unknown {
  if (members === undefined) return null;
  if (!isMembers(members) && !Array.isArray(members)) return members;
  if (nests(members, MAX_DEPTH)) return null;
  const text = JSON.stringify(members);
  return text.length > MAX_CHARACTERS ? null : JSON.parse(text);
}
