// How long streams last, what they are told at their end, and when who takes nothing is cut: figures, on a clock of the test.

import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { buildDraft } from "../../helpers/build-draft.ts";
import { beatsIn, open, start, untilLive } from "./piped-streams.ts";

// Heartbeats alone run on the test's clock; what is written goes out by itself.
beforeEach(() => void vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] }));
afterEach(() => void vi.useRealTimers());

it.each([
  [0, 480_000],
  [0.5, 600_000],
  [0.999_999, 720_000],
])(
  "lets a stream last for its mean life, up to a fifth more or less: with %d it is %d ms",
  async (...[chance, lifeMs]) => {
    const { live, beat } = start({ random: () => chance });
    const stream = open(live);
    await untilLive(beat, stream);
    const before = beatsIn(stream);
    beat(lifeMs - 1);
    await expect.poll(() => beatsIn(stream)).toBeGreaterThan(before);
    expect(stream.state.text).not.toContain("goodbye");
    beat(1);
    await stream.told("goodbye");
    await live.close();
  },
);

it("hands a stream over with a time to come back at, and closes with a longer one", async () => {
  const { live, beat } = start();
  const first = open(live);
  await untilLive(beat, first);
  expect(first.state.text.startsWith("retry: 2000\n")).toBe(true);
  beat(600_000);
  await first.told("goodbye");
  const goodbye = (reason: string, retryMs: number) =>
    `retry: ${retryMs}\nevent: goodbye\nid: 0.test\ndata: {"reason":"${reason}","retryMs":${retryMs}}`;
  expect(first.state.text).toContain(goodbye("hand-over", 1_250));
  const second = open(live);
  await untilLive(beat, second);
  await live.close();
  expect(second.state.text).toContain(goodbye("shutdown", 2_750));
});

it("opens as many streams as there may be, and none once it closes", async () => {
  const { live } = start();
  const all = [1, 2, 3, 4].map(() => open(live));
  expect(all.map(({ outcome }) => outcome)).toEqual(["opened", "opened", "opened", "full"]);
  expect(live.status()).toMatchObject({ streams: 3, opened: 3, refused: 1, cuts: 0, gaps: 0 });
  all[0]?.pipe.destroy();
  await expect.poll(() => live.status().streams).toBe(2);
  expect(open(live).outcome).toBe("opened");
  await live.close();
  expect(open(live).outcome).toBe("closing");
  await live.close();
  expect(live.status()).toMatchObject({ streams: 0, opened: 4 });
});

it("cuts who takes nothing of what it missed for more than 30 s", async () => {
  const { live, beat, report } = start();
  open(live, { isRead: false });
  beat(30_000);
  expect(live.status()).toMatchObject({ streams: 1, cuts: 0 });
  beat(1);
  await expect.poll(() => live.status()).toMatchObject({ streams: 0, cuts: 1 });
  expect(report.lines.at(-1)).toMatchObject({
    message: "Stream closed",
    details: { reason: "slow", seconds: 30 },
  });
});

it("gives a stream 2 s to take its last bytes", async () => {
  const { live, beat } = start();
  const stream = open(live);
  await untilLive(beat, stream);
  stream.pipe.pause();
  beat(600_000);
  await expect.poll(() => stream.pipe.writableEnded).toBe(true);
  beat(2_000);
  expect(live.status().streams).toBe(1);
  beat(1);
  await expect.poll(() => live.status()).toMatchObject({ streams: 0, cuts: 0 });
});

it("tells how many bytes went out, those of ended streams too, and what is kept for who comes back", async () => {
  const { live, log } = start();
  const { state, told, pipe } = open(live);
  await told("snapshot");
  log.append([buildDraft()]);
  await told("update_data");
  expect(live.status()).toMatchObject({ bytes: state.text.length, windowBytes: expect.any(Number) });
  expect(live.status().windowBytes).toBeGreaterThan(100);
  pipe.destroy();
  await expect.poll(() => live.status().streams).toBe(0);
  expect(live.status().bytes).toBe(state.text.length);
  await live.close();
});

it("counts a gap for who comes back from where nothing is kept, and for no other", async () => {
  const { live, log } = start({ window: { entries: 2, bytes: 1e6 } });
  log.append([buildDraft(), buildDraft(), buildDraft(), buildDraft()]);
  const clients = ["2", "1", "9"].map((lastEventId) => open(live, { lastEventId }));
  await Promise.all(clients.map(({ told }) => told("hello")));
  await expect.poll(() => live.status().gaps).toBe(2);
  expect(clients.map(({ state }) => state.text.includes('"gap":true'))).toEqual([false, true, true]);
  await live.close();
});
