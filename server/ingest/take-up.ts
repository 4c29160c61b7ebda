// Entries that the archive has set aside, as posts once more: they pass the parser of today and get numbers of their own.

import { crc32 } from "node:zlib";
import type { ReadingDraft } from "../../shared/entries/entry.ts";
import type { ItemOutcome, TakenUpAnswer } from "../../shared/wire/api.ts";
import type { Archive, SetAsideEntry } from "../archive/archive.ts";
import { parseReading } from "./parse-reading.ts";
import type { Judged } from "./storing.ts";

/** Entries that are taken up at a time. */
const PAGE = 500;
/** Entries that are named when they stay aside. */
const MAX_NAMED = 100;

interface TakeUpParts {
  readonly archive: Pick<Archive, "setAside" | "forgetSetAside">;
  /** Appends what is new and answers for each; repeated keys are known. */
  readonly store: (judged: readonly Judged[]) => Promise<ItemOutcome[]>;
}

type Members = { readonly [member: string]: unknown };

function isTime(value: unknown): value is number {
  return typeof value === "number" && !Number.isNaN(new Date(value).getTime());
}

/** The draft of an entry, under its own key, so that taking it up twice stores it once; or why there is none. */
function draftOf({ seq, entry }: SetAsideEntry): Judged {
  if (typeof entry !== "object" || entry === null) return { reason: "its file cannot be read" };
  const { kind, device, battery, deviceTime, sensors, extra, at, measuredAt, receivedAt, source, via } =
    entry as Members;
  // Another kind may have members of the same names; as a reading it would be lost.
  if (kind !== "reading") return { reason: "it is no reading" };
  const receivedThen = [receivedAt, at].find(isTime);
  const parsed = parseReading({ ...(extra as object), id: device, pct: battery, ts: deviceTime, sensors });
  if (parsed.problems) return { reason: parsed.problems.join("; ") };
  const draft = {
    key: `set aside ${seq} ${crc32(JSON.stringify(entry)).toString(16)}`,
    ...parsed.draft,
    measuredAt: isTime(measuredAt) ? measuredAt : null,
    ...(receivedThen === undefined ? {} : { receivedAt: receivedThen }),
    ...(source ? { source: source as NonNullable<ReadingDraft["source"]> } : {}),
    ...(typeof via === "string" ? { via } : {}),
  };
  return { draft };
}

/** Takes up what is set aside. What cannot be taken stays where it is, with today's reason in the answer. */
export async function takeUpSetAside({ archive, store }: TakeUpParts): Promise<TakenUpAnswer> {
  const answer = { taken: 0, left: 0, reasons: [] as { seq: number; reason: string }[] };
  let after = -1;
  for (;;) {
    const page = await archive.setAside({ after, limit: PAGE });
    const last = page.at(-1);
    if (!last) return answer;
    after = last.seq;
    const outcomes = await store(page.map(draftOf));
    const isTaken = (place: number) => outcomes[place]?.status !== "rejected";
    const taken = page.filter((_, place) => isTaken(place)).map(({ seq }) => seq);
    await archive.forgetSetAside(taken);
    answer.taken += taken.length;
    answer.left += page.length - taken.length;
    for (const [place, { seq }] of page.entries()) {
      const outcome = outcomes[place];
      if (outcome?.status === "rejected" && answer.reasons.length < MAX_NAMED)
        answer.reasons.push({ seq, reason: outcome.reason });
    }
  }
}
