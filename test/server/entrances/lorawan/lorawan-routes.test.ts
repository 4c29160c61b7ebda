// What LoRaWAN network servers post, as their documentation has it, against a real server.

import { afterAll, beforeAll, expect, it } from "vitest";
import { type DevicesAnswer, devicePath, PATHS } from "../../../../shared/wire/api.ts";
import {
  ENTRANCE_PATHS,
  type EntrancesAnswer,
  mappingPath,
  type RadioAnswer,
  radioPath,
} from "../../../../shared/wire/entrances.ts";
import { startTestDavy, type TestDavy } from "../../../helpers/start-davy.ts";
import { chirpstackOldUp, chirpstackStatus, chirpstackUp, chirpstackV3Up, ttsUp } from "./payloads.ts";

const NOW = Date.UTC(2026, 10, 23, 14, 30);
const iso = (ms: number) => new Date(ms).toISOString();
let now = NOW;
let davy: TestDavy;

beforeAll(async () => {
  davy = await startTestDavy({ now: () => now });
});
afterAll(() => davy.stop());

async function post(path: string, body: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(davy.url + path, { method: "POST", headers, body: JSON.stringify(body) });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}
const up = (body: unknown) => post(`${ENTRANCE_PATHS.chirpstack}?event=up`, body);

async function deviceOf(id: string) {
  const { devices } = (await (await fetch(davy.url + PATHS.devices)).json()) as DevicesAnswer;
  return devices.find(({ device }) => device === id);
}

const statusOf = ({ body }: { body: Record<string, unknown> }) =>
  (body["results"] as { status: string }[]).map(({ status }) => status);

it("takes a ChirpStack uplink in Davy's own shape, with DevEUI, name, time, radio", async () => {
  const object = { pct: 77, sensors: [{ type: "CO", val: 12.5 }] };
  const answer = await up(chirpstackUp({ devEui: "a1", name: "North", time: iso(NOW - 1_000), object }));
  expect(answer).toMatchObject({ status: 200, body: { taken: 1, how: "own", warnings: [] } });
  const device = await deviceOf("a1");
  expect(device).toMatchObject({ battery: 77, measuredAt: NOW - 1_000 });
  expect(device?.sensors).toMatchObject([{ key: "CO", value: 12.5 }]);
  expect(device?.settings).toEqual({ name: "North" });
  const radio = (await (await fetch(davy.url + radioPath("a1"))).json()) as RadioAnswer;
  expect(radio.radio?.last).toMatchObject({
    rssi: -36,
    snr: 10.5,
    spreadingFactor: 11,
    gateway: "0016c001f153a14c",
  });
});

it("knows a repeated uplink, also with other receptions, and after a restart", async () => {
  const first = chirpstackUp({ devEui: "a2", id: "dd-1", object: { co: 3 }, time: iso(NOW) });
  expect(statusOf(await up(first))).toEqual(["stored"]);
  expect(statusOf(await up({ ...first, rxInfo: [] }))).toEqual(["duplicate"]);
  const { folder } = davy;
  await davy.close();
  davy = { ...(await startTestDavy({ now: () => now, folder })), folder };
  expect(statusOf(await up(first))).toEqual(["duplicate"]);
});

it("takes the battery of a status, and passes other events over", async () => {
  await up(chirpstackUp({ devEui: "a3", object: { co: 3 }, time: iso(NOW) }));
  const status = await post(`${ENTRANCE_PATHS.chirpstack}?event=status`, chirpstackStatus("a3", iso(NOW)));
  expect(status.body).toMatchObject({ taken: 1 });
  expect(await deviceOf("a3")).toMatchObject({ battery: 88.3, sensors: [{ key: "CO", value: 3 }] });
  const join = await post(`${ENTRANCE_PATHS.chirpstack}?event=join`, { deviceInfo: { devEui: "a3" } });
  expect(join).toMatchObject({ status: 200, body: { taken: 0, passedOver: expect.any(String) } });
});

it("takes an uplink of The Things Stack, whose empty fields are left out", async () => {
  const answer = await post(
    ENTRANCE_PATHS.tts,
    ttsUp({ eui: "0004A30B001C0530", receivedAt: iso(NOW), decoded: { co_ppm: 41 } }),
  );
  expect(answer).toMatchObject({ status: 200, body: { taken: 1, how: "names" } });
  const device = await deviceOf("0004a30b001c0530");
  expect(device).toMatchObject({ measuredAt: NOW, settings: { name: "dev1" } });
  expect(device?.sensors).toMatchObject([{ type: "CO", unit: "ppm", value: 41 }]);
});

it("makes no reading of a simulated uplink, and raises no alarm", async () => {
  const trial = ttsUp({ eui: "AA", receivedAt: iso(NOW), decoded: { co_ppm: 5_000 }, simulated: true });
  const answer = await post(ENTRANCE_PATHS.tts, trial);
  expect(answer).toMatchObject({ status: 200, body: { taken: 0, simulated: true, how: "names" } });
  expect(answer.body["warnings"]).toEqual([
    expect.stringMatching(/simulated.*shown under Entrances.*no alarm/),
  ]);
  expect(await deviceOf("AA")).toBeUndefined();
  // Whoever tries the way in sees that it came, and what it would be.
  const { sources } = (await (await fetch(davy.url + ENTRANCE_PATHS.entrances)).json()) as EntrancesAnswer;
  expect(sources.find(({ device }) => device === "AA")).toMatchObject({
    isSimulated: true,
    how: "names",
    payload: { co_ppm: 5_000 },
  });
  const { alarms } = (await (await fetch(`${davy.url}/api/v1/alarms`)).json()) as { alarms: unknown[] };
  expect(JSON.stringify(alarms)).not.toContain('"AA"');
});

it("keeps secrets of headers out of what is logged and kept", async () => {
  await post(ENTRANCE_PATHS.tts, { nonsense: 1 }, { "X-Downlink-Apikey": "NNSXS.SECRET" });
  const kept = JSON.stringify([davy.report, await (await fetch(`${davy.url}/api/v1/refused`)).json()]);
  expect(kept).toContain("uplink_message");
  expect(kept).not.toContain("NNSXS");
});

it("counts an uplink that comes late as of when the network heard it, and leaves the newer value", async () => {
  const at = (ms: number, co: number, fCnt: number) =>
    chirpstackUp({ devEui: "a4", id: `l-${fCnt}`, object: { co }, time: iso(ms), fCnt });
  await up(at(NOW, 5, 9));
  await up(at(NOW - 600_000, 900, 8));
  expect((await deviceOf("a4"))?.sensors).toMatchObject([{ value: 5 }]);
});

it("keeps bytes without a codec and says so, then reads them by a mapping of their port alone", async () => {
  const raw = (fCnt: number, fPort: number) =>
    chirpstackUp({ devEui: "a5", id: `r-${fCnt}`, data: "AMj/", time: iso(now), fCnt, fPort });
  const before = await up(raw(1, 2));
  expect(before.body).toMatchObject({ taken: 1, how: "raw", warnings: [expect.stringContaining("codec")] });
  expect((await deviceOf("a5"))?.sensors).toEqual([]);
  const from = { offset: 0, width: 2, endian: "big", form: "unsigned" };
  const mapping = {
    name: "probe",
    source: "chirpstack/+/+/a5",
    port: 2,
    fields: [{ from, to: "sensor", type: "CO", factor: 0.1 }],
  };
  const put = await fetch(davy.url + mappingPath("probe"), { method: "PUT", body: JSON.stringify(mapping) });
  expect(put.status).toBe(200);
  now += 60_000;
  expect((await up(raw(2, 2))).body).toMatchObject({ how: "mapping" });
  expect((await up(raw(3, 7))).body).toMatchObject({ how: "raw" });
  expect((await deviceOf("a5"))?.sensors).toMatchObject([{ type: "CO", value: 20 }]);
  const entrances = (await (await fetch(davy.url + ENTRANCE_PATHS.entrances)).json()) as EntrancesAnswer;
  expect(entrances.sources[0]).toMatchObject({ device: "a5", bytes: "00c8ff", how: "raw", port: 7 });
});

it("shows the uplinks that never came", async () => {
  for (const fCnt of [4, 5, 9])
    await up(chirpstackUp({ devEui: "a6", id: `m-${fCnt}`, object: { co: 1 }, time: iso(now), fCnt }));
  const radio = (await (await fetch(davy.url + radioPath("a6"))).json()) as RadioAnswer;
  expect(radio.radio).toMatchObject({ heard: 3, missed: 3, fCnt: 9, lastGap: { missed: 3 } });
});

it.each([
  [
    "Actility",
    { DevEUI_uplink: { DevEUI: "B1", FCntUp: 7, FPort: 1, payload_hex: "0c", Time: iso(NOW) } },
    "B1",
  ],
  ["Loriot", { cmd: "rx", EUI: "B2", ts: NOW, fcnt: 3, port: 1, data: "0c22", rssi: -80 }, "B2"],
  [
    "Helium",
    { dev_eui: "B3", fcnt: 2, port: 1, payload: "DA==", decoded: { co: 7 }, reported_at: NOW },
    "B3",
  ],
  ["a forwarder", { devEui: "b4:00", fCnt: 1, time: iso(NOW), sensors: [{ type: "CO", val: 1 }] }, "b400"],
])("takes an uplink of %s", async (_, body, id) => {
  const answer = await post(ENTRANCE_PATHS.lorawan, body);
  expect(answer).toMatchObject({ status: 200, body: { taken: 1 } });
  expect(statusOf(await post(ENTRANCE_PATHS.lorawan, body))).toEqual(["duplicate"]);
  expect(await deviceOf(id)).toBeDefined();
});

it("leaves the name that somebody gives just when the network tells another", async () => {
  const names = await Promise.all(
    Array.from({ length: 10 }, async (_, place) => {
      const devEui = `race${place}`;
      const uplink = (fCnt: number, name: string) =>
        up(chirpstackUp({ devEui, id: `${devEui}-${fCnt}`, fCnt, name, object: { co: 1 }, time: iso(NOW) }));
      await uplink(1, "");
      const given = fetch(davy.url + devicePath(devEui), {
        method: "PATCH",
        body: JSON.stringify({ name: "Ours" }),
      });
      await Promise.all([given, uplink(2, "Theirs")]);
      return (await deviceOf(devEui))?.settings.name;
    }),
  );
  expect(new Set(names)).toEqual(new Set(["Ours"]));
});

it("takes numbers as text, as JSON of protocol buffers has 64 bits, and what is 0 left out", async () => {
  const {
    fCnt: _,
    rxInfo: __,
    ...whole
  } = chirpstackUp({ devEui: "a7", object: { co: "12.5" }, time: iso(now) });
  const rxInfo = [{ gatewayId: "01", rssi: "-90", uplinkId: "18446744073709551615" }];
  const sent = { ...whole, fPort: "2", deduplicationId: "pb-1", rxInfo };
  expect(await up(sent)).toMatchObject({ status: 200, body: { taken: 1 } });
  expect((await deviceOf("a7"))?.sensors).toMatchObject([{ type: "CO", value: 12.5 }]);
  const { radio } = (await (await fetch(davy.url + radioPath("a7"))).json()) as RadioAnswer;
  expect(radio?.last).toMatchObject({ fCnt: 0, fPort: 2, rssi: -90, snr: 0 });
});

it("takes no battery from a status that says that there is none, or that nobody knows", async () => {
  const status = async (more: object) => {
    const { batteryLevel: _, ...rest } = chirpstackStatus("a8", iso(now));
    await post(`${ENTRANCE_PATHS.chirpstack}?event=status`, { ...rest, ...more });
    return (await deviceOf("a8"))?.battery;
  };
  expect(await status({ deduplicationId: "s1", externalPowerSource: true, batteryLevel: 0 })).toBeNull();
  expect(await status({ deduplicationId: "s2", batteryLevelUnavailable: true })).toBeNull();
  expect(await status({ deduplicationId: "s3" })).toBeNull();
  expect(await status({ deduplicationId: "s4", batteryLevel: 0.39 })).toBe(0.39);
});

it("begins to count anew where a device has joined again, and misses nothing by it", async () => {
  const joined = (devAddr: string, fCnt: number) =>
    up({
      ...chirpstackUp({ devEui: "a9", id: `${devAddr}-${fCnt}`, object: { co: 1 }, time: iso(now), fCnt }),
      devAddr,
    });
  for (const fCnt of [900, 901]) await joined("01", fCnt);
  for (const fCnt of [0, 1, 3]) expect((await joined("02", fCnt)).body).toMatchObject({ taken: 1 });
  const { radio } = (await (await fetch(davy.url + radioPath("a9"))).json()) as RadioAnswer;
  expect(radio).toMatchObject({ heard: 3, missed: 1, fCnt: 3 });
});

it("reads a normalised payload where that is all that a filter has left", async () => {
  const { decoded_payload: _, ...message } = ttsUp({ receivedAt: iso(now), decoded: {} }).uplink_message as {
    readonly decoded_payload?: unknown;
  };
  const end_device_ids = { device_id: "norm", dev_eui: "AC" };
  const uplink_message = { ...message, normalized_payload: [{ air: { co2: 412, temperature: 21 } }] };
  await post(ENTRANCE_PATHS.tts, { end_device_ids, uplink_message });
  expect((await deviceOf("AC"))?.sensors).toMatchObject([{ type: "CO2", value: 412 }]);
});

it.each([
  ["join_accept", {}],
  ["downlink_ack", {}],
  ["downlink_queue_invalidated", {}],
  ["location_solved", {}],
  ["uplink_normalized", { f_cnt: 3, normalized_payload: { air: { co2: 900 } } }],
])("passes a message with %s over, and says so", async (what, message) => {
  const answer = await post(ENTRANCE_PATHS.tts, { end_device_ids: { dev_eui: "AD" }, [what]: message });
  expect(answer).toMatchObject({
    status: 200,
    body: { taken: 0, passedOver: expect.stringContaining(what) },
  });
  expect(await deviceOf("AD")).toBeUndefined();
});

it("goes by the name that one network server tells, not by turns by those of two", async () => {
  const byChirpstack = (fCnt: number, name: string) =>
    up(chirpstackUp({ devEui: "AE", id: `n-${fCnt}`, fCnt, name, object: { co: 1 }, time: iso(now) }));
  const byTts = (fCnt: number) =>
    post(ENTRANCE_PATHS.tts, ttsUp({ eui: "AE", fCnt, receivedAt: iso(now), decoded: { co: 1 } }));
  const nameOf = async () => (await deviceOf("AE"))?.settings.name;
  await byChirpstack(1, "North");
  await byTts(2);
  expect(await nameOf()).toBe("North");
  await byChirpstack(3, "South");
  expect(await nameOf()).toBe("South");
});

it("takes what ChirpStack v3 posts, in its JSON and in the older one, as one device", async () => {
  const sent = chirpstackV3Up("AgICAgICAgI=", iso(now));
  expect(await up(sent)).toMatchObject({ status: 200, body: { taken: 1, how: "names" } });
  expect(statusOf(await up(sent))).toEqual(["duplicate"]);
  const device = await deviceOf("0202020202020202");
  expect(device).toMatchObject({ measuredAt: now, settings: { name: "garden-sensor" } });
  expect(device?.sensors).toMatchObject([{ type: "CO", value: 12.5 }]);
  const { radio } = (await (await fetch(davy.url + radioPath("0202020202020202"))).json()) as RadioAnswer;
  expect(radio?.last).toMatchObject({ rssi: -48, snr: 9, spreadingFactor: 11, gateway: "0303030303030303" });
  now += 1_000;
  const old = { ...chirpstackOldUp("0202020202020202", iso(now)), fCnt: 11 };
  expect(statusOf(await up(old))).toEqual(["stored"]);
  expect(statusOf(await up(old))).toEqual(["duplicate"]);
  expect((await deviceOf("0202020202020202"))?.sensors).toMatchObject([{ type: "CO", value: 13 }]);
  const status = { devEUI: "AgICAgICAgI=", deviceName: "garden-sensor", margin: 4, batteryLevel: 55.5 };
  await post(`${ENTRANCE_PATHS.chirpstack}?event=status`, status);
  expect(await deviceOf("0202020202020202")).toMatchObject({ battery: 55.5 });
});
