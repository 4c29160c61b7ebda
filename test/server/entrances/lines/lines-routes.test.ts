// What Telegraf and others send, as their documentation has it, against a real server.

import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, it } from "vitest";
import { ACCESS_PATHS } from "../../../../shared/wire/access.ts";
import { type DevicesAnswer, PATHS } from "../../../../shared/wire/api.ts";
import { ENTRANCE_PATHS, mappingPath } from "../../../../shared/wire/entrances.ts";
import { startTestDavy, type TestDavy } from "../../../helpers/start-davy.ts";
import { temporaryFolder } from "../../../helpers/temporary-folder.ts";

const NOW = Date.UTC(2026, 10, 23, 14, 30);
const NS = `${NOW}000000`;
let davy: TestDavy;

beforeAll(async () => {
  davy = await startTestDavy({ now: () => NOW });
});
afterAll(() => davy.stop());

async function post(path: string, body: string | Uint8Array, headers: Record<string, string> = {}) {
  const init = { method: "POST", headers, body: body as string };
  const response = await fetch((headers["base"] ?? davy.url) + path, init);
  const text = await response.text();
  return {
    status: response.status,
    body: text === "" ? undefined : (JSON.parse(text) as { [name: string]: unknown }),
  };
}

async function sensorsOf(id: string) {
  const { devices } = (await (await fetch(davy.url + PATHS.devices)).json()) as DevicesAnswer;
  return devices
    .find(({ device }) => device === id)
    ?.sensors.map(({ key, unit, value }) => [key, unit, value]);
}

it("takes Telegraf's lines at the path of v2, packed, and each point once", async () => {
  const lines = `modbus,host=gw1,name=probe-7,slave_id=1,type=holding_register co=12.5,h2s_ppm=0.4 ${NS}
modbus,host=gw1,name=probe-8,slave_id=2,type=holding_register ch4_lel=1.5,battery=77i ${NS}`;
  const headers = { "Content-Encoding": "gzip", "Content-Type": "text/plain; charset=utf-8" };
  const send = () => post(`${ENTRANCE_PATHS.influxV2}?org=o&bucket=b&precision=ns`, gzipSync(lines), headers);
  expect(await send()).toEqual({ status: 204, body: undefined });
  const { accepted } = await counts();
  expect(accepted).toBe("2");
  expect((await send()).status).toBe(204);
  expect((await counts()).accepted).toBe(accepted);
  expect(await sensorsOf("probe-7")).toEqual([
    ["CO", undefined, 12.5],
    ["H2S", "ppm", 0.4],
  ]);
  expect(await sensorsOf("probe-8")).toEqual([["CH4", "%LEL", 1.5]]);
});

async function counts() {
  const metrics = await (await fetch(davy.url + PATHS.metrics)).text();
  return { accepted: /^davy_readings_accepted_total (\d+)/m.exec(metrics)?.[1] };
}

it("tells the gas of a value by a tag or the measurement, with its unit", async () => {
  const lines = `gas,device=p1,gas=CO,unit=ppm value=3 ${NOW / 1000}
h2s,device=p1 value=0.5 ${NOW / 1000}`;
  expect((await post(`${ENTRANCE_PATHS.influxV1}?db=site&precision=s`, lines)).status).toBe(204);
  expect(await sensorsOf("p1")).toEqual([
    ["CO", "ppm", 3],
    ["H2S", undefined, 0.5],
  ]);
});

it("makes two devices of two probes behind one host that no tag names", async () => {
  await post(ENTRANCE_PATHS.influxV1, "air,host=gw2,place=a co=900\nair,host=gw2,place=b co=1");
  expect([await sensorsOf("gw2/a"), await sensorsOf("gw2/b")]).toEqual([
    [["CO", undefined, 900]],
    [["CO", undefined, 1]],
  ]);
});

it("stores the lines that are right beside those that are not, and says which were dropped", async () => {
  const lines = `air,device=p2 co=5 ${NS}\nair,device co=7 ${NS}\ncpu,host=gw1 usage_idle=98.2 ${NS}`;
  const { status, body } = await post(ENTRANCE_PATHS.influxV2, lines);
  expect([status, body?.["code"]]).toEqual([400, "invalid"]);
  expect(body?.["error"]).toMatch(/^partial write: .*tag device has no =.* dropped=2 taken=1$/);
  expect(body?.["message"]).toBe(body?.["error"]);
  expect(await sensorsOf("p2")).toEqual([["CO", undefined, 5]]);
  expect(await sensorsOf("gw1")).toBeUndefined();
});

it("passes over what a mapping says is no reading", async () => {
  const mapping = { name: "no gas", source: "influx/mem", passOver: true };
  await fetch(davy.url + mappingPath("mem"), { method: "PUT", body: JSON.stringify(mapping) });
  expect((await post(ENTRANCE_PATHS.influxV2, `mem,host=gw1 used=1i ${NS}`)).status).toBe(204);
});

it("refuses what is no line protocol with where it belongs", async () => {
  const json = await post(ENTRANCE_PATHS.influxV2, '{"deviceInfo":{"devEui":"01"},"object":{}}');
  expect([json.status, json.body?.["error"]]).toEqual([400, expect.stringContaining("/in/chirpstack")]);
  expect(json.body?.["message"]).toBe(json.body?.["error"]);
  const precision = await post(`${ENTRANCE_PATHS.influxV2}?precision=year`, "m v=1");
  expect([precision.status, precision.body?.["error"]]).toEqual([400, expect.stringContaining("precision")]);
});

it("is asked by Telegraf for its database and a ping", async () => {
  const ping = await fetch(davy.url + ENTRANCE_PATHS.influxPing, { method: "HEAD" });
  expect([ping.status, ping.headers.get("x-influxdb-version")]).toEqual([204, expect.stringMatching(/^1\./)]);
  const form = { "Content-Type": "application/x-www-form-urlencoded" };
  const made = await post(ENTRANCE_PATHS.influxQuery, "q=CREATE+DATABASE+%22telegraf%22", form);
  expect(made).toEqual({ status: 200, body: { results: [{ statement_id: 0 }] } });
});

it("takes a key as InfluxDB's token, as the password of Basic, and in the path", async () => {
  const made = await fetch(davy.url + ACCESS_PATHS.keys, {
    method: "POST",
    body: JSON.stringify({ name: "telegraf", kind: "gateway" }),
  });
  const { key } = (await made.json()) as { key: string };
  await fetch(davy.url + ACCESS_PATHS.access, { method: "PATCH", body: '{"posts":"keys"}' });
  const line = (device: string) => `air,device=${device} co=1 ${NS}`;
  const basic = `Basic ${Buffer.from(`davy:${key}`).toString("base64")}`;
  // Clients of v1 show what is in `error`, those of v2 (Telegraf: "<code>: <message>") what is in `message`.
  const remedy = expect.stringMatching(/^Posts need a key here\..*token.*password.*Gateways/);
  for (const path of [ENTRANCE_PATHS.influxV1, ENTRANCE_PATHS.influxV2])
    expect(await post(path, line("k0"))).toEqual({
      status: 401,
      body: { code: "unauthenticated", error: remedy, message: remedy },
    });
  const wrong = await post(ENTRANCE_PATHS.influxV2, line("k0"), { Authorization: "Token davy_g_no" });
  expect([wrong.status, wrong.body?.["message"]]).toEqual([
    401,
    expect.stringMatching(/not one of a gateway/),
  ]);
  expect((await post(ENTRANCE_PATHS.influxV2, line("k1"), { Authorization: `Token ${key}` })).status).toBe(
    204,
  );
  expect((await post(ENTRANCE_PATHS.influxV1, line("k2"), { Authorization: basic })).status).toBe(204);
  expect((await post(`/k/${key}${ENTRANCE_PATHS.influxV1}`, line("k3"))).status).toBe(204);
  // As clients of InfluxDB 1.8 sign in at the paths of v2.
  const token = { Authorization: `Token davy:${key}` };
  expect((await post(ENTRANCE_PATHS.influxV2, line("k4"), token)).status).toBe(204);
  await fetch(davy.url + ACCESS_PATHS.access, { method: "PATCH", body: '{"posts":"open"}' });
});

it("says of a key in an address where it belongs, and keeps it nowhere", async () => {
  const folder = await temporaryFolder("influx");
  const closed = await startTestDavy({ folder, now: () => NOW });
  const made = await fetch(closed.url + ACCESS_PATHS.keys, {
    method: "POST",
    body: JSON.stringify({ name: "telegraf", kind: "gateway" }),
  });
  const { key } = (await made.json()) as { key: string };
  await fetch(closed.url + ACCESS_PATHS.access, { method: "PATCH", body: '{"posts":"keys"}' });
  const secrets = [key, "pa55word"];
  for (const secret of secrets)
    for (const path of [ENTRANCE_PATHS.influxV1, ENTRANCE_PATHS.influxQuery, ENTRANCE_PATHS.influxV2]) {
      const asked = `${path}?db=site&u=me&p=${secret}`;
      const { status, body } = await post(asked, `air,device=k0 co=1 ${NS}`, { base: closed.url });
      expect([path, status, body?.["error"]]).toEqual([
        path,
        401,
        expect.stringMatching(/in the address.*Basic/),
      ]);
      expect(JSON.stringify(body)).not.toContain(secret);
    }
  // Who needs no key is not asked why it is there.
  await fetch(closed.url + ACCESS_PATHS.access, { method: "PATCH", body: '{"posts":"open"}' });
  const open = await post(`/write?u=me&p=${key}`, `air,device=k5 co=1 ${NS}`, { base: closed.url });
  expect(open.status).toBe(204);
  await closed.stop();
  const files = await readdir(folder, { recursive: true, withFileTypes: true });
  const texts = await Promise.all(
    files.filter((file) => file.isFile()).map((file) => readFile(join(file.parentPath, file.name), "latin1")),
  );
  const told = [...texts, JSON.stringify(closed.report)].join("");
  expect(secrets.filter((secret) => told.includes(secret))).toEqual([]);
  await rm(folder, { recursive: true });
});

it("takes a SenML pack, with base values, units, several devices and times", async () => {
  const pack = [
    { bn: "urn:dev:ow:10e2073a01080063:", bt: NOW / 1000, bu: "ppm", n: "co", v: 12.5 },
    { n: "h2s", v: 0.4 },
    { n: "co2", u: "/", v: 0.0004 },
    { n: "temperature", u: "Cel", v: 21 },
    { n: "battery", u: "%EL", v: 63 },
    { bn: "", n: "other/co", v: 7 },
  ];
  const { status, body } = await post(ENTRANCE_PATHS.senml, JSON.stringify(pack));
  expect([status, body?.["taken"]]).toEqual([200, 2]);
  expect(await sensorsOf("urn:dev:ow:10e2073a01080063")).toEqual([
    ["CO", "ppm", 12.5],
    ["H2S", "ppm", 0.4],
    ["CO2", "ppm", 400],
  ]);
  expect(await sensorsOf("other")).toEqual([["CO", "ppm", 7]]);
});

it("takes each value of a SenML name and time, so that none hides another", async () => {
  const pack = [
    { bn: "d1/", n: "co", v: 5 },
    { n: "co", v: 900 },
  ];
  await post(ENTRANCE_PATHS.senml, JSON.stringify(pack));
  expect((await sensorsOf("d1"))?.map(([, , value]) => value)).toEqual([5, 900]);
});

const event = (id: string, data: unknown) => ({
  specversion: "1.0",
  id,
  source: "/shaft-3/gateway",
  type: "org.example.gas",
  subject: "probe 9",
  time: new Date(NOW).toISOString(),
  data,
});

it("takes CloudEvents in their three forms, each event once", async () => {
  const structured = event("1", { sensors: [{ type: "CO", val: 4 }] });
  const first = await post(ENTRANCE_PATHS.cloudEvents, JSON.stringify(structured));
  expect(first.body).toMatchObject({ taken: 1, how: "own", results: [{ status: "stored" }] });
  const batch = [structured, event("2", { id: "probe 10", co: 7 })];
  const second = await post(ENTRANCE_PATHS.cloudEvents, JSON.stringify(batch));
  expect(second.body).toMatchObject({ results: [{ status: "duplicate" }, { status: "stored" }] });
  const headers = {
    "ce-specversion": "1.0",
    "ce-id": "3",
    "ce-source": "/s",
    "ce-type": "t",
    "ce-subject": "Sch%C3%A4chtle",
    "Content-Type": "application/json",
  };
  expect((await post(ENTRANCE_PATHS.cloudEvents, '{"co":1}', headers)).body).toMatchObject({ taken: 1 });
  expect([await sensorsOf("probe 9"), await sensorsOf("probe 10"), await sensorsOf("Schächtle")]).toEqual([
    [["CO", undefined, 4]],
    [["CO", undefined, 7]],
    [["CO", undefined, 1]],
  ]);
});

it.each([
  ["a long source", { source: `/${"s".repeat(500)}`, id: "1" }, { source: `/${"s".repeat(500)}`, id: "2" }],
  ["steps in its id", { source: "/a", id: "b/1" }, { source: "/a/b", id: "1" }],
])("knows an event by its source and id, also one with %s", async (_, one, other) => {
  const data = { id: "probe 11", co: 1 };
  const batch = [one, other].map((own) => ({ ...event("1", data), ...own }));
  const { body } = await post(ENTRANCE_PATHS.cloudEvents, JSON.stringify(batch));
  expect(body).toMatchObject({ results: [{ status: "stored" }, { status: "stored" }] });
  const again = await post(ENTRANCE_PATHS.cloudEvents, JSON.stringify(batch));
  expect(again.body).toMatchObject({ results: [{ status: "duplicate" }, { status: "duplicate" }] });
});

it.each<[string, string, unknown]>([
  [PATHS.receiveJson, "/in/chirpstack", { deviceInfo: { devEui: "1" }, data: "qg==" }],
  [PATHS.receiveJson, "/in/tts", { end_device_ids: {}, uplink_message: {} }],
  [PATHS.receiveJson, "/in/cloudevents", event("1", {})],
  [PATHS.readings, "/in/senml", [{ bn: "a:", n: "co", v: 1 }]],
  [PATHS.receiveJson, "/api/v2/write", "air,device=a co=1 5"],
  [PATHS.readings, "/in/lorawan-generic", { devEui: "01", payload: "00" }],
  [ENTRANCE_PATHS.tts, "/in/chirpstack", { deviceInfo: { devEui: "1" } }],
])("tells who posts to %s that it belongs to %s", async (path, right, body) => {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const answer = await post(path, text);
  expect([answer.status, JSON.stringify(answer.body)]).toEqual([400, expect.stringContaining(right)]);
});
