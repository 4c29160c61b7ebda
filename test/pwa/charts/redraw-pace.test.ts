import { expect, it } from "vitest";
import { isLiveStep, type Pacer, RedrawPace } from "../../../pwa/src/charts/redraw-pace.ts";
import { buildPicture } from "./build-picture.ts";

/** A pacer whose time is moved by hand; frames come every 16 ms. */
class HandPacer implements Pacer {
  time = 0;
  private tasks: { at: number; task: () => void }[] = [];
  now = () => this.time;
  later = (task: () => void, ms: number) => this.add(task, ms);
  frame = (task: () => void) => this.add(task, 16);

  move(ms: number): void {
    const end = this.time + ms;
    for (;;) {
      const next = this.tasks.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.tasks = this.tasks.filter((task) => task !== next);
      this.time = next.at;
      next.task();
    }
    this.time = end;
  }

  private add(task: () => void, ms: number): () => void {
    const entry = { at: this.time + ms, task };
    this.tasks.push(entry);
    return () => {
      this.tasks = this.tasks.filter((other) => other !== entry);
    };
  }
}

function start() {
  const pacer = new HandPacer();
  const drawn: number[] = [];
  const pace = new RedrawPace(() => drawn.push(pacer.time), pacer);
  return { pacer, drawn, pace };
}

it("draws live data at most once a second", () => {
  const { pacer, drawn, pace } = start();
  for (let i = 0; i < 100; i += 1) {
    pace.request({ urgent: false });
    pacer.move(100);
  }
  expect(drawn.length).toBeGreaterThanOrEqual(9);
  expect(drawn.length).toBeLessThanOrEqual(11);
  for (const [i, at] of drawn.entries()) if (i > 0) expect(at - drawn[i - 1]!).toBeGreaterThanOrEqual(1_000);
});

it("draws what a person did at the next frame", () => {
  const { pacer, drawn, pace } = start();
  pace.request({ urgent: false });
  pacer.move(16);
  pace.request({ urgent: false });
  pace.request({ urgent: true });
  pacer.move(16);
  expect(drawn).toEqual([16, 32]);
});

it("draws nothing while hidden, and once when shown again", () => {
  const { pacer, drawn, pace } = start();
  pace.setVisible(false);
  for (let i = 0; i < 10; i += 1) pace.request({ urgent: i % 2 === 0 });
  pacer.move(10_000);
  expect(drawn).toEqual([]);
  pace.setVisible(true);
  pacer.move(5_000);
  expect(drawn).toHaveLength(1);
});

it("keeps what was pending when it is hidden", () => {
  const { pacer, drawn, pace } = start();
  pace.request({ urgent: true });
  pace.setVisible(false);
  pacer.move(1_000);
  expect(drawn).toEqual([]);
  pace.setVisible(true);
  pacer.move(16);
  expect(drawn).toHaveLength(1);
});

it("draws nothing after it is stopped", () => {
  const { pacer, drawn, pace } = start();
  pace.request({ urgent: true });
  pace.stop();
  pacer.move(1_000);
  expect(drawn).toEqual([]);
});

it("takes a window that moved on for a live step, but never the history that was waited for", () => {
  const before = buildPicture({ live: true, isComing: true, window: { from: 0, to: 60_000 } });
  const after = { ...before, window: { from: 1_000, to: 61_000 } };
  expect(isLiveStep(before, after)).toBe(true);
  expect(isLiveStep(before, { ...after, isComing: false })).toBe(false);
});
