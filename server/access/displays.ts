// Displays: screens on walls, which read and nothing else, and stay signed in until an admin says otherwise.

import type { AccessRecord } from "../../shared/entries/access.ts";
import type { Actor } from "../../shared/entries/actor.ts";
import type { AccessDraft } from "../../shared/entries/entry.ts";
import { createTurns } from "../../shared/ground/in-turn.ts";
import type { DisplayLook } from "../../shared/wire/displays.ts";
import type { Access } from "./access.ts";
import { isEnded, type Row } from "./book.ts";
import { AccessRefusal } from "./refusal.ts";
import { newId, type RandomBytes } from "./secrets.ts";

const MAX_DISPLAYS = 200;

/** What a display is called, shows and looks like; what is absent stays, or is left to the site. */
export type DisplayLooks = Partial<DisplayLook> & { readonly name: string };

interface DisplayParts {
  readonly access: Access;
  readonly random: RandomBytes;
  readonly now: () => number;
}

/** What a display looks like, as its row has it. */
export function lookOf({ record }: Pick<Row, "record">): DisplayLook {
  const { places, theme, language, answers } = record;
  return {
    answers: answers === true,
    places: Array.isArray(places) ? places : null,
    theme: theme === "light" || theme === "dark" || theme === "contrast" ? theme : null,
    language: language === "en" || language === "de" ? language : null,
  };
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
