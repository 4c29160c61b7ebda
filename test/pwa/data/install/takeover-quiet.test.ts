import { expect, it } from "vitest";
import { TakeoverQuiet } from "../../../../pwa/src/data/install/takeover-quiet.ts";

it("is quiet in every tab for the seconds of a takeover, whichever called for it", () => {
  let now = 0;
  const listeners: (() => void)[] = [];
  const openTab = () => {
    const own: { listener?: () => void } = {};
    const addEventListener = (_: "message", listener: () => void) => {
      own.listener = listener;
      listeners.push(listener);
    };
    const postMessage = () => {
      for (const listener of listeners) if (listener !== own.listener) listener();
    };
    return new TakeoverQuiet({ addEventListener, postMessage, close: () => undefined }, () => now);
  };
  const tabs = [openTab(), openTab(), openTab()];
  expect(tabs.map(({ isQuiet }) => isQuiet)).toEqual([false, false, false]);
  tabs[1]?.announce();
  now = 5_900;
  expect(tabs.map(({ isQuiet }) => isQuiet)).toEqual([true, true, true]);
  now = 6_000;
  expect(tabs.map(({ isQuiet }) => isQuiet)).toEqual([false, false, false]);
});
