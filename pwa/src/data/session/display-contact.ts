// What a display does by itself: it says that it is there, and follows what an admin makes of it.

import { SECOND_MS } from "../../../../shared/ground/time.ts";
import type { DisplayContact, DisplayContactAnswer } from "../../../../shared/wire/displays.ts";
import { OWN_PATHS } from "../../../../shared/wire/own-access.ts";
import type { Fetch } from "../base/fetch.ts";
import type { PageTimers } from "../base/page-timers.ts";
import type { SessionSource, Who } from "../base/session.ts";
import { readContact } from "./access-answers.ts";
import { ask } from "./call-server.ts";
import type { OwnSoundTests } from "./sound-tests.ts";

/** The server takes a display for lost after 60 s: two of these may get lost. */
const EVERY_MS = 20 * SECOND_MS;

export interface DisplayContactParts {
  readonly session: Pick<SessionSource, "standing" | "look" | "subscribe">;
  readonly fetch: Fetch;
  readonly timers: Pick<PageTimers, "every">;
  /** The app's build. */
  readonly build: string;
  /** Whether the browser lets this screen make no sound. */
  readonly isMute: () => boolean;
  readonly soundTests: Pick<OwnSoundTests, "untold" | "heard">;
}

function isOther(who: Extract<Who, { kind: "display" }>, told: DisplayContactAnswer): boolean {
  const looks = ({ name, places, theme, language, answers }: Omit<DisplayContactAnswer, "soundTest">) =>
    JSON.stringify([name, places, theme, language, answers]);
  return looks(who) !== looks(told);
}

function contactOf({ build, isMute, soundTests }: DisplayContactParts): DisplayContact {
  const soundTest = soundTests.untold();
  return { build, ...(isMute() ? { isMute: true } : {}), ...(soundTest ? { soundTest } : {}) };
}

/** Begins. Returns what ends it. */
export function keepContact(parts: DisplayContactParts): () => void {
  const { session, fetch, timers, soundTests } = parts;
  let isAsking = false;
  const display = () => {
    const standing = session.standing();
    return standing.kind === "in" && standing.me.who.kind === "display" ? standing.me.who : undefined;
  };
  const tell = async () => {
    const who = display();
    if (!who || isAsking) return;
    isAsking = true;
    try {
      const body = contactOf(parts);
      const told = await ask(fetch, { method: "POST", path: OWN_PATHS.displayContact, body }, readContact);
      soundTests.heard(told.soundTest, body.soundTest);
      if (isOther(who, told)) await session.look();
    } catch {
      // The next one tells. A display that was removed has heard of it by the refusal, which `fetch` passes on.
    } finally {
      isAsking = false;
    }
  };
  const endTimer = timers.every(EVERY_MS, () => void tell());
  let wasDisplay = false;
  const endListening = session.subscribe(() => {
    const isDisplay = display() !== undefined;
    if (isDisplay && !wasDisplay) void tell();
    wasDisplay = isDisplay;
  });
  void tell();
  return () => {
    endTimer();
    endListening();
  };
}
