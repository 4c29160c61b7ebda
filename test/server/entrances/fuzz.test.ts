// Whatever is posted to a way in is answered with a sentence, and never with an error of the server.

import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { ENTRANCE_PATHS } from "../../../shared/wire/entrances.ts";
import { startTestDavy, type TestDavy } from "../../helpers/start-davy.ts";
import { chirpstackStatus, chirpstackUp, ttsUp } from "./lorawan/payloads.ts";

let davy: TestDavy;

beforeAll(async () => {
  davy = await startTestDavy();
});
afterAll(() => davy.stop());

const NOW = "2026-11-23T14:30:00Z";
const CLOUD_EVENT = { specversion: "1.0", id: "1", source: "s", type: "t", time: NOW, data: { co: 1 } };
/** A way in, and what it is made for. */
const WAYS: readonly [path: string, bodies: readonly unknown[]][] = [
  [`${ENTRANCE_PATHS.chirpstack}?event=up`, [chirpstackUp({ object: { co: 3, pct: 5 } })]],
  [`${ENTRANCE_PATHS.chirpstack}?event=status`, [chirpstackStatus("01", NOW)]],
  [ENTRANCE_PATHS.chirpstack, [chirpstackUp({ data: "AMj/" })]],
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

it.each(WAYS)("%s answers below 500 with any member changed or gone", async (path, bodies) => {
  const cases = bodies.flatMap((body) => pathsIn(body).map((place) => ({ body, place })));
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...cases),
      fc.option(fc.constantFrom(...ODD)),
      async ({ body, place }, odd) => {
        const sent = changed(body, place, odd === null ? {} : { value: odd });
        expect(await statusOf(path, JSON.stringify(sent) ?? "")).toBeLessThan(500);
      },
    ),
    { numRuns: 150 },
  );
});

it.each(WAYS)("%s answers below 500 to any JSON and to any text", async (path) => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.json(), fc.string({ unit: "binary" })), async (text) => {
      expect(await statusOf(path, text)).toBeLessThan(500);
    }),
    { numRuns: 60 },
  );
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
  for (const body of bodies) expect(await statusOf(path, body)).toBeLessThan(500);
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
  await fc.assert(
    fc.asyncProperty(fc.oneof(lines, fc.string()), async (text) => {
      expect(await statusOf(ENTRANCE_PATHS.influxV2, text)).toBeLessThan(500);
    }),
    { numRuns: 200 },
  );
});
