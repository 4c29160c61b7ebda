// A data folder of a closed server, with somebody and something of each kind, whose secrets are known.

import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { digestOf } from "../../server/access/access.ts";
import { LineFormatter } from "../../server/log/journal/journal-line.ts";
import type { AccessRecord, SubjectKind } from "../../shared/entries/access.ts";
import type { Entry } from "../../shared/entries/entry.ts";

const DAY_MS = 86_400_000;

/** One subject: its entry, and by what secret it is known. */
interface Subject {
  readonly kind: SubjectKind;
  readonly id: string;
  readonly record: AccessRecord;
  readonly secret?: string;
}

const person = (id: string, role: string, places: readonly string[] | null = null): Subject => ({
  kind: "person",
  id,
  record: { role, places },
});
const session = (id: string, of: string, more: AccessRecord = {}): Subject => ({
  kind: "session",
  id,
  record: { person: of, device: "test", how: "password", from: "10.0.0.9", confirmedAt: Date.now(), ...more },
  secret: `secret-of-${id}`,
});
const plain = (kind: SubjectKind, id: string, record: AccessRecord): Subject => ({
  kind,
  id,
  record,
  secret: `secret-of-${id}`,
});

/** From 200 days ago. */
const OLD: readonly Subject[] = [person("viewer", "viewer"), session("expired", "viewer")];

const SUBJECTS: readonly Subject[] = [
  plain("server", "server", { posts: "keys" }),
  person("operator", "operator"),
  person("admin", "admin"),
  person("king", "king"),
  person("local", "viewer", ["Shaft 3"]),
  person("local-operator", "operator", ["Shaft 3"]),
  // As no version writes it.
  { kind: "person", id: "unclear", record: { role: "operator", places: "Shaft 4" } },
  ...["viewer", "operator", "admin", "king", "local", "local-operator", "unclear"].map((id) =>
    session(`session-${id}`, id),
  ),
  session("unconfirmed", "admin", { confirmedAt: 0 }),
  session("orphan", "nobody"),
  session("revoked", "viewer", { endedAt: Date.now(), ended: "revoked" }),
  session("left", "viewer", { endedAt: Date.now(), ended: "signed-out" }),
  plain("display", "display", { places: null }),
  plain("display", "answering-display", { places: null, answers: true }),
  plain("display", "local-display", { places: ["Shaft 3"] }),
  plain("display", "lost-display", { endedAt: Date.now(), ended: "revoked" }),
  plain("key", "gateway", { kind: "gateway" }),
  plain("key", "reader", { kind: "reader" }),
  plain("key", "odd-key", { kind: "admin" }),
  plain("invitation", "invitation", { role: "viewer", places: null }),
];

function entryOf({ kind, id, record, secret }: Subject, seq: number, at: number): Entry {
  const digest = secret === undefined ? {} : { secret: { digest: digestOf(secret) } };
  return { seq, at, kind: "access", what: "made", subject: { kind, id, name: id }, record, ...digest };
}

/** Writes a journal with all of them into a folder. Their secrets are `secret-of-<id>`. */
export async function writeAccessJournal(folder: string): Promise<void> {
  const now = Date.now();
  const old = OLD.map((subject, place) => entryOf(subject, place + 1, now - 200 * DAY_MS));
  const fresh = SUBJECTS.map((subject, place) => entryOf(subject, OLD.length + place + 1, now - 1_000));
  await mkdir(join(folder, "journal"), { recursive: true });
  const lines = new LineFormatter().format([...old, ...fresh]);
  await writeFile(join(folder, "journal", "000000000001.ndjson"), lines);
}
