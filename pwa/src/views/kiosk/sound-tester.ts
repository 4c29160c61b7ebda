// Tests that a wall can be heard: each day at the site's time, and when somebody before it wishes so.

import { MINUTE_MS, SECOND_MS } from "../../../../shared/ground/time.ts";
import type { SoundTest } from "../../../../shared/rules/sound-test.ts";
import { isTestDue, type TestMoment, testStep } from "../../rules/sound-test-step.ts";

/** A page that has just begun may be about to be allowed to speak, ms. */
const SETTLE_MS = 10 * SECOND_MS;
/** Between a test that failed and the next try, ms. */
const RETRY_MS = MINUTE_MS;

export interface TesterParts {
  /** Plays the tone. Resolves whether it was played to its end. */
  readonly playTone: () => Promise<boolean>;
  /** Takes what came of a test. */
  readonly told: (test: SoundTest) => void;
  /** Is called when a test begins or ends. */
  readonly changed: () => void;
  /** A clock that only runs forwards, ms. */
  readonly mono: () => number;
}

/** How things stand, and server time, unix ms. */
export type TesterMoment = TestMoment & { readonly now: number };

/** Runs one test at a time. */
export class SoundTester {
  readonly #parts: TesterParts;
  #isRunning = false;
  #hasFailed = false;
  #waitUntil: number;

  constructor(parts: TesterParts) {
    this.#parts = parts;
    this.#waitUntil = parts.mono() + SETTLE_MS;
  }

  get isRunning(): boolean {
    return this.#isRunning;
  }

  /** Whether the last test of this page failed. */
  get hasFailed(): boolean {
    return this.#hasFailed;
  }

  /** Does what is to be done by itself. `call`: a call that has just begun, resolving whether it was played to its end. */
  look(moment: TesterMoment, call?: Promise<boolean>): void {
    if (this.#isRunning || this.#parts.mono() < this.#waitUntil) return;
    const step = testStep(moment);
    const isTold = isTestDue(moment);
    if (step === "fail") this.#end(false, moment.now, isTold);
    if (step === "tone") void this.#run(this.#parts.playTone(), moment.now, isTold);
    if (step === "call" && call) void this.#run(call, moment.now, isTold);
  }

  /** Somebody before the wall wishes to hear it. */
  test(now: number): void {
    if (!this.#isRunning) void this.#run(this.#parts.playTone(), now, true);
  }

  /** `isTold`: also when it fails; of a failure that was tried again the server knows. */
  async #run(playing: Promise<boolean>, at: number, isTold: boolean): Promise<void> {
    this.#isRunning = true;
    this.#parts.changed();
    const passed = await playing;
    this.#isRunning = false;
    this.#end(passed, at, isTold);
  }

  #end(passed: boolean, at: number, isTold: boolean): void {
    this.#hasFailed = !passed;
    if (!passed) this.#waitUntil = this.#parts.mono() + RETRY_MS;
    if (passed || isTold) this.#parts.told({ at, passed });
    this.#parts.changed();
  }
}
