// Invitations: a person's phone comes in by a token that is good once, for a quarter of an hour.

import type { Role } from "../../shared/entries/access.ts";
import type { Actor } from "../../shared/entries/actor.ts";
import type { AccessDraft } from "../../shared/entries/entry.ts";
import { HOUR_MS, MINUTE_MS } from "../../shared/ground/time.ts";
import type { Access } from "./access.ts";
import type { Row } from "./book.ts";
import { fromSignOn, type People } from "./people.ts";
import { placesIn } from "./principal.ts";
import { AccessRefusal, noAdmin } from "./refusal.ts";
import { digestOf, newId, newSecret, type RandomBytes } from "./secrets.ts";
import type { Asking, NewSession, Sessions } from "./sessions.ts";

const LIFE_MS = 15 * MINUTE_MS;
/** So long the admin who made it still sees who came. */
const SHOWN_MS = HOUR_MS;
const MAX_OPEN = 100;

/** Who is invited. */
export interface Invited {
  readonly name: string;
  readonly role: Exclude<Role, "admin">;
  readonly places: readonly string[] | null;
}

interface InvitationParts {
  readonly access: Access;
  readonly people: People;
  readonly sessions: Sessions;
  readonly random: RandomBytes;
  readonly now: () => number;
}

/** The invitations of a server. */
export class Invitations {
  readonly #parts: InvitationParts;

  constructor(parts: InvitationParts) {
    this.#parts = parts;
  }

  /** Those that are open, and those that were used a short while ago. */
  list(): readonly Row[] {
    const now = this.#parts.now();
    const last = ({ record, createdAt }: Row) => Number(record["joinedAt"] ?? createdAt + LIFE_MS - SHOWN_MS);
    return this.#parts.access.book.rows("invitation").filter((row) => now < last(row) + SHOWN_MS);
  }

  /** Until when it can be used, unix ms. */
  expiresAt({ createdAt }: Row): number {
    return createdAt + LIFE_MS;
  }

  /** Makes one. Somebody of that name who is no admin gets another device by it, and the role and places that it says. */
  async invite(invited: Invited, by: Actor): Promise<{ readonly row: Row; readonly token: string }> {
    const { access, people, random } = this.#parts;
    if (!access.hasAdmin) throw noAdmin();
    if (people.byName(invited.name)?.record["role"] === "admin") {
      const message = `${invited.name} is an admin, and admins come in by their password alone. Take another name.`;
      throw new AccessRefusal("name_taken", message);
    }
    const known = people.byName(invited.name);
    if (known && people.isFromSignOn(known)) throw fromSignOn(known.name);
    const gone = this.#gone();
    if (access.book.rows("invitation").length - gone.length >= MAX_OPEN)
      throw new AccessRefusal(
        "full",
        `There are ${MAX_OPEN} invitations already. Wait until some have expired.`,
      );
    const [id, token] = [newId(random), newSecret(random)];
    const { name, role, places } = invited;
    const subject = { kind: "invitation", id, name } as const;
    const secret = { digest: digestOf(token) };
    await access.append([
      ...gone.map((row) => this.#ending(row, by)),
      { kind: "access", what: "invited", subject, by, record: { role, places }, secret },
    ]);
    const row = access.book.row("invitation", id);
    if (!row) throw new Error("An invitation is not in the book after it was written.");
    return { row, token };
  }

  async withdraw(id: string, by: Actor): Promise<void> {
    const row = this.#parts.access.book.row("invitation", id);
    if (!row) throw unknownInvitation();
    await this.#parts.access.append([{ ...this.#ending(row, by), what: "invitation-withdrawn" }]);
  }

  /** Takes a token: whoever is invited is signed in on the device that asks. */
  join(token: string, asking: Asking): Promise<NewSession> {
    const { access, people, sessions, now } = this.#parts;
    return people.inTurn(async () => {
      const found = access.book.find(digestOf(token));
      if (found?.kind !== "invitation" || now() >= this.expiresAt(found.row)) throw unknownInvitation();
      const { row } = found;
      const by: Actor = { kind: "person", name: row.name, from: asking.by.from };
      const person = this.#personFor(row, by);
      const session = sessions.make({ id: person.id, name: row.name }, "invitation", asking);
      const used: AccessDraft = {
        kind: "access",
        what: "invitation-used",
        subject: { kind: "invitation", id: row.id, name: row.name },
        by,
        record: { joinedAt: now(), device: asking.device, from: by.from, session: session.id },
        // It is good once.
        secret: { digest: "" },
      };
      await access.append([...person.drafts, ...session.drafts, used]);
      return session;
    });
  }

  #personFor({ name, record }: Row, by: Actor): { id: string; drafts: AccessDraft[] } {
    const { people } = this.#parts;
    const places = placesIn({ record });
    const role = record["role"] === "operator" ? "operator" : "viewer";
    const known = people.byName(name);
    if (!known) return people.adding({ name, role, places }, by);
    if (known.record["role"] === "admin" || people.isFromSignOn(known)) throw unknownInvitation();
    const subject = { kind: "person", id: known.id, name: known.name } as const;
    const changed: AccessDraft = {
      kind: "access",
      what: "person-changed",
      subject,
      by,
      record: { role, places },
    };
    return { id: known.id, drafts: [changed] };
  }

  #gone(): readonly Row[] {
    const shown = new Set(this.list());
    return this.#parts.access.book.rows("invitation").filter((row) => !shown.has(row));
  }

  #ending({ id, name }: Row, by: Actor): AccessDraft {
    const subject = { kind: "invitation", id, name } as const;
    return { kind: "access", what: "invitation-expired", subject, by, record: null };
  }
}

function unknownInvitation(): AccessRefusal {
  const message =
    "This invitation was used, withdrawn, or is older than 15 minutes. Ask the admin for a new one.";
  return new AccessRefusal("unknown_invitation", message);
}
