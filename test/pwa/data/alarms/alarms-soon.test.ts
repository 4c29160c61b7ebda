// What is told of alarms before their code is there.

import { expect, it } from "vitest";
import { AlarmsSoon } from "../../../../pwa/src/data/alarms/alarms-soon.ts";
import type { PageAlarms } from "../../../../pwa/src/data/alarms/page-alarms.ts";

function startSoon() {
  const heard: unknown[] = [];
  let arrive: () => void = () => {};
  const page = {
    start: () => heard.push("start"),
    stop: () => heard.push("stop"),
    hear: (step: unknown) => heard.push(step),
  };
  const soon = new AlarmsSoon({
    subscribe: () => () => {},
    onStep: () => () => {},
    after: () => () => {},
    load: () =>
      new Promise((resolve) => {
        arrive = () => resolve(page as unknown as PageAlarms);
      }),
  });
  soon.begin();
  const comes = async () => {
    arrive();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { soon, heard, comes };
}

it("keeps what is told before the code is there, in order, and tells it before it starts", async () => {
  const { soon, heard, comes } = startSoon();
  soon.tell((page) => page.hear(1));
  soon.tell((page) => page.hear(2));
  await comes();
  soon.tell((page) => page.hear(3));
  expect(heard).toEqual([1, 2, "start", 3]);
});

it("gives up all that waits beyond 5,000, so that the list begins with a question", async () => {
  const { soon, heard, comes } = startSoon();
  for (let step = 0; step <= 5_000; step += 1) soon.tell((page) => page.hear(step));
  soon.tell((page) => page.hear("after"));
  await comes();
  expect(heard).toEqual(["after", "start"]);
});

it("lets go of what waits when the link is lost: it is of a stream that broke off", async () => {
  const { soon, heard, comes } = startSoon();
  soon.tell((page) => page.hear("before"));
  soon.lost();
  soon.tell((page) => page.hear("after"));
  await comes();
  expect(heard).toEqual(["after", "start"]);
});

it("tells nothing once it is stopped", async () => {
  const { soon, heard, comes } = startSoon();
  soon.tell((page) => page.hear(1));
  soon.stop();
  soon.tell((page) => page.hear(2));
  await comes();
  expect(heard).toEqual([]);
});
