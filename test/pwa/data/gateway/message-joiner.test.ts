import fc from "fast-check";
import { expect, it } from "vitest";
import { MessageJoiner } from "../../../../pwa/src/data/gateway/message-joiner.ts";

const bytes = (text: string) => new DataView(Uint8Array.from(Buffer.from(text)).buffer);
const all = (pieces: readonly string[]) => {
  const joiner = new MessageJoiner();
  const joined = pieces.map((piece) => joiner.add(bytes(piece)));
  return {
    readings: joined.flatMap(({ readings }) => readings),
    unread: joined.reduce((sum, { unread }) => sum + unread, 0),
  };
};
const READING = { id: "handheld 1", sensors: [{ type: "CO", val: 12.5 }] };

it("takes a reading of one piece, with and without the padding of a buffer", () => {
  const text = JSON.stringify(READING);
  expect(all([text])).toEqual({ readings: [READING], unread: 0 });
  expect(all([`${text}\0\0\0`])).toEqual({ readings: [READING], unread: 0 });
  expect(all([`${text}\0{"id":"of an earlier one"`, text])).toEqual({
    readings: [READING, READING],
    unread: 0,
  });
});

it("joins a reading of any pieces, characters of several bytes included", () => {
  const reading = { id: "Schacht 3 – Süd", sensors: [{ type: "CH₄", val: 1 }] };
  const buffer = Buffer.from(JSON.stringify(reading));
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 3 }), (size, times) => {
      const joiner = new MessageJoiner();
      const found: unknown[] = [];
      for (let time = 0; time < times; time += 1)
        for (let at = 0; at < buffer.length; at += size) {
          const piece = Uint8Array.from(buffer.subarray(at, at + size));
          found.push(...joiner.add(new DataView(piece.buffer)).readings);
        }
      expect(found).toEqual(Array(times).fill(reading));
    }),
  );
});

it("passes over what is no reading, and takes the next one", () => {
  expect(all(["hello", JSON.stringify(READING)])).toEqual({ readings: [READING], unread: 1 });
  expect(all(['ors":[]}', JSON.stringify(READING)])).toEqual({ readings: [READING], unread: 1 });
  expect(all(['{"id":\0', JSON.stringify(READING)])).toEqual({ readings: [READING], unread: 1 });
  expect(all(["\0", "[1]", JSON.stringify(READING)]).readings).toEqual([READING]);
});

it("holds no more than a reading can be", () => {
  const endless = Array<string>(2_000).fill('{"a":1,aaaaaa');
  expect(all([...endless]).unread).toBeGreaterThan(0);
});
