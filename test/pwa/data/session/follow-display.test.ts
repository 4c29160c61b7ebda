import { expect, it } from "vitest";
import type { Standing, Who } from "../../../../pwa/src/data/base/session.ts";
import { followDisplay } from "../../../../pwa/src/data/session/follow-display.ts";

const DISPLAY: Who = {
  kind: "display",
  id: "d",
  name: "Canteen",
  places: [],
  theme: "dark",
  language: null,
  answers: false,
};

/** A page that is no display yet, and what was begun and ended on it. */
function setUp() {
  const page = { begun: 0, ended: 0, listeners: new Set<() => void>(), fails: false };
  let standing: Standing = { kind: "unasked" };
  const session = {
    standing: () => standing,
    subscribe(listener: () => void) {
      page.listeners.add(listener);
      return () => page.listeners.delete(listener);
    },
  };
  const stop = followDisplay(session, async () => {
    page.begun += 1;
    if (page.fails) throw new Error("no network");
    return () => {
      page.ended += 1;
    };
  });
  return {
    page,
    stop,
    async letIn() {
      const me = {
        mode: "closed",
        hasAdmin: true,
        who: DISPLAY,
        permissions: ["read"],
        offlineDays: 30,
      } as const;
      standing = { kind: "in", me, isSure: true };
      for (const listener of page.listeners) listener();
      await Promise.resolve();
      await Promise.resolve();
    },
  };
}

it("begins once when this browser is let in as a display, and ends with the page", async () => {
  const { page, stop, letIn } = setUp();
  expect(page.begun).toBe(0);
  await letIn();
  await letIn();
  expect([page.begun, page.ended]).toEqual([1, 0]);
  stop();
  expect([page.ended, page.listeners.size]).toEqual([1, 0]);
});

it("tries anew with the next change where it could not be loaded", async () => {
  const { page, letIn } = setUp();
  page.fails = true;
  await letIn();
  page.fails = false;
  await letIn();
  expect(page.begun).toBe(2);
});

it("ends also what comes once the page has ended", async () => {
  const { page, stop, letIn } = setUp();
  const isIn = letIn();
  stop();
  await isIn;
  expect([page.begun, page.ended]).toEqual([1, 1]);
});
