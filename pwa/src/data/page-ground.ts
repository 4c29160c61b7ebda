// What the parts of the page's data stand on.

import { nameInBase } from "../../../shared/ground/base-path.ts";
import type { HeardReading } from "../../../shared/present/present-reading.ts";
import type { AlarmEvent } from "../../../shared/wire/alarms.ts";
import { BASE_PATH, inBase } from "../ground/base-path.ts";
import type { Fetch } from "./base/fetch.ts";
import { createNotifier, type Notifier } from "./base/notifier.ts";
import { createPageTimers, type PageTimers } from "./base/page-timers.ts";
import { Topic } from "./base/topic.ts";
import { TAKEOVER_CHANNEL, TakeoverQuiet } from "./install/takeover-quiet.ts";
import { createSession, type SessionFollower, type WindowSession } from "./session/create-session.ts";
import { ServerClock } from "./stream/server-clock.ts";

/** The parts that have no decision in them: clock, notifiers, timers. */
export interface Ground {
  readonly window: Window;
  readonly timers: PageTimers;
  readonly clock: ServerClock;
  readonly quiet: TakeoverQuiet;
  readonly notify: { readonly [Name in "fleet" | "history" | "offline" | "app" | "alarms"]: Notifier } & {
    readonly readings: Topic<HeardReading>;
    readonly steps: Topic<AlarmEvent>;
  };
  readonly signIn: WindowSession;
  /** Sets who does what follows for the page's data from who is in. */
  readonly onSession: (follower: SessionFollower) => void;
  /** Rejects also while an update takes over. */
  readonly fetch: Fetch;
}

/** Lays the ground over a window. Nothing is requested or opened by it. */
export function layGround(window: Window): Ground {
  const timers = createPageTimers(window);
  const notifier = () => createNotifier(timers.frame);
  const notify = {
    fleet: notifier(),
    history: notifier(),
    offline: notifier(),
    app: notifier(),
    alarms: notifier(),
    steps: new Topic<AlarmEvent>(),
    readings: new Topic<HeardReading>(),
  };
  const now = () => Date.now();
  const mono = () => performance.now();
  const quiet = new TakeoverQuiet(new BroadcastChannel(nameInBase(BASE_PATH, TAKEOVER_CHANNEL)), mono);
  let follower: SessionFollower = { connect: () => undefined, end: async () => undefined };
  const signIn = createSession({
    window,
    timers,
    // As if there were no network: whoever asks has an answer for that.
    fetch: async (path, init) => {
      if (quiet.isQuiet) throw new Error("An update takes over.");
      return await window.fetch(inBase(path), init);
    },
    follower: () => follower,
  });
  return {
    window,
    timers,
    signIn,
    onSession: (given) => {
      follower = given;
    },
    clock: new ServerClock({ mono, wall: now }),
    notify,
    quiet,
    fetch: signIn.fetch,
  };
}
