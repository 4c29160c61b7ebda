import { expect, it, onTestFinished } from "vitest";
import { createSoon } from "../../../pwa/src/ground/soon.ts";

it("does once, in a later task, what is asked for a thousand times in one, and again when it is asked for again", async () => {
  let done = 0;
  const said: (() => void)[] = [];
  const soon = createSoon(() => {
    done += 1;
    for (const tell of said.splice(0)) tell();
  });
  onTestFinished(soon.end);
  const isDone = () => new Promise<void>((resolve) => said.push(resolve));
  for (let time = 0; time < 1_000; time += 1) soon.ask();
  expect(done).toBe(0);
  await isDone();
  expect(done).toBe(1);
  soon.ask();
  await isDone();
  expect(done).toBe(2);
});

it("does nothing more once it has ended, also what was asked for before", async () => {
  let done = 0;
  const soon = createSoon(() => {
    done += 1;
  });
  soon.ask();
  soon.end();
  await new Promise<void>((resolve) => {
    const last = createSoon(resolve);
    onTestFinished(last.end);
    last.ask();
  });
  expect(done).toBe(0);
});
