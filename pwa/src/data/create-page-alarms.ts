// The alarms of a page, put together over its ground.

import type { BoundedStore } from "../../offline/bounded-store.ts";
import { NoteShelf } from "../../offline/note-shelf.ts";
import type { AnswerShelf } from "./alarms/answer-queue.ts";
import { PageAlarms, type PageAlarmsParts } from "./alarms/page-alarms.ts";
import type { SessionSource } from "./base/session.ts";
import type { Ground } from "./page-ground.ts";

const ALARMS_NOTE = "alarms";
/** Answers are notes of their own. */
const ANSWERS_PREFIX = "answer/";
const KEY_BYTES = 16;

export interface PageAlarmsNeeds extends Pick<PageAlarmsParts, "link" | "heardAt" | "preset"> {
  /** What keeps notes; rejects while its code is missing. */
  readonly store: () => Promise<BoundedStore>;
}

/** A key that nobody else makes. `crypto.randomUUID` is not there on a page over plain HTTP. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(KEY_BYTES));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Whoever looks at this screen; undefined while nobody is let in. */
function whoOf(session: SessionSource): string | undefined {
  const standing = session.standing();
  if (standing.kind === "unasked") return "open";
  if (standing.kind !== "in") return undefined;
  const { who } = standing.me;
  return "id" in who ? `${who.kind} ${who.id}` : "open";
}

/** Answers on disk. A store whose code is missing keeps nothing. */
function shelfOf(store: () => Promise<BoundedStore>): AnswerShelf {
  const shelf = async () => new NoteShelf(await store(), ANSWERS_PREFIX);
  return {
    all: async () =>
      await shelf()
        .then((open) => open.all())
        .catch(() => undefined),
    put: async (notes) =>
      await shelf()
        .then((open) => open.put(notes))
        .catch(() => false),
    drop: async (name) =>
      await shelf()
        .then((open) => open.drop(name))
        .catch(() => undefined),
  };
}

/** Puts them together; nothing begins before `start`. */
export function createPageAlarms(ground: Ground, needs: PageAlarmsNeeds): PageAlarms {
  const { fetch, timers, notify, clock, signIn } = ground;
  const { store } = needs;
  return new PageAlarms({
    ...needs,
    fetch,
    timers,
    random: () => Math.random(),
    notifier: notify.alarms,
    steps: notify.steps,
    notes: {
      read: async () =>
        await store()
          .then((open) => open.note(ALARMS_NOTE))
          .catch(() => undefined),
      write: async (note) =>
        await store()
          .then((open) => open.setNote(ALARMS_NOTE, note))
          .catch(() => undefined),
    },
    queue: {
      shelf: shelfOf(store),
      now: () => clock.now(),
      newKey,
      who: () => whoOf(signIn.session),
    },
  });
}
