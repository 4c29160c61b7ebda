// The session of a window: its storage, its channel, and what is done to the browser in its name.

import { nameInBase } from "../../../../shared/ground/base-path.ts";
import { deleteReadings, parseSessionWord, SESSION_CHANNEL, wipe } from "../../../offline/wipe.ts";
import { BASE_PATH } from "../../ground/base-path.ts";
import type { Fetch } from "../base/fetch.ts";
import type { PageTimers } from "../base/page-timers.ts";
import { askWho, endSession, refusalOf } from "./ask-server.ts";
import { PageSession } from "./page-session.ts";
import { sessionMemory } from "./session-memory.ts";

/** What follows for the page's data from who is in. */
export interface SessionFollower {
  /** Streams may begin, or must end. */
  readonly connect: (mayConnect: boolean) => void;
  /** Lets go of what is kept, for good: it is about to be taken away. */
  readonly end: () => Promise<void>;
}

export interface SessionGround {
  readonly window: Window;
  readonly timers: PageTimers;
  /** Asks the server whatever its answer means for the session. */
  readonly fetch: Fetch;
  readonly follower: () => SessionFollower;
}

/** A session with what ends it. */
export interface WindowSession {
  readonly session: PageSession;
  /** Passes requests on, and what their answers say of the session to it. */
  readonly fetch: Fetch;
  /** Tells other pages that somebody signed in here. */
  readonly signedIn: () => void;
  readonly stop: () => void;
}

async function wipeWindow({ window, follower }: SessionGround): Promise<void> {
  await follower().end();
  const { location, indexedDB, navigator } = window;
  const workers = "serviceWorker" in navigator ? navigator.serviceWorker : undefined;
  await wipe({
    databases: indexedDB,
    caches: "caches" in window ? window.caches : undefined,
    unregister: workers && (async () => (await workers.getRegistration())?.unregister()),
    base: BASE_PATH,
    origin: location.origin,
  });
}

async function forget({ window, follower }: SessionGround): Promise<void> {
  await follower().end();
  await deleteReadings({ databases: window.indexedDB, base: BASE_PATH });
  window.location.reload();
}

/** Opens the session. Readings that may no longer be kept are on their way out before anything opens them. */
export function createSession(ground: SessionGround): WindowSession {
  const { window, timers } = ground;
  const channel = new BroadcastChannel(nameInBase(BASE_PATH, SESSION_CHANNEL));
  const session = new PageSession({
    ask: () => askWho(ground.fetch),
    endSession: () => endSession(ground.fetch),
    memory: sessionMemory(() => window.localStorage, BASE_PATH),
    tell: (word) => channel.postMessage(word),
    now: () => Date.now(),
    after: timers.after,
    deleteReadings: () => void deleteReadings({ databases: window.indexedDB, base: BASE_PATH }),
    reload: () => window.location.reload(),
    onDeed: async (deed) => {
      if (deed === "connect" || deed === "disconnect") ground.follower().connect(deed === "connect");
      else await (deed === "wipe" ? wipeWindow(ground) : forget(ground));
    },
  });
  channel.addEventListener("message", ({ data }) => {
    const word = parseSessionWord(data);
    if (word) session.onWord(word);
  });
  return {
    session,
    signedIn: () => channel.postMessage("signed-in"),
    async fetch(path, init) {
      const response = await ground.fetch(path, init);
      const why = await refusalOf(response);
      if (why) session.refused(why);
      return response;
    },
    stop() {
      session.stop();
      channel.close();
    },
  };
}
