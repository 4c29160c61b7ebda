import { expect, it } from "vitest";
import { type TestMoment, testStep } from "../../../pwa/src/rules/sound-test-step.ts";

const NOON = 1_800_000_000_000;
const passed = { at: NOON - 1, passed: true };
const failed = { at: NOON, passed: false };

const step = (moment: Partial<TestMoment>) =>
  testStep({ due: NOON, last: passed, isArmed: true, voice: "calm", ...moment });

it.each<[string, Partial<TestMoment>, string]>([
  ["plays the tone when it is due", {}, "tone"],
  ["plays it where there has never been a test", { last: null }, "tone"],
  ["plays none a second time", { last: { at: NOON, passed: true } }, "none"],
  ["plays none where the site wants none", { due: undefined }, "none"],
  ["waits until the server has said what it knows", { last: undefined }, "none"],
  ["lets an alarm that is heard stand for it", { voice: "calls" }, "call"],
  ["puts it off while somebody wished for silence", { voice: "silenced" }, "none"],
  ["fails where nothing can be heard", { isArmed: false }, "fail"],
  ["fails there in an alarm as well", { isArmed: false, voice: "calls" }, "fail"],
  ["fails once", { isArmed: false, last: failed }, "none"],
  ["tries again once something can be heard", { last: failed }, "tone"],
  ["tries again where the site wants none", { last: failed, due: undefined }, "tone"],
])("%s", (_name, moment, wanted) => {
  expect(step(moment)).toBe(wanted);
});
