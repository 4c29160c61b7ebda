import { expect, it } from "vitest";
import type { StreamClient } from "../../../server/live/stream-client.ts";
import { StreamPlaces } from "../../../server/live/stream-places.ts";

/** A stream that can be closed; nothing else of it is asked. */
function openStream() {
  const listeners: (() => void)[] = [];
  const stream = { ending: false, onceClosed: (listener: () => void) => void listeners.push(listener) };
  const close = () => {
    for (const listener of listeners) listener();
  };
  return { stream, client: stream as unknown as StreamClient, close };
}

function fill(places: StreamPlaces, count: number, of: Parameters<StreamPlaces["take"]>[1]) {
  return Array.from({ length: count }, () => {
    const opened = openStream();
    places.take(opened.client, of);
    return opened;
  });
}

it("lets the oldest of an account give way to its hundred and first, which another account does not feel", () => {
  const places = new StreamPlaces(10_000);
  const own = fill(places, 99, { account: "person a", address: "1" });
  fill(places, 150, { account: undefined, address: "1" });
  expect(places.givesWay({ account: "person a" })).toBe(undefined);
  own.push(...fill(places, 1, { account: "person a", address: "2" }));
  expect(places.givesWay({ account: "person a" })).toBe(own[0]?.client);
  expect(places.givesWay({ account: "person b" })).toBe(undefined);
  expect(places.givesWay({})).toBe(undefined);
});

it("asks none to give way while one that was asked is about to end, and has its place again once it has", () => {
  const places = new StreamPlaces(10_000);
  const own = fill(places, 100, { account: "display a" });
  const [first, second] = own;
  if (!first || !second) throw new Error("There are none.");
  first.stream.ending = true;
  expect(places.givesWay({ account: "display a" })).toBe(undefined);
  own.push(...fill(places, 1, { account: "display a" }));
  expect(places.givesWay({ account: "display a" })).toBe(second.client);
  second.close();
  expect(places.givesWay({ account: "display a" })).toBe(undefined);
});

it("refuses an address more than half of all, and everybody more than all", () => {
  const places = new StreamPlaces(3_000);
  const [first] = fill(places, 1_500, { address: "10.0.0.1" });
  expect(places.refusal({ address: "10.0.0.1" })).toBe("address-full");
  expect(places.refusal({ address: "10.0.0.2" })).toBe(undefined);
  fill(places, 1_500, { address: "10.0.0.2" });
  expect(places.refusal({ address: "10.0.0.3" })).toBe("full");
  first?.close();
  expect(places.refusal({ address: "10.0.0.1" })).toBe(undefined);
});

it("lets one address have all of a few", () => {
  const places = new StreamPlaces(1_200);
  fill(places, 999, { address: "10.0.0.1" });
  expect(places.refusal({ address: "10.0.0.1" })).toBe(undefined);
  fill(places, 1, { address: "10.0.0.1" });
  expect(places.refusal({ address: "10.0.0.1" })).toBe("address-full");
});

it("takes all whose address is not known for one", () => {
  const places = new StreamPlaces(2_500);
  fill(places, 1_250, {});
  expect(places.refusal({})).toBe("address-full");
  expect(places.refusal({ address: "10.0.0.1" })).toBe(undefined);
});
