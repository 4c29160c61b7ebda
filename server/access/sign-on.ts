// How people come in by another server that knows them: Davy sends the browser there, and takes its word for who came back. Whoever
// is known there and has a role here becomes a person, or is the one they were before; role and places follow that server each time.

import type { Actor } from "../../shared/entries/actor.ts";
import type { AccessDraft } from "../../shared/entries/entry.ts";
import { MINUTE_MS } from "../../shared/ground/time.ts";
import type { Report } from "../report.ts";
import type { Access } from "./access.ts";
import type { Row } from "./book.ts";
import { type Checks, type Issuer, IssuerError, type IssuerProblem } from "./issuer.ts";
import type { People } from "./people.ts";
import { AccessRefusal, noAdmin, tooBusy, tooManyTries } from "./refusal.ts";
import { digestOf, newSecret, type RandomBytes } from "./secrets.ts";
import type { Asking, NewSession, Sessions } from "./sessions.ts";
import { type KnownElsewhere, readClaims, type SignOnSettings } from "./sign-on-claims.ts";
import { Throttle } from "./throttle.ts";
import { Turnstile } from "./turnstile.ts";

/** So many words of the other server are asked for at a time, the others wait their turn; more are turned away. */
const AT_A_TIME = 4;
const MAX_WAITING = 32;
const UNREACHABLE_RETRY_S = 10;
/** Whoever has no role and tries again and again is told of once in this, ms… */
const TOLD_AGAIN_MS = 10 * MINUTE_MS;
/** …of so many people; when full all are let go. */
const MAX_TOLD = 1_000;

type Grant = NonNullable<KnownElsewhere["grant"]>;

interface SignOnParts {
  readonly access: Access;
  readonly people: People;
  readonly sessions: Sessions;
  readonly settings: SignOnSettings;
  readonly issuer: Issuer;
  readonly random: RandomBytes;
  readonly now: () => number;
  readonly report: Pick<Report, "warn">;
}

/** The sign-on by another server. */
export class SignOn {
  readonly #parts: SignOnParts;
  readonly #turnstile = new Turnstile(AT_A_TIME, MAX_WAITING);
  readonly #throttle: Throttle;
  readonly #told = new Map<string, number>();
  readonly #warnedAt = new Map<IssuerProblem, number>();

  constructor(parts: SignOnParts) {
    this.#parts = parts;
    this.#throttle = new Throttle(parts.now);
  }

  /** What people call it. */
  get name(): string {
    return this.#parts.settings.name;
  }

  /** The address at the other server to which a browser goes, and what it alone knows. `isAgain`: the password is asked for there. */
  async begin(request: {
    readonly redirectUri: string;
    readonly isAgain: boolean;
  }): Promise<{ readonly url: string; readonly secret: string }> {
    this.#assertAdmin();
    const secret = newSecret(this.#parts.random);
    return {
      secret,
      url: await this.#ask(() => this.#parts.issuer.authorizationUrl(checksOf(secret), request)),
    };
  }

  /** Takes the word of the other server, by the address at which a browser came back. */
  async finish(secret: string, answer: URL, asking: Asking): Promise<NewSession> {
    this.#assertAdmin();
    const { from } = asking.by;
    const wait = this.#throttle.waitMs("", from);
    if (wait > 0) throw tooManyTries(wait);
    this.#throttle.begin("", from);
    const claims = await this.#ask(() =>
      this.#turnstile.run(() => this.#parts.issuer.claimsOf(checksOf(secret), answer)),
    ).catch((error: unknown) => {
      // Only what is made up counts as a guess: an issuer that is gone is nobody's fault who asks.
      if (!(error instanceof AccessRefusal && error.code === "sign_on_failed"))
        this.#throttle.giveBack("", from);
      throw error;
    });
    if (claims === undefined) {
      this.#throttle.giveBack("", from);
      throw tooBusy();
    }
    this.#throttle.succeed("", from);
    return this.#enter(readClaims(claims, this.#parts.settings), asking);
  }

  /** Where somebody signs out at the other server, too; undefined where one cannot. */
  endUrl(returnTo: string): Promise<string | undefined> {
    return this.#ask(() => this.#parts.issuer.endUrl(returnTo));
  }

  /** While nobody is asked who they are there is nobody to sign on, and the first admin is made here. */
  #assertAdmin(): void {
    if (!this.#parts.access.hasAdmin) throw noAdmin();
  }

  async #ask<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof IssuerError)) throw error;
      this.#warn(error);
      throw refusalOf(error, this.name);
    }
  }

  /** Whoever makes one problem after the other does not fill the log. */
  #warn({ problem, detail }: IssuerError): void {
    const now = this.#parts.now();
    if (now - (this.#warnedAt.get(problem) ?? Number.NEGATIVE_INFINITY) < MINUTE_MS) return;
    this.#warnedAt.set(problem, now);
    this.#parts.report.warn({ problem, detail }, "A sign-on did not succeed");
  }

  #enter(known: KnownElsewhere, asking: Asking): Promise<NewSession> {
    const { access, people, sessions, settings, now } = this.#parts;
    return people.inTurn(async () => {
      const before = people.list().find(({ record }) => record["signOn"] === known.subject);
      const { grant } = known;
      if (grant === undefined) return this.#refuse(before, known, asking.by);
      const by: Actor = { kind: "person", name: before?.name ?? this.#nameFor(known), from: asking.by.from };
      const person = before ? changing(before, grant, by) : this.#adding(by.name, { ...grant, known }, by);
      const begun = {
        how: "sign-on",
        confirmedAt: Math.min(known.confirmedAt, now()),
        until: now() + settings.lifeMs,
      } as const;
      const session = sessions.make({ id: person.id, name: by.name }, begun, asking);
      await access.append([...person.drafts, ...session.drafts]);
      return session;
    });
  }

  #adding(name: string, { known, ...grant }: Grant & { readonly known: KnownElsewhere }, by: Actor) {
    const { id, drafts } = this.#parts.people.adding({ name, ...grant }, by);
    const signOn = { signOn: known.subject };
    return { id, drafts: drafts.map((draft) => ({ ...draft, record: { ...draft.record, ...signOn } })) };
  }

  /** Whoever has no role there any more has none here: what they had open ends, and their devices forget all. */
  async #refuse(before: Row | undefined, { names, subject: who }: KnownElsewhere, by: Actor): Promise<never> {
    const { access, sessions } = this.#parts;
    const name = before?.name ?? names[0] ?? "";
    const ended = before === undefined ? [] : sessions.list(before.id);
    const subject = { kind: "session", id: "", name } as const;
    const told: AccessDraft = { kind: "access", what: "sign-on-refused", subject, by };
    const drafts = [
      ...(this.#isNews(who) ? [told] : []),
      ...ended.map((row) => sessions.ending(row, by, "revoked")),
    ];
    if (drafts.length > 0) await access.append(drafts);
    throw new AccessRefusal(
      "no_role",
      `${this.name} knows you, but gives you no role here. Ask an admin of it.`,
    );
  }

  #isNews(who: string): boolean {
    const now = this.#parts.now();
    if (now - (this.#told.get(who) ?? Number.NEGATIVE_INFINITY) < TOLD_AGAIN_MS) return false;
    if (this.#told.size >= MAX_TOLD) this.#told.clear();
    this.#told.set(who, now);
    return true;
  }

  /** A name that nobody has: whoever has it already may be somebody else. */
  #nameFor({ names, subject }: KnownElsewhere): string {
    const { people } = this.#parts;
    const isFree = (name: string) => people.byName(name) === undefined;
    const [best = subject.slice(-20)] = names;
    const free = names.find(isFree);
    if (free !== undefined) return free;
    let count = 2;
    while (!isFree(`${best} ${count}`)) count += 1;
    return `${best} ${count}`;
  }
}

/**
 * What a sign-on is known by, all from the one secret in the browser's cookie: nothing of it is kept here, so that nobody fills a table
 * by beginning and not coming back, and it goes on over a restart.
 */
function checksOf(secret: string): Checks {
  const [state, nonce, verifier] = ["state", "nonce", "verifier"].map((use) => digestOf(`${secret} ${use}`));
  return { state: state ?? "", nonce: nonce ?? "", verifier: verifier ?? "" };
}

function changing({ id, name, record }: Row, grant: Grant, by: Actor): { id: string; drafts: AccessDraft[] } {
  const places = grant.role === "admin" ? null : grant.places;
  const isSame = record["role"] === grant.role && JSON.stringify(record["places"]) === JSON.stringify(places);
  if (isSame) return { id, drafts: [] };
  const subject = { kind: "person", id, name } as const;
  const changed = { role: grant.role, places };
  return { id, drafts: [{ kind: "access", what: "person-changed", subject, by, record: changed }] };
}

function refusalOf({ problem }: IssuerError, name: string): AccessRefusal {
  switch (problem) {
    case "denied":
      return new AccessRefusal("sign_on_denied", `${name} did not sign you on.`);
    case "failed":
      return new AccessRefusal(
        "sign_on_failed",
        `What came back from ${name} is not fit, or not any more. Try again.`,
      );
    case "unreachable": {
      const message = `${name} does not answer as it should. Sign in with a password, or try again later.`;
      return new AccessRefusal("sign_on_unreachable", message, UNREACHABLE_RETRY_S);
    }
  }
}
