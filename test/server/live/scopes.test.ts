// Streams that are for some devices only, and streams that come back: each hears what is for it, once and in order.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { EntryDraft } from "../../../shared/entries/entry.ts";
import { buildDraft, deviceOf } from "../../helpers/build-draft.ts";
import type { EventStream } from "../../helpers/event-stream.ts";
import { type LiveServer, startLiveServer, useLiveServers } from "./live-server.ts";

const start = useLiveServers();

const of = (device: string) => buildDraft({ device });
const named = (device: string): EntryDraft => ({ kind: "setting", device, patch: { name: device } });
const forgotten = (device: string): EntryDraft => ({ kind: "forget", device, data: "keep" });
/** The numbers of the entries that a stream has told of. */
const told = (stream: EventStream): number[] =>
  stream.events.flatMap(({ event, data }) =>
    ["update_data", "settings", "forgotten"].includes(event) ? [data.seq] : [],
  );
const begun = (stream: EventStream) =>
  stream.until((events) => events.find(({ event }) => event === "snapshot"));
const reached = (stream: EventStream, seq: number) => stream.until(() => told(stream).at(-1) === seq);

describe("a stream for some devices", () => {
  it("shows them and tells of them alone", async () => {
    const { stream, log } = await start({ before: ["a", "b", "c"].map(of) });
    const client = await stream("?device=a&device=c&device=a");
    const { data } = await begun(client);
    expect(data.devices.map((state: { device: string }) => state.device)).toEqual(["a", "c"]);
    log.append([of("b"), of("c"), named("b"), named("a"), of("d")]);
    log.append([of("b"), of("a")]);
    await reached(client, 10);
    expect(told(client)).toEqual([5, 7, 10]);
  });

  it("comes back to where it was, be that within memory or before a restart", async () => {
    const { stream, log, restart } = await start();
    const first = await stream("?device=b");
    await begun(first);
    log.append([of("a"), of("b"), of("a")]);
    await reached(first, 2);
    await first.leave();
    log.append([of("b"), named("b"), of("a")]);
    await restart();
    log.append([of("a"), of("b")]);
    const second = await stream(`?device=b&last_event_id=${first.lastId()}`);
    await reached(second, 8);
    expect(told(second)).toEqual([4, 5, 8]);
  });
});

describe("a stream that comes back", () => {
  it("hears of readings, settings and devices that were forgotten before the start, in their order", async () => {
    const { stream, log, restart } = await start();
    const first = await stream();
    await begun(first);
    log.append([of("a")]);
    await reached(first, 1);
    await first.leave();
    log.append([of("a"), named("a"), of("b"), forgotten("b"), of("a")]);
    await restart();
    log.append([of("c")]);
    const second = await stream(`?last_event_id=${first.lastId()}`);
    await reached(second, 7);
    await begun(second);
    expect(second.events.map(({ event, id }) => [event, id])).toEqual([
      ["hello", "1.test"],
      ["update_data", "2.test"],
      ["settings", "3.test"],
      ["update_data", "4.test"],
      ["forgotten", "5.test"],
      ["update_data", "6.test"],
      ["update_data", "7.test"],
      ["snapshot", "7.test"],
    ]);
    expect(second.events[0]?.data.gap).toBe(false);
  });

  it("has the disk read once for all that come back at one place", async () => {
    const asked: number[] = [];
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const archive = {
      readingsAfter: async (seq: number) => {
        asked.push(seq);
        await held;
        return [];
      },
    };
    const { stream } = await start({ before: ["a", "b", "a"].map(of), archive });
    const queries = ["?last_event_id=1", "?device=a&last_event_id=1", "?last_event_id=1", "?last_event_id=2"];
    const clients = await Promise.all(queries.map((query) => stream(query)));
    for (const client of clients) await client.until((events) => events[0]);
    release();
    for (const client of clients) await begun(client);
    expect(asked.sort()).toEqual([1, 2]);
  });

  it("is told of a gap and shown the fleet when its id is of another log", async () => {
    const { stream, log } = await start({ before: [of("a"), of("a")] });
    log.append([of("a")]);
    for (const id of ["2.other", "2.", "2.test.more"]) {
      const client = await stream("", { "Last-Event-ID": id });
      await begun(client);
      expect(client.events[0]).toMatchObject({
        event: "hello",
        data: { gap: true, lastId: 3, changed: null },
      });
    }
    const client = await stream("", { "Last-Event-ID": "2.test" });
    await reached(client, 3);
    expect(client.events[0]).toMatchObject({
      event: "hello",
      id: "2.test",
      data: { gap: false, changed: [] },
    });
  });

  it("knows nothing of what changed since an id of another log", async () => {
    const { stream } = await start({ before: [of("a")] });
    const changedOf = async (id: string) => {
      const client = await stream(`?changed_since=${id}`);
      await begun(client);
      return client.events[0]?.data.changed;
    };
    expect(await changedOf("1.test")).toEqual([]);
    expect(await changedOf("1")).toEqual([]);
    expect(await changedOf("1.other")).toBeNull();
  });
});

const DEVICES = ["a", "b", "c"];
const device = fc.constantFrom(...DEVICES);
const draft = fc.oneof({ weight: 6, arbitrary: device.map(of) }, device.map(named), device.map(forgotten));
type Action =
  | { readonly do: "append"; readonly drafts: readonly EntryDraft[] }
  | { readonly do: "drop"; readonly client: number }
  | { readonly do: "restart" };
const action: fc.Arbitrary<Action> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .array(draft, { minLength: 1, maxLength: 30 })
      .map((drafts) => ({ do: "append" as const, drafts })),
  },
  { weight: 4, arbitrary: fc.nat(2).map((client) => ({ do: "drop" as const, client })) },
  fc.constant({ do: "restart" as const }),
);
/** What each of three clients hears of; none: everything. */
const SCOPES: readonly (readonly string[])[] = [[], ["a"], ["b", "c"]];

/** A client that comes back each time with the last id that it was given. */
class Returning {
  readonly heard: number[] = [];
  readonly #server: LiveServer;
  readonly #query: string;
  #stream: EventStream | undefined;

  constructor(server: LiveServer, devices: readonly string[]) {
    this.#server = server;
    this.#query = devices.map((one) => `device=${one}&`).join("");
  }

  async open(): Promise<void> {
    const id = this.#stream?.lastId();
    this.#stream = await this.#server.stream(
      `?${this.#query}${id === undefined ? "" : `last_event_id=${id}`}`,
    );
  }

  async leave(): Promise<void> {
    await this.#stream?.leave();
    this.heard.push(...(this.#stream ? told(this.#stream) : []));
  }

  until(seq: number) {
    return this.#stream?.until(() => this.#stream && told(this.#stream).concat(this.heard).includes(seq));
  }
}

it("gives each client every entry of its scope once and in order, wherever it drops and comes back", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(action, { minLength: 4, maxLength: 14 }), async (actions) => {
      // Less is kept in memory than comes in, so that some of it is read from what is kept elsewhere.
      const server = await startLiveServer({ window: { entries: 5_000, bytes: 3_000 } });
      const clients = SCOPES.map((devices) => new Returning(server, devices));
      // A stream that begins with the log itself hears of everything.
      for (const client of clients) await client.open();
      for (const client of clients) await client.leave();
      const entries: { readonly seq: number; readonly device: string }[] = [];
      const append = (drafts: readonly EntryDraft[]) =>
        void entries.push(
          ...server.log.append(drafts).map((entry) => ({ seq: entry.seq, device: deviceOf(entry) })),
        );
      for (const client of clients) await client.open();
      for (const one of actions) {
        if (one.do === "append") append(one.drafts);
        else if (one.do === "restart") {
          await server.restart();
          for (const client of clients) await client.leave();
          for (const client of clients) await client.open();
        } else {
          await clients[one.client]?.leave();
          await clients[one.client]?.open();
        }
      }
      append(DEVICES.map(of));
      for (const [index, devices] of SCOPES.entries()) {
        const own = entries.filter((entry) => devices.length === 0 || devices.includes(entry.device));
        await clients[index]?.until(own.at(-1)?.seq ?? 0);
        await clients[index]?.leave();
        expect(clients[index]?.heard).toEqual(own.map(({ seq }) => seq));
      }
      await server.close();
    }),
    { numRuns: 25 },
  );
});
