// What is heard of a wall: the worst that nobody has answered, again and again, or that the connection is lost.

import type { ReactiveController, ReactiveElement } from "lit";
import type { Alarm } from "../../../../shared/entries/alarm.ts";
import type { Moment } from "../../../../shared/fleet/freshness.ts";
import { SECOND_MS } from "../../../../shared/ground/time.ts";
import { TestTimes } from "../../../../shared/rules/sound-test.ts";
import { CallPlayer, wakeSound } from "../../controllers/call-player.ts";
import type { AppData } from "../../data/base/app-data.ts";
import { CALLS, type Call, CallPace, callFor, SILENCE_MS, Silence } from "../../rules/alarm-calls.ts";
import { SoundTester } from "./sound-tester.ts";
import { type Block, isDanger } from "./wall-blocks.ts";

/** How often it is asked what is due, ms. */
const TICK_MS = SECOND_MS / 2;
/** How long it is waited for the browser's sound to wake, ms; meanwhile the first picture is drawn. */
const WAKE_MS = SECOND_MS / 5;
/** How long a browser may take until it lets a page speak, ms: before that nobody knows that it does not. */
const ARMED_BY_MS = 3 * SECOND_MS;

/** What is to be heard of, at present. */
export interface Audible {
  /** Those of this wall. */
  readonly alarms: readonly Alarm[];
  readonly blocks: readonly Block[];
  /** Server time, unix ms. */
  readonly now: number;
  /** Before the server was heard nobody knows what time it is. */
  readonly isGuess: boolean;
  readonly isLost: boolean;
}

/** What is to be heard of a wall; nothing before there is one. */
export function audibleOf(
  wall: Pick<Audible, "alarms" | "blocks"> | undefined,
  { serverNow: now, isGuess = false }: Moment,
  isLost: boolean,
): Audible {
  return { alarms: wall?.alarms ?? [], blocks: wall?.blocks ?? [], now, isGuess, isLost };
}

/** Blocks whose alarm the server has not told of: their own readings say that somebody must hear of them. */
function untold(blocks: readonly Block[]): Block[] {
  return blocks.filter(
    (block) => isDanger(block) && block.alarm === undefined && block.standing === "asks" && !block.isAged,
  );
}

function worse(a: Call | undefined, b: Call | undefined): Call | undefined {
  return CALLS.find((call) => call === a || call === b);
}

/** The voice of a wall. It is armed by a touch, where the browser does not let it speak by itself. */
export class WallSound implements ReactiveController {
  readonly #host: ReactiveElement;
  readonly #audible: () => Audible;
  readonly #data: () => AppData | undefined;
  readonly #player = new CallPlayer(() => this.#changed());
  readonly #silence = new Silence();
  readonly #pace = new CallPace();
  /** Ids of blocks that were silenced with the alarms, and until when, unix ms. */
  #quiet: { readonly ids: ReadonlySet<string>; readonly until: number } = { ids: new Set(), until: 0 };
  readonly #tester = new SoundTester({
    playTone: () => this.#player.play("test"),
    told: (test) => this.#data()?.soundTests.tell(test),
    changed: () => this.#host.requestUpdate(),
    mono: () => performance.now(),
  });
  readonly #times = new TestTimes();
  #ticking: ReturnType<typeof setInterval> | undefined;
  /** By the page's clock, ms. */
  #beganAt = 0;
  #isMute = false;

  constructor(host: ReactiveElement, audible: () => Audible, data: () => AppData | undefined) {
    this.#data = data;
    this.#host = host;
    this.#audible = audible;
    host.addController(this);
  }

  hostConnected(): void {
    this.#beganAt = performance.now();
    setTimeout(this.#start, WAKE_MS);
    window.addEventListener("pointerdown", this.#arm);
    window.addEventListener("keydown", this.#arm);
    this.#ticking = setInterval(() => this.#tick(), TICK_MS);
    void wakeSound();
  }

  hostDisconnected(): void {
    clearInterval(this.#ticking);
    this.#ticking = undefined;
    window.removeEventListener("pointerdown", this.#arm);
    window.removeEventListener("keydown", this.#arm);
    this.#player.stop();
  }

  /**
   * Whether it is known that no call would be heard. What says so is wide: said while the browser is about to let the page speak, its
   * going would move all below it.
   */
  get isMute(): boolean {
    return this.#isMute && !this.#player.isArmed;
  }

  /** Whether something is to be heard now, be it that nobody hears it. */
  get isDue(): boolean {
    return this.#due() !== undefined;
  }

  /** Until when some of it is silenced, server time, unix ms; undefined while nothing is. */
  get silencedUntil(): number | undefined {
    return this.#silence.untilAt(this.#audible().now);
  }

  /** How far a test of the sound is; `failed` until one passes. */
  get test(): "none" | "runs" | "failed" {
    if (this.#tester.isRunning && !this.isDue) return "runs";
    return this.#tester.hasFailed ? "failed" : "none";
  }

  /** Plays the test tone, unless something calls. */
  testNow(): void {
    if (!this.isDue) this.#tester.test(this.#audible().now);
  }

  /** Silences all that is heard now for two minutes; what is new is heard all the same. */
  silence(): void {
    const { alarms, blocks, now, isLost } = this.#audible();
    this.#silence.begin(alarms, now, { isLost });
    this.#quiet = { ids: new Set(untold(blocks).map(({ id }) => id)), until: now + SILENCE_MS };
    this.#host.requestUpdate();
  }

  unsilence(): void {
    this.#silence.end();
    this.#quiet = { ids: new Set(), until: 0 };
    this.#host.requestUpdate();
  }

  /** What was over before it could be heard is called once, unless something is called anyway. */
  callOnce(call: Call): void {
    if (!this.isDue) void this.#player.play(call);
  }

  #due(): Call | undefined {
    const { alarms, blocks, now, isLost } = this.#audible();
    const { ids, until } = this.#quiet;
    const own = untold(blocks).filter(({ id }) => now >= until || !ids.has(id));
    const ownCall = own.some(({ look }) => look === "a2") ? "a2" : own.length > 0 ? "a1" : undefined;
    return worse(callFor({ alarms, now, isLost, silence: this.#silence }), ownCall);
  }

  #tick(): void {
    // Where the browser had no room for it before.
    this.#start();
    const now = performance.now();
    this.#judgeMute(now);
    // A call that the browser is about to allow waits for it: it would count as called.
    const call = this.#isUndecided(now) ? undefined : this.#pace.next(this.#due(), now);
    this.#lookAfterTests(call && this.#player.play(call));
  }

  /** The browser lets the page speak, or does so no more: what is due is called at once. */
  #changed(): void {
    if (this.#ticking !== undefined) this.#tick();
    this.#host.requestUpdate();
  }

  #isUndecided(now: number): boolean {
    return !this.#player.isArmed && now - this.#beganAt < ARMED_BY_MS;
  }

  #judgeMute(now: number): void {
    const was = this.#isMute;
    this.#isMute = !this.#player.isArmed && !this.#isUndecided(now);
    this.#data()?.tellMute(this.#isMute);
    if (this.#isMute !== was) this.#host.requestUpdate();
  }

  #lookAfterTests(playing: Promise<boolean> | undefined): void {
    const data = this.#data();
    const { now, isGuess } = this.#audible();
    if (!data || isGuess) return;
    const silenced = this.silencedUntil === undefined && now >= this.#quiet.until ? "calm" : "silenced";
    const moment = {
      due: this.#times.lastDue(data.site.current(), now),
      last: data.soundTests.last(),
      isArmed: this.#player.isArmed,
      voice: this.isDue ? "calls" : silenced,
      now,
    } as const;
    this.#tester.look(moment, playing);
  }

  readonly #start = (): void => {
    if (this.#ticking !== undefined) this.#player.start();
  };

  readonly #arm = (): void => {
    if (!this.#player.isArmed) this.#player.arm();
  };
}
