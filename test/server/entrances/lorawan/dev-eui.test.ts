// A DevEUI is one device, however its digits are written.

import { afterAll, beforeAll, expect, it } from "vitest";
import { type DevicesAnswer, PATHS } from "../../../../shared/wire/api.ts";
import { ENTRANCE_PATHS } from "../../../../shared/wire/entrances.ts";
import { startTestDavy, type TestDavy } from "../../../helpers/start-davy.ts";
import { chirpstackUp, ttsUp } from "./payloads.ts";

const iso = (ms: number) => new Date(ms).toISOString();
let now = Date.UTC(2026, 10, 23, 14, 30);
let davy: TestDavy;

beforeAll(async () => {
  davy = await startTestDavy({ now: () => now });
});
afterAll(() => davy.stop());

async function post(path: string, body: unknown) {
  const response = await fetch(davy.url + path, { method: "POST", body: JSON.stringify(body) });
  return (await response.json()) as { readonly results: { readonly status: string }[] };
}
const up = (body: unknown) => post(`${ENTRANCE_PATHS.chirpstack}?event=up`, body);

async function deviceOf(id: string) {
  const { devices } = (await (await fetch(davy.url + PATHS.devices)).json()) as DevicesAnswer;
  return devices.find(({ device }) => device === id);
}

it("makes one device of a DevEUI, in small letters and in capitals, from one server and from another", async () => {
  const id = "00a1b2c3d4e5f607";
  const byChirpstack = (devEui: string, fCnt: number) =>
    up(chirpstackUp({ devEui, id: `${devEui}-${fCnt}`, fCnt, object: { co: fCnt }, time: iso(now) }));
  const byTts = (eui: string, fCnt: number) =>
    post(ENTRANCE_PATHS.tts, ttsUp({ eui, fCnt, receivedAt: iso(now), decoded: { co: fCnt } }));
  await Promise.all([byTts(id.toUpperCase(), 1), byChirpstack(id, 2)]);
  now += 1_000;
  await post(ENTRANCE_PATHS.lorawan, { devEui: "00:A1:b2:C3:D4:E5:F6:07", fCnt: 3, time: iso(now), co: 3 });
  expect(await deviceOf(id.toUpperCase())).toBeUndefined();
  expect((await deviceOf(id))?.sensors).toMatchObject([{ type: "CO", value: 3 }]);
  const again = { devEui: id.toUpperCase(), fCnt: 3, time: iso(now), co: 3 };
  expect((await post(ENTRANCE_PATHS.lorawan, again)).results).toMatchObject([{ status: "duplicate" }]);
});

it("leaves a device that stands in capitals its id, whoever writes it otherwise", async () => {
  const id = "00A1B2C3D4E5F608";
  await post(PATHS.receiveJson, { id, ts: now / 1_000, sensors: [{ type: "CO", val: 1 }] });
  now += 1_000;
  await up(chirpstackUp({ devEui: id.toLowerCase(), id: "caps-1", object: { co: 2 }, time: iso(now) }));
  expect((await deviceOf(id))?.sensors).toMatchObject([{ value: 2 }]);
  expect(await deviceOf(id.toLowerCase())).toBeUndefined();
});

it("tells names apart that are no DevEUI, though they differ in their letters alone", async () => {
  for (const [devEui, co] of [
    ["Probe-A", 900],
    ["probe-a", 1],
  ] as const)
    await post(ENTRANCE_PATHS.lorawan, { devEui: devEui.replace("-", "."), fCnt: 1, time: iso(now), co });
  expect((await deviceOf("Probe.A"))?.sensors).toMatchObject([{ value: 900 }]);
  expect((await deviceOf("probe.a"))?.sensors).toMatchObject([{ value: 1 }]);
});
