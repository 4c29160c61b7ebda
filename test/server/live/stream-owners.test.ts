// Whose a stream is: it ends when they hear other things, and what they had then cannot be gone on from.

import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createSite } from "../../../server/state/site.ts";
import type { EntryDraft } from "../../../shared/entries/entry.ts";
import { buildDraft } from "../../helpers/build-draft.ts";
import { open, start, untilLive } from "./piped-streams.ts";

beforeEach(() => void vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] }));
afterEach(() => void vi.useRealTimers());

/** Something was changed of a person. */
const changed = (id: string) =>
  ({
    kind: "access",
    what: "person-changed",
    subject: { kind: "person", id, name: "Ada" },
    record: { role: "viewer", places: null },
    by: { kind: "open", name: "", from: "127.0.0.1" },
  }) as unknown as EntryDraft;

const settingOf = (device: string, patch: object) =>
  ({ kind: "setting", device, patch, was: {} }) as unknown as EntryDraft;

it("hands over the streams of a person of whom something was changed, and no other", async () => {
  const { live, log, beat } = start();
  const [own, other] = [open(live, { owners: ["person 7"] }), open(live, { owners: ["person 8"] })];
  await untilLive(beat, own, other);
  log.append([changed("7")]);
  await own.told("goodbye");
  expect(own.state.text).toContain('"reason":"hand-over"');
  expect(other.state.text).not.toContain("goodbye");
  await live.close();
});

it("shows everything anew to whoever comes back from before it hears other things, and to no other", async () => {
  const { live, log } = start({ maxStreams: 10 });
  log.append([buildDraft(), changed("7"), buildDraft()]);
  const back = (lastEventId: string, ...owners: readonly string[]) => open(live, { lastEventId, owners });
  const streams = [
    back("1", "person 7"),
    back("2", "person 7"),
    back("1", "person 8"),
    back("1"),
    open(live, { owners: ["person 7"] }),
  ];
  await Promise.all(streams.map(({ told }) => told("hello")));
  await expect.poll(() => live.status().gaps).toBe(1);
  expect(streams.map(({ state }) => state.text.includes('"gap":true'))).toEqual([
    true,
    false,
    false,
    false,
    false,
  ]);
  await live.close();
});

it("takes no place from before the start for one who hears of some places, whose devices may have been others", async () => {
  const log = start().log;
  log.append([buildDraft(), buildDraft()]);
  const { live } = start({ log, archive: { readingsAfter: async () => [] } });
  const [ofPlaces, ofAll] = [
    open(live, { lastEventId: "1", owners: ["places"] }),
    open(live, { lastEventId: "1" }),
  ];
  await Promise.all([ofPlaces.told("hello"), ofAll.told("hello")]);
  await expect.poll(() => live.status().gaps).toBe(1);
  expect(ofPlaces.state.text).toContain('"gap":true');
  await live.close();
});

it("lets the oldest of an account's hundred streams give way to a new one", async () => {
  const { live, beat } = start({ maxStreams: 200 });
  const streams = Array.from({ length: 100 }, () => open(live, { account: "person 7" }));
  const stranger = open(live, { account: "person 8" });
  await untilLive(beat, ...streams, stranger);
  expect(open(live, { account: "person 7" }).outcome).toBe("opened");
  await streams[0]?.told("goodbye");
  expect(streams[0]?.state.text).toContain('"reason":"hand-over"');
  for (const stays of [...streams.slice(1), stranger]) expect(stays.state.text).not.toContain("goodbye");
  await live.close();
});

it("tells the settings of a device as they are after a change, of one that nobody knows none", async () => {
  const { live, log, beat } = start();
  const stream = open(live);
  await untilLive(beat, stream);
  log.append([
    buildDraft({ device: "pump" }),
    settingOf("pump", { name: "Pump 1" }),
    settingOf("nobody", { name: "x" }),
  ]);
  await expect.poll(() => stream.state.text).toContain('"device":"nobody","settings":{}');
  expect(stream.state.text).toContain('"device":"pump","settings":{"name":"Pump 1"}');
  await live.close();
});

it("cuts a stream that fails, and says why in the server's log", async () => {
  const failure = new Error("no site");
  const site = {
    ...createSite(),
    answer: () => {
      throw failure;
    },
  };
  const { live, report } = start({ site });
  const stream = open(live);
  expect(stream.outcome).toBe("opened");
  await expect.poll(() => live.status().streams).toBe(0);
  expect(report.lines.filter(({ level }) => level === "error")).toEqual([
    { level: "error", message: "A stream failed and is cut", details: { error: failure, stream: 1 } },
  ]);
  expect(report.lines.at(-1)).toMatchObject({ message: "Stream closed", details: { reason: "failed" } });
});

it("says in the server's log which streams were opened", async () => {
  const { live, report } = start();
  open(live);
  open(live, { scope: { kind: "devices", devices: ["a", "b"] }, lastEventId: "0" });
  expect(
    report.lines.filter(({ message }) => message === "Stream opened").map(({ details }) => details),
  ).toEqual([
    { stream: 1, streams: 1, devices: undefined, lastEventId: undefined },
    { stream: 2, streams: 2, devices: 2, lastEventId: 0 },
  ]);
  await live.close();
});
