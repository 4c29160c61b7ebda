// What the worker shows of a push, and where a tap leads.

import { expect, it } from "vitest";
import { notificationsOf, openAt, type PushWorker, showPushed } from "../../../pwa/offline/show-pushed.ts";
import type { PushedAlarm } from "../../../shared/wire/push.ts";

const LEAK: PushedAlarm = {
  id: "4711-a3 f",
  title: "A2 alarm: CO 120 ppm, pump",
  body: "Now 120 ppm.",
  priority: "critical",
  at: 1_795_690_000_000,
  isLoud: true,
};
const BASE = "/gas/";
const SCOPE = "https://site.example/gas/";

/** A browser with these pages open. */
function browser(pages: readonly string[], { navigates = true } = {}) {
  const done: string[] = [];
  const shown: { readonly title: string; readonly options: NotificationOptions | undefined }[] = [];
  const worker: PushWorker = {
    registration: {
      scope: SCOPE,
      showNotification: async (title, options) => {
        shown.push({ title, options });
      },
    },
    clients: {
      matchAll: async () =>
        pages.map((url) => ({
          url,
          focus: async () => done.push(`focus ${url}`),
          navigate: (to: string) =>
            navigates ? Promise.resolve(done.push(`lead to ${to}`)) : Promise.reject(new TypeError("no")),
        })),
      openWindow: async (url) => done.push(`open ${url}`),
    },
  };
  return { worker, done, shown };
}

it("shows an alarm that asks loudly, and until somebody looks", async () => {
  const { worker, shown } = browser([]);
  await showPushed(worker, { title: "x", body: "y", alarms: [LEAK], more: 0 }, BASE);
  expect(shown).toEqual([
    {
      title: "A2 alarm: CO 120 ppm, pump",
      options: {
        body: "Now 120 ppm.",
        tag: "alarm 4711-a3 f",
        data: { path: "/alarms/4711-a3%20f" },
        icon: "/gas/icons/icon-192.png",
        badge: "/gas/icons/maskable-192.png",
        timestamp: 1_795_690_000_000,
        renotify: true,
        silent: false,
        requireInteraction: true,
      },
    },
  ]);
});

it("replaces it quietly once it is answered or over", () => {
  const over = { ...LEAK, title: "Over (A2 alarm): CO, pump", isLoud: false };
  const [shown] = notificationsOf({ title: "", body: "", alarms: [over], more: 0 });
  expect(shown).toMatchObject({
    title: "Over (A2 alarm): CO, pump",
    options: { tag: "alarm 4711-a3 f", renotify: false, silent: true, requireInteraction: false },
  });
});

it("says of how many more alarms there was no room", () => {
  const shown = notificationsOf({ title: LEAK.title, body: "", alarms: [LEAK], more: 7 });
  expect(shown.map(({ title, options }) => [title, options.data.path])).toEqual([
    [LEAK.title, "/alarms/4711-a3%20f"],
    [`${LEAK.title} (+7)`, "/alarms"],
  ]);
});

it("shows a trial, and something also where it cannot read what came", () => {
  const trial = { title: "Trial notice", body: "Nothing has happened.", alarms: [], more: 0 };
  expect(notificationsOf(trial)).toMatchObject([
    { title: "Trial notice", options: { body: "Nothing has happened." } },
  ]);
  for (const pushed of [undefined, null, 7, {}, { ...trial, alarms: [{ id: 1 }] }])
    expect(notificationsOf(pushed)).toMatchObject([
      { title: "Davy", options: { data: { path: "/alarms" } } },
    ]);
});

it("opens the alarm in a page of the app that is open, and in no other page of that origin", async () => {
  const { worker, done } = browser(["https://site.example/other", "https://site.example/gas/graph"]);
  await openAt(worker, "/alarms/4711", BASE);
  expect(done).toEqual([
    "focus https://site.example/gas/graph",
    "lead to https://site.example/gas/alarms/4711",
  ]);
});

it("opens it in a new page where none is open, or the one that is cannot be led there", async () => {
  const none = browser(["https://site.example/other"]);
  await openAt(none.worker, "/alarms/4711", BASE);
  expect(none.done).toEqual(["open https://site.example/gas/alarms/4711"]);
  const stuck = browser(["https://site.example/gas/"], { navigates: false });
  await openAt(stuck.worker, "/alarms/4711", BASE);
  expect(stuck.done.at(-1)).toBe("open https://site.example/gas/alarms/4711");
});
