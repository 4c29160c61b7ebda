import { expect, it } from "vitest";
import { Ledger } from "../../scripts/play-site/ledger.ts";
import { PUBLISHERS, TOPICS } from "../../scripts/play-site/publishers.ts";
import { SENDERS } from "../../scripts/play-site/senders.ts";
import { fitsSource } from "../../shared/rules/mapping/mapping.ts";

it("finds what is missing and what is there twice, and forgives what was never acknowledged", () => {
  const ledger = new Ledger();
  for (const value of [1, 2, 3]) ledger.acknowledge({ device: "d", value });
  const kept = [1, 2, 2, 9, 7, 7].map((value) => ({ device: "d", value }));
  expect(ledger.balance(kept)).toEqual({
    acknowledged: 3,
    kept: 6,
    missing: [{ device: "d", value: 3 }],
    twice: [
      { device: "d", value: 2 },
      { device: "d", value: 7 },
    ],
  });
});

it.each(SENDERS)(
  "$name gives each reading of a device a value of its own, and repeats a post as it was",
  (sender) => {
    const posts = [1, 2, 3].map((n) => sender.post(n, 1_795_444_140_000));
    const names = posts.flatMap(({ holds }) => holds.map(({ device, value }) => `${device} ${value}`));
    expect(new Set(names).size).toBe(names.length);
    expect(sender.post(1, 1_795_444_140_000)).toEqual(posts[0]);
  },
);

it.each(PUBLISHERS)(
  "$name gives each reading a value of its own, on a topic that is heard, and repeats a message as it was",
  (publisher) => {
    const messages = [1, 2, 3].map((n) => publisher.message(n, 1_795_444_140_000));
    const names = messages.flatMap(({ holds }) => holds.map(({ device, value }) => `${device} ${value}`));
    expect(new Set(names).size).toBe(3);
    for (const { topic } of messages) expect(TOPICS.some((pattern) => fitsSource(pattern, topic))).toBe(true);
    expect(publisher.message(1, 1_795_444_140_000)).toEqual(messages[0]);
  },
);
