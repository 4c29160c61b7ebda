import fc from "fast-check";
import { expect, it } from "vitest";
import { ASLEEP_AFTER_MS, Link } from "../../../../pwa/src/data/stream/link.ts";
import type { LinkState } from "../../../../shared/fleet/freshness.ts";
import { HEARTBEAT_MS, MUTE_LINK_MS } from "../../../../shared/wire/events.ts";
import { FakeStreams } from "../fake-streams.ts";
import { FakeTime } from "../fake-time.ts";

function startLink(random = () => 0.5) {
  const time = new FakeTime();
  const streams = new FakeStreams();
  const states: LinkState[] = [];
  const heard: string[] = [];
  const link = new Link({
    openStream: streams.open,
    now: time.now,
    random,
    after: time.after,
    every: time.every,
    onState: (state) => void states.push(state),
    onDrop: () => undefined,
    onEvent: (name) => void heard.push(name),
  });
  link.start();
  return { time, streams, states, heard, link };
}

/** Lets the server be healthy: the next stream that is opened is answered. Answers how long that took, ms. */
function answerNext({ time, streams }: Pick<ReturnType<typeof startLink>, "time" | "streams">): number {
  const begun = time.now();
  while (streams.openCount === 0 && time.now() - begun < 60_000) time.pass(100);
  streams.last.hello();
  return time.now() - begun;
}

function startLive() {
  const all = startLink();
  all.streams.last.hello();
  return all;
}

it("is live from the first hello on, not before", () => {
  const { link, streams } = startLink();
  expect(link.state).toBe("connecting");
  streams.last.say("heartbeat", {});
  expect(link.state).toBe("connecting");
  streams.last.hello();
  expect(link.state).toBe("live");
});

it("says lost within 15 s of a mute server, and tries another stream within 20 s", () => {
  const { link, time, streams } = startLive();
  time.pass(15_000);
  expect(link.state).toBe("lost");
  time.pass(5_000);
  expect(streams.all.length).toBeGreaterThan(1);
  expect(streams.openCount).toBe(1);
});

it("stays live for as long as heartbeats come", () => {
  const { link, time, streams } = startLive();
  for (let beat = 0; beat < 100; beat += 1) {
    time.pass(HEARTBEAT_MS);
    streams.last.say("heartbeat", {});
  }
  expect(link.state).toBe("live");
  expect(streams.all.length).toBe(1);
});

it("resumes after the last id that it was given", () => {
  const { time, streams } = startLive();
  streams.last.say("update_data", {}, "41.log");
  streams.last.say("heartbeat", {});
  streams.last.fail();
  time.pass(30_000);
  expect(streams.last.lastId).toBe("41.log");
});

it("keeps trying for as long as it is refused, every half minute at last, and every 10 s in a short outage", () => {
  const { link, time, streams } = startLive();
  streams.last.fail();
  const begun = time.now();
  const tries: number[] = [];
  while (time.now() - begun < 600_000) {
    time.pass(100);
    if (streams.openCount === 0) continue;
    tries.push(time.now() - begun);
    streams.last.fail();
  }
  const waits = tries.map((at, index) => at - (tries[index - 1] ?? 0));
  expect(Math.max(...waits)).toBeLessThanOrEqual(31_000);
  expect(waits.length).toBeLessThan(40);
  const early = tries.filter((at) => at < 30_000);
  for (const [index, at] of early.entries()) expect(at - (early[index - 1] ?? 0)).toBeLessThanOrEqual(10_000);
  answerNext({ time, streams });
  expect(link.state).toBe("live");
});

it("takes the hand-over of a stream for no loss", () => {
  const { link, time, streams, states } = startLive();
  streams.last.say("goodbye", { reason: "hand-over", retryMs: 200 });
  time.pass(200);
  streams.last.hello();
  expect(streams.all.length).toBe(2);
  expect(states).toEqual(["live"]);
  expect(link.state).toBe("live");
});

it("says lost when the stream after a goodbye does not come", () => {
  const { link, time, streams } = startLive();
  streams.last.say("goodbye", { reason: "shutdown", retryMs: 60 * 60_000 });
  time.pass(MUTE_LINK_MS + 2_000);
  expect(link.state).toBe("lost");
  expect(streams.openCount).toBe(1);
});

it("closes after five minutes out of sight, then makes no request and keeps no timer", () => {
  const { link, time, streams } = startLive();
  link.hide();
  for (let second = 0; second < 300; second += 5) {
    streams.last.say("heartbeat", {});
    time.pass(5_000);
  }
  expect(link.state).toBe("asleep");
  const opened = streams.all.length;
  time.pass(24 * 3_600_000);
  expect([streams.all.length, streams.openCount, time.pending]).toEqual([opened, 0, 0]);
});

it("opens at once when it comes into sight, once however many events tell of it", () => {
  const { link, time, streams } = startLive();
  link.hide();
  time.pass(ASLEEP_AFTER_MS + 1_000);
  const opened = streams.all.length;
  for (let event = 0; event < 4; event += 1) link.wake({ visible: true });
  expect(streams.all.length).toBe(opened + 1);
  streams.last.hello();
  expect(link.state).toBe("live");
});

it("does not believe an open stream after sleep", () => {
  const { link, streams } = startLive();
  const before = streams.last;
  link.wake({ slept: true });
  expect(link.state).toBe("lost");
  expect(before.isClosed).toBe(true);
  streams.last.hello();
  expect(link.state).toBe("live");
});

it("stays asleep when the network changes out of sight", () => {
  const { link, time, streams } = startLive();
  link.hide();
  time.pass(ASLEEP_AFTER_MS + 1_000);
  link.wake({ visible: false });
  expect([link.state, streams.openCount]).toEqual(["asleep", 0]);
});

it("leaves nothing behind when it stops, and starts again", () => {
  const { link, time, streams } = startLive();
  streams.last.fail();
  link.stop();
  expect([streams.openCount, time.pending]).toEqual([0, 0]);
  link.start();
  streams.last.hello();
  expect(link.state).toBe("live");
});

it("hears nothing of a proxy's events that are no JSON", () => {
  const { heard, streams } = startLive();
  streams.last.dispatchEvent(new MessageEvent("snapshot", { data: "<html>" }));
  streams.last.dispatchEvent(new Event("snapshot"));
  expect(heard).toEqual(["hello", "snapshot"]);
});

type Step =
  | { readonly do: "pass"; readonly ms: number }
  | { readonly do: "hello" | "heartbeat" | "fail" | "goodbye" | "hide" | "show" | "network" | "sleep" };

const step = fc.oneof(
  fc.record({ do: fc.constant("pass" as const), ms: fc.integer({ min: 1, max: 400_000 }) }),
  fc.record({
    do: fc.constantFrom("hello", "heartbeat", "fail", "goodbye", "hide", "show", "network", "sleep" as const),
  }),
) as fc.Arbitrary<Step>;

it("never says live without a word in the last seconds, and never has two streams, whatever happens", () => {
  fc.assert(
    fc.property(
      fc.array(step, { maxLength: 60 }),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      (steps, random) => {
        const { time, streams, link } = startLink(() => random);
        let heardAt = Number.NEGATIVE_INFINITY;
        let isVisible = true;
        const speak = (name: "hello" | "heartbeat" | "goodbye") => {
          if (streams.openCount === 0) return;
          heardAt = time.now();
          if (name === "hello") streams.last.hello();
          else streams.last.say(name, { retryMs: 500 });
        };
        for (const taken of steps) {
          const wasOpen = streams.openCount > 0;
          if (taken.do === "pass") time.pass(taken.ms);
          else if (taken.do === "fail") streams.last.fail();
          else if (taken.do === "hide") {
            isVisible = false;
            link.hide();
          } else if (taken.do === "show" || taken.do === "network") {
            isVisible ||= taken.do === "show";
            link.wake({ visible: isVisible });
          } else if (taken.do === "sleep") link.wake({ slept: true, visible: isVisible });
          else speak(taken.do);
          expect(streams.openCount).toBeLessThanOrEqual(1);
          if (taken.do === "sleep" || (taken.do === "fail" && wasOpen)) expect(link.state).not.toBe("live");
          if (link.state === "live") expect(time.now() - heardAt).toBeLessThanOrEqual(MUTE_LINK_MS + 1_000);
          // Whatever it was, it tries on: in sight there is always a stream or a moment when one is opened.
          if (isVisible) expect(streams.openCount + time.pending).toBeGreaterThan(0);
        }
        if (!isVisible) link.wake({ visible: true });
        expect(answerNext({ time, streams })).toBeLessThanOrEqual(46_000);
        expect(link.state).toBe("live");
      },
    ),
  );
});
