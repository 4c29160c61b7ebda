// When a display shows by itself that it can be heard.

import type { SoundTest } from "../../../shared/rules/sound-test.ts";

/** How things stand at a look. */
export interface TestMoment {
  /** When a test was last due, server time, unix ms; undefined where none are wanted. */
  readonly due: number | undefined;
  /** The last test of this display, null for none; undefined for as long as the server has not said so, or this is no display. */
  readonly last: SoundTest | null | undefined;
  /** Whether something would be heard, as far as the browser says. */
  readonly isArmed: boolean;
  /** Whether something calls, or would if nobody had silenced it. */
  readonly voice: "calm" | "calls" | "silenced";
}

/** `tone`: play it. `call`: an alarm is heard, which shows the same. `fail`: nothing can be heard. */
export type TestStep = "none" | "tone" | "call" | "fail";

/** Whether a test is due that has not been yet. */
export function isTestDue({ due, last }: Pick<TestMoment, "due" | "last">): boolean {
  return last !== undefined && due !== undefined && due > (last?.at ?? Number.NEGATIVE_INFINITY);
}

/**
 * What to do about the test. What failed is tried again as soon as something can be heard. A tone never sounds into an alarm, nor
 * into the silence that somebody asked for.
 */
export function testStep(moment: TestMoment): TestStep {
  const { last, isArmed, voice } = moment;
  const isDue = isTestDue(moment);
  if (!isDue && last?.passed !== false) return "none";
  if (!isArmed) return isDue ? "fail" : "none";
  if (voice === "calls") return "call";
  return voice === "calm" ? "tone" : "none";
}
