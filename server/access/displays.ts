// Displays: screens on walls, which read and nothing else, and stay signed in until an admin says otherwise.

import type { AccessRecord } from "../../shared/entries/access.ts";
import type { Actor } from "../../shared/entries/actor.ts";
import type { AccessDraft } from "../../shared/entries/entry.ts";
import { createTurns } from "../../shared/ground/in-turn.ts";
import { SECOND_MS } from "../../shared/ground/time.ts";
import type { SoundTest } from "../../shared/rules/sound-test.ts";
import type { DisplayLook } from "../../shared/wire/displays.ts";
import type { Access } from "./access.ts";
import { isEnded, type Row } from "./book.ts";
import { placesIn } from "./principal.ts";
import { AccessRefusal } from "./refusal.ts";
import { newId, type RandomBytes } from "./secrets.ts";

const MAX_DISPLAYS = 200;
/** Tests of a display are noted at most so often: it may read and do nothing else, so it must not fill the log. */
const TEST_EACH_MS = 10 * SECOND_MS;

/** What a display is called, shows and looks like; what is absent stays, or is left to the site. */
export type DisplayLooks = Partial<DisplayLook> & { readonly name: string };

interface DisplayParts {
  readonly access: Access;
  readonly random: RandomBytes;
  readonly now: () => number;
}

/** What a display looks like, as its row has it. */
export function lookOf({ record }: Pick<Row, "record">): DisplayLook {
  const { theme, language, answers } = record;
  return {
    answers: answers === true,
    places: placesIn({ record }),
    theme: theme === "light" || theme === "dark" || theme === "contrast" ? theme : null,
    language: language === "en" || language === "de" ? language : null,
  };
}

/** The last test of a display's sound by a moment, unix ms; null for none. One that lies ahead is of a clock that was set back. */
export function soundTestOf({ record }: Pick<Row, "record">, now: number): SoundTest | null {
  const { soundTestAt: at, soundTestPassed: passed } = record;
  return typeof at === "number" && at <= now ? { at, passed: passed === true } : null;
}

/** The displays of a server. All rejects with an AccessRefusal for what cannot be. */
export class Displays {
  readonly #parts: DisplayParts;
  readonly #inTurn = createTurns();

  constructor(parts: DisplayParts) {
    this.#parts = parts;
  }

  /** Those that were not revoked, the oldest first. */
  list(): readonly Row[] {
    return this.#parts.access.book.rows("display").filter((row) => !isEnded(row));
  }

  /** A new one, whose secret has this digest. */
  add({ name, ...look }: DisplayLooks, digest: string, by: Actor): Promise<Row> {
    return this.#inTurn(async () => {
      if (this.list().length >= MAX_DISPLAYS)
        throw new AccessRefusal(
          "full",
          `There are ${MAX_DISPLAYS} displays already. Remove those that hang nowhere.`,
        );
      const id = newId(this.#parts.random);
      return this.#write(
        { id, name },
        { what: "display-paired", by, record: { ...look }, secret: { digest } },
      );
    });
  }

  change(id: string, { name, ...look }: Partial<DisplayLooks>, by: Actor): Promise<Row> {
    return this.#inTurn(async () => {
      const row = this.#found(id);
      const draft = { what: "display-changed", by, record: { ...look } };
      return this.#write({ id, name: name ?? row.name }, draft);
    });
  }

  /** It shows nothing any more, and what it kept is deleted. */
  revoke(id: string, by: Actor): Promise<void> {
    return this.#inTurn(async () => {
      const { name } = this.#found(id);
      const record = { endedAt: this.#parts.now(), ended: "revoked" };
      await this.#write({ id, name }, { what: "display-revoked", by, record });
    });
  }

  /** Writes down that nothing was heard of a display since a moment (unix ms), or that it is back: null. */
  async note(id: string, lostAt: number | null, by: Actor): Promise<void> {
    await this.#inTurn(async () => {
      const row = this.list().find((one) => one.id === id);
      if (!row) return;
      const what = lostAt === null ? "display-back" : "display-lost";
      await this.#write({ id, name: row.name }, { what, by, record: { lostAt } });
    });
  }

  /** Writes down a test of a display's sound, once, however often it is told. */
  async noteTest(id: string, test: SoundTest, by: Actor): Promise<void> {
    await this.#inTurn(async () => {
      const row = this.list().find((one) => one.id === id);
      if (!row) return;
      const now = this.#parts.now();
      const at = Math.min(test.at, now);
      const last = soundTestOf(row, now);
      if (last && at < last.at + TEST_EACH_MS) return;
      const what = test.passed ? "display-sound-passed" : "display-sound-failed";
      const record = { soundTestAt: at, soundTestPassed: test.passed };
      await this.#write({ id, name: row.name }, { what, by, record });
    });
  }

  #found(id: string): Row {
    const row = this.list().find((one) => one.id === id);
    if (row) return row;
    throw new AccessRefusal("unknown", "There is no such display. It may have been removed meanwhile.");
  }

  async #write(
    { id, name }: Pick<Row, "id" | "name">,
    draft: Pick<AccessDraft, "what" | "secret"> & { readonly by: Actor; readonly record: AccessRecord },
  ): Promise<Row> {
    const { access } = this.#parts;
    await access.append([{ kind: "access", subject: { kind: "display", id, name }, ...draft }]);
    const row = access.book.row("display", id);
    if (!row) throw new Error("A display is not in the book after it was written.");
    return row;
  }
}
