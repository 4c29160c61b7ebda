// No request that is hidden in another is ever served, however the bytes are ended, framed and cut.

import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { PATHS } from "../../shared/wire/api.ts";
import { sendPackets, statusesOf } from "../helpers/send-packets.ts";
import { startTestDavy, type TestDavy } from "../helpers/start-davy.ts";

let davy: TestDavy;

beforeAll(async () => {
  davy = await startTestDavy();
});
afterAll(() => davy.stop());

const json = (id: string) => JSON.stringify({ id, pct: 50, sensors: [{ type: "CO", val: 1 }] });
const whole = (id: string) =>
  `POST ${PATHS.receiveJson} HTTP/1.1\r\nHost: x\r\nContent-Length: ${json(id).length}\r\n\r\n${json(id)}`;
const HIDDEN = whole("hidden");

/** Framings in each of which the hidden post lies within the body, or the whole is no request at all. */
const FRAMINGS: readonly (readonly string[])[] = [
  [`Content-Length: ${HIDDEN.length}`],
  [`content-length:${HIDDEN.length}`],
  [`Content-Length: ${HIDDEN.length + 7}`],
  [`Content-Length: ${HIDDEN.length}`, "Content-Length: 0"],
  ["Content-Length: 0", `Content-Length: ${HIDDEN.length}`],
  [`Content-Length: 0, ${HIDDEN.length}`],
  [`Content-Length: +0`],
  [`Content-Length: 0x0`],
  [`Content-Length: -1`],
  ["Content-Length: 0", "Transfer-Encoding: chunked"],
  ["Transfer-Encoding: chunked", `Content-Length: ${HIDDEN.length}`],
  ["Transfer-Encoding: xchunked", `Content-Length: ${HIDDEN.length}`],
  ["Transfer-Encoding:\x0bchunked", `Content-Length: ${HIDDEN.length}`],
  [`Content-Length: ${HIDDEN.length}`, " Content-Length: 0"],
  [`Content-Length: ${HIDDEN.length}`, "X: a\rContent-Length: 0"],
  [`Content-Length: ${HIDDEN.length}`, "X: a\nContent-Length: 0"],
  [`Content-Length: ${HIDDEN.length}`, "X: a\nTransfer-Encoding: chunked"],
  [`Content-Length: ${HIDDEN.length}`, "X: a\n\tb"],
  [`Content-Length: ${HIDDEN.length}`, "Expect: 100-continue"],
  [`Content-Length: ${HIDDEN.length}`, "Upgrade: h2c", "Connection: Upgrade"],
];

const lineEnd = fc.constantFrom("\r\n", "\n", "\n", "\r\n", "\r", "\n\r", "\r\r\n");
const rawRequest = fc
  .record({
    before: fc.constantFrom("", "", "\r\n", "\n", "\x1a", "\0", whole("open")),
    start: fc.constantFrom(
      `POST ${PATHS.receiveJson} HTTP/1.1`,
      `POST ${PATHS.receiveJson} HTTP/1.0`,
      "POST / HTTP/1.1",
    ),
    host: fc.constantFrom("Host: x", "X: y"),
    framing: fc.constantFrom(...FRAMINGS),
    ends: fc.array(lineEnd, { minLength: 8, maxLength: 8 }),
    allBare: fc.boolean(),
    after: fc.constantFrom("", "\x1a", "\0", "}", `\r\n`),
  })
  .map(({ before, start, host, framing, ends, allBare, after }) => {
    const end = (index: number) => (allBare ? "\n" : ends[index % ends.length]);
    const lines = [start, host, ...framing, ""].map((line, index) => line + end(index));
    return `${before}${lines.join("")}${HIDDEN}${after}`;
  });

it("serves nothing that is hidden in a body, and answers no more than was asked", async () => {
  const cuts = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 3 });
  const counts = new Map<number, number>();
  await fc.assert(
    fc.asyncProperty(rawRequest, cuts, async (request, places) => {
      const at = places.map((place) => Math.floor(place * request.length)).sort((a, b) => a - b);
      const packets = [0, ...at].map((from, index) => request.slice(from, at[index] ?? request.length));
      const statuses = statusesOf(await sendPackets(davy.url, packets, { end: true }));
      for (const status of statuses) counts.set(status, (counts.get(status) ?? 0) + 1);
      const asked = request.includes('"open"') ? 2 : 1;
      expect(statuses.length).toBeLessThanOrEqual(asked);
      expect(statuses.every((status) => status < 500)).toBe(true);
    }),
    { numRuns: 300 },
  );
  const devices = await (await fetch(davy.url + PATHS.devices)).text();
  expect(devices).toContain('"open"');
  expect(devices).not.toContain('"hidden"');
  expect(counts.get(400)).toBeGreaterThan(100);
});
