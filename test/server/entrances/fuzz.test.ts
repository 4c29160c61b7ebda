// Whatever is posted to a way in is answered with a sentence, and never with an error of the server.

import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { ENTRANCE_PATHS } from "../../../shared/wire/entrances.ts";
import { startTestDavy, type TestDavy } from "../../helpers/start-davy.ts";
import { chirpstackStatus, chirpstackUp, chirpstackV3Up, ttsUp } from "./lorawan/payloads.ts";

let davy: TestDavy;

beforeAll(async () => {
  davy = await startTestDavy();
});
afterAll(() => davy.stop());

/** Bodies that are posted at a time. */
const TOGETHER = 25;
const NOW = "2026-11-23T14:30:00Z";
const CLOUD_EVENT = { specversion: "1.0", id: "1", source: "s", type: "t", time: NOW, data: { co: 1 } };
/** A way in, and what it is made for. */
const WAYS: readonly [path: string, bodies: readonly unknown[]][] = [
  [`${ENTRANCE_PATHS.chirpstack}?event=up`, [chirpstackUp({ object: { co: 3, pct: 5 } })]],
  [`${ENTRANCE_PATHS.chirpstack}?event=status`, [chirpstackStatus("01", NOW)]],
  [ENTRANCE_PATHS.chirpstack, [chirpstackUp({ data: "AMj/" }), chirpstackV3Up("AgICAgICAgI=")]],
  [ENTRANCE_PATHS.tts, [ttsUp({ decoded: { co: [1, null, "OL"] }, fCnt: 3 })]],
  [ENTRANCE_PATHS.lorawan, [{ devEui: "01", fCnt: 1, time: NOW, data: "0c", rssi: -3, object: { co: 1 } }]],
  [
    ENTRANCE_PATHS.senml,
    [
      [
        { bn: "d:", bt: 1e9, n: "co", u: "ppm", v: 3 },
        { n: "h2s", vs: "x" },
      ],
    ],
  ],
  [ENTRANCE_PATHS.cloudEvents, [CLOUD_EVENT, [CLOUD_EVENT]]],
];

const ODD: readonly unknown[] = [
  null, true, 0, -1, 1e308, "", "x", "OL", [], {}, [[]], { a: { b: { c: {} } } }, "\u0000", "9".repeat(400), [null], { __proto__: 1 },
]; // biome-ignore format: one line is the table

/** Every path into a value. */
function pathsIn(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== "object" || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([name, member]) => pathsIn(member, [...path, name]))];
}

/** A value with another one at a path, or with nothing there. */
function changed(
  value: unknown,
  [step, ...rest]: readonly string[],
  to: { readonly value?: unknown },
): unknown {
  if (step === undefined) return "value" in to ? to.value : undefined;
  const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as Record<string, unknown>;
  const inner = changed(copy[step], rest, to);
  if (inner === undefined) delete copy[step];
  else copy[step] = inner;
  return copy;
}

async function statusOf(path: string, body: string): Promise<number> {
  const response = await fetch(davy.url + path, { method: "POST", body });
  await response.arrayBuffer();
  return response.status;
}

/** Holds for bodies that are posted at once, so that they share the disk's time; what is found is shrunk to one of them. */
async function allBelow500(path: string, texts: fc.Arbitrary<string>, rounds: number): Promise<void> {
  const together = fc.array(texts, { minLength: 1, maxLength: TOGETHER, size: "max" });
  await fc.assert(
    fc.asyncProperty(together, async (sent) => {
      const statuses = await Promise.all(sent.map((text) => statusOf(path, text)));
      expect(statuses.filter((status) => status >= 500)).toEqual([]);
    }),
    { numRuns: rounds },
  );
}

it.each(WAYS)("%s answers below 500 with any member changed or gone", async (path, bodies) => {
  const cases = bodies.flatMap((body) => pathsIn(body).map((place) => ({ body, place })));
  const texts = fc
    .tuple(fc.constantFrom(...cases), fc.option(fc.constantFrom(...ODD)))
    .map(([{ body, place }, odd]) => changed(body, place, odd === null ? {} : { value: odd }))
    .map((sent) => JSON.stringify(sent) ?? "");
  await allBelow500(path, texts, 12);
});

it.each(WAYS)("%s answers below 500 to any JSON and to any text", async (path) => {
  await allBelow500(path, fc.oneof(fc.json(), fc.string({ unit: "binary" })), 6);
});

it.each(WAYS)("%s answers below 500 to what nests without end", async (path) => {
  const deep = `${"[".repeat(50_000)}${"]".repeat(50_000)}`;
  const bodies = [
    `{"deviceInfo":{"devEui":"dd"},"object":{"co":1,"x":${deep}}}`,
    `{"end_device_ids":{"dev_eui":"dd"},"uplink_message":{"decoded_payload":{"x":${deep}}}}`,
    `{"devEui":"dd","object":{"x":${deep}}}`,
    `[{"n":"a:co","v":${deep}}]`,
    `{"specversion":"1.0","id":"d","source":"s","type":"t","data":{"x":${deep}}}`,
    deep,
  ];
  const statuses = await Promise.all(bodies.map((body) => statusOf(path, body)));
  expect(statuses.filter((status) => status >= 500)).toEqual([]);
});

it("answers lines below 500, whatever they are", async () => {
  const piece = fc.constantFrom(
    "m",
    ",",
    "=",
    " ",
    "\\",
    '"',
    "\n",
    "co",
    "device=",
    "value=1",
    "1i",
    "t",
    "#",
    "-",
    "\u0000",
    "é",
  );
  const lines = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(""));
  await allBelow500(ENTRANCE_PATHS.influxV2, fc.oneof(lines, fc.string()), 15);
});
