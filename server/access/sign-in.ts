// How people prove who they are: the first admin by the code that the terminal shows, everybody after that by name and password.

import type { Actor } from "../../shared/entries/actor.ts";
import type { AccessDraft } from "../../shared/entries/entry.ts";
import { commandName } from "../../shared/ground/command-name.ts";
import { MINUTE_MS } from "../../shared/ground/time.ts";
import type { Access } from "./access.ts";
import type { Row } from "./book.ts";
import type { Passwords } from "./passwords.ts";
import { fromSignOn, type People } from "./people.ts";
import { AccessRefusal, tooBusy, tooManyTries } from "./refusal.ts";
import { isSame, normaliseCode } from "./secrets.ts";
import type { Asking, NewSession, Sessions } from "./sessions.ts";
import { Throttle } from "./throttle.ts";

/** Wrong set-up codes that are taken, within a time. */
const MAX_CODES = 10;
const CODES_MS = 10 * MINUTE_MS;

interface SignInParts {
  readonly access: Access;
  readonly people: People;
  readonly sessions: Sessions;
  readonly passwords: Passwords;
  readonly now: () => number;
}

/** Who somebody says to be. */
export interface SignIn {
  readonly name: string;
  readonly password: string;
}

/** Where people come in. */
export class SignIns {
  readonly #parts: SignInParts;
  readonly #throttle: Throttle;
  #codes = { began: 0, wrong: 0 };

  constructor(parts: SignInParts) {
    this.#parts = parts;
    this.#throttle = new Throttle(parts.now);
  }

  /** Makes the first admin, signed in. */
  async setUp(
    { code, name, password }: SignIn & { readonly code: string },
    asking: Asking,
  ): Promise<NewSession> {
    this.#assertCode(code);
    const { access, people, sessions } = this.#parts;
    const record = await people.passwordRecord(password);
    return people.inTurn(async () => {
      assertNoAdmin(access);
      const by: Actor = { kind: "person", name, from: asking.by.from };
      const { id, drafts } = people.adding({ name, role: "admin", places: null }, by, record);
      const session = sessions.make({ id, name }, "setup", asking);
      await access.append([...drafts, ...session.drafts]);
      return session;
    });
  }

  /** Signs somebody in. A name that nobody has takes as long, and is answered the same. */
  async signIn({ name, password }: SignIn, asking: Asking): Promise<NewSession> {
    const { access, people, sessions } = this.#parts;
    const record = this.#passwordOf(people.byName(name));
    await this.#assertPassword({ name, password }, record, asking.by);
    return people.inTurn(async () => {
      const person = people.byName(name);
      if (!person || this.#passwordOf(person) !== record) throw wrongSignIn();
      const session = sessions.make(person, "password", asking);
      await access.append(session.drafts);
      return session;
    });
  }

  /** Takes the password of somebody who is signed in once more. */
  async confirm(session: string, password: string, by: Actor): Promise<void> {
    const { access, people, now } = this.#parts;
    const row = access.book.row("session", session);
    const person = row && access.book.row("person", String(row.record["person"]));
    if (!row || !person) throw wrongSignIn();
    if (people.isFromSignOn(person)) throw fromSignOn(person.name);
    const record = this.#passwordOf(person);
    await this.#assertPassword({ name: person.name, password }, record, by);
    await people.inTurn(async () => {
      if (this.#passwordOf(people.find(person.id)) !== record) throw wrongSignIn();
      const subject = { kind: "session", id: row.id, name: row.name } as const;
      await access.append([
        { kind: "access", what: "confirmed", subject, by, record: { confirmedAt: now() } },
      ]);
    });
  }

  /** Changes one's own password; all other sessions end. Whoever has none yet gives an empty one as the old. */
  async changePassword(session: string, passwords: { old: string; new: string }, by: Actor): Promise<void> {
    const { access, people, sessions, now } = this.#parts;
    const row = access.book.row("session", session);
    const person = people.find(String(row?.record["person"]));
    if (people.isFromSignOn(person)) throw fromSignOn(person.name);
    const kept = this.#passwordOf(person);
    if (kept !== undefined)
      await this.#assertPassword({ name: person.name, password: passwords.old }, kept, by);
    const password = await people.passwordRecord(passwords.new);
    await people.inTurn(async () => {
      if (this.#passwordOf(people.find(person.id)) !== kept) throw wrongSignIn();
      const others = sessions.list(person.id).filter(({ id }) => id !== session);
      const subject = { kind: "session", id: session, name: person.name } as const;
      await access.append([
        passwordDraft(person, password, by),
        ...others.map((other) => sessions.ending(other, by, "expired")),
        { kind: "access", what: "confirmed", subject, by, record: { confirmedAt: now() } },
      ]);
    });
  }

  #assertCode(code: string): void {
    const { access, now } = this.#parts;
    assertNoAdmin(access);
    if (now() - this.#codes.began >= CODES_MS) this.#codes = { began: now(), wrong: 0 };
    if (this.#codes.wrong >= MAX_CODES) throw tooManyTries(this.#codes.began + CODES_MS - now());
    if (isSame(normaliseCode(code), access.setupCode ?? "")) return;
    this.#codes.wrong += 1;
    const message = `This is not the set-up code. The server shows it where it was started; \`${commandName("admin")}\` there does without.`;
    throw new AccessRefusal("wrong_code", message);
  }

  /**
   * What is kept of a person's password. Looked at again once a password was found to be right: meanwhile it may have been changed,
   * because somebody has stolen it. Whom another server vouches for has none: else they would come in when it does so no more.
   */
  #passwordOf(person: Row | undefined): string | undefined {
    return person && !this.#parts.people.isFromSignOn(person) ? person.secret["password"] : undefined;
  }

  async #assertPassword({ name, password }: SignIn, record: string | undefined, by: Actor): Promise<void> {
    const wait = this.#throttle.waitMs(name, by.from);
    if (wait > 0) throw tooManyTries(wait);
    const guesses = this.#throttle.begin(name, by.from);
    const isRight = await this.#parts.passwords.isRight(password, record);
    if (isRight === undefined) {
      this.#throttle.giveBack(name, by.from);
      throw tooBusy();
    }
    if (!isRight) {
      if (isToldOf(guesses)) await this.#tellOfGuesses(name, by);
      throw wrongSignIn();
    }
    this.#throttle.succeed(name, by.from);
  }

  /** A name that nobody has is left out: people type their password there. */
  async #tellOfGuesses(name: string, by: Actor): Promise<void> {
    const subject = { kind: "session", id: "", name: this.#parts.people.byName(name)?.name ?? "" } as const;
    await this.#parts.access.append([{ kind: "access", what: "sign-in-refused", subject, by }]);
  }
}

/** The fourth wrong guess, and then each time that they have doubled: a flood of them is a few entries. */
function isToldOf(guesses: number): boolean {
  return guesses >= 4 && Number.isInteger(Math.log2(guesses));
}

function passwordDraft({ id, name }: Row, password: string, by: Actor): AccessDraft {
  const subject = { kind: "person", id, name } as const;
  return { kind: "access", what: "password-changed", subject, by, secret: { password } };
}

function assertNoAdmin({ hasAdmin }: Access): void {
  if (hasAdmin)
    throw new AccessRefusal("admin_exists", "There is an admin already. Sign in, or ask for an invitation.");
}

function wrongSignIn(): AccessRefusal {
  return new AccessRefusal("wrong_sign_in", "The name or the password is wrong.");
}
