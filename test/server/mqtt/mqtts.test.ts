// Brokers over TLS: a real mosquitto with certificates of authorities of its own, for readings, what is told, and notices.

import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { connectAsync } from "mqtt";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { openBroker, troubleOf } from "../../../server/mqtt/mqtt.ts";
import { type DevicesAnswer, type HealthAnswer, PATHS } from "../../../shared/wire/api.ts";
import { HAS_OPENSSL, makeAuthority, makeCertificate } from "../../helpers/authority.ts";
import { type Broker, HAS_BROKER, startBroker } from "../../helpers/broker.ts";
import { NoticeSite, WAIT } from "../../helpers/notice-site.ts";
import { startTestDavy, type TestDavy } from "../../helpers/start-davy.ts";
import { temporaryFolder } from "../../helpers/temporary-folder.ts";

const CAN = HAS_BROKER && HAS_OPENSSL;
const overTls = it.skipIf(!CAN);
let folder: string;
let own: string;
let other: string;
let broker: Broker;
/** One whose certificate is for another name. */
let misnamed: Broker;
let davy: TestDavy | undefined;

async function startGuarded(name: string, names: string): Promise<Broker> {
  const { certificate, key } = makeCertificate(folder, "own", names);
  const brokerFolder = await temporaryFolder(name);
  const more = [`certfile ${certificate}`, `keyfile ${key}`];
  return startBroker({ folder: brokerFolder, more });
}

beforeAll(async () => {
  if (!CAN) return;
  folder = await temporaryFolder("authorities");
  [own, other] = [makeAuthority(folder, "own"), makeAuthority(folder, "other")];
  broker = await startGuarded("tls-broker", "DNS:localhost,IP:127.0.0.1");
  misnamed = await startGuarded("misnamed-broker", "DNS:elsewhere.example");
});
afterAll(async () => {
  if (!CAN) return;
  await broker.stop();
  await misnamed.stop();
  await rm(folder, { recursive: true, force: true });
});
afterEach(async () => {
  await davy?.stop();
  davy = undefined;
});

const addressOf = ({ port }: Broker) => `mqtts://127.0.0.1:${port}`;

async function troubleWith(at: Broker, ca: string | undefined): Promise<string | undefined> {
  const setup = { address: addressOf(at), ca: ca && (await readFile(ca, "utf8")) };
  const link = openBroker(setup);
  const trouble = await link.opened().then(() => undefined, troubleOf);
  await link.close();
  return trouble;
}

overTls("trusts a broker by the authority that is given, and by no other one", async () => {
  expect(await troubleWith(broker, own)).toBeUndefined();
  const untrusted = /^nobody who is trusted here vouches for the broker's certificate/;
  expect(await troubleWith(broker, other)).toMatch(untrusted);
  expect(await troubleWith(broker, undefined)).toMatch(untrusted);
});

overTls("does not take a broker for the one of another name", async () => {
  expect(await troubleWith(misnamed, own)).toMatch(/another name/);
});

const start = async (ca: string) => {
  const env = { DAVY_MQTT_URL: addressOf(broker), DAVY_MQTT_CA: ca, DAVY_MQTT_TOPICS: "in/#" };
  davy = await startTestDavy({ env });
  return davy;
};
const reasonsOf = async ({ url }: TestDavy) =>
  ((await (await fetch(url + PATHS.health)).json()) as HealthAnswer).reasons.join("\n");

overTls("takes readings over TLS, and tells the broker of devices", async () => {
  const server = await start(own);
  const client = await connectAsync(addressOf(broker), { ca: await readFile(own) });
  const told = new Map<string, string>();
  client.on("message", (topic, payload) => told.set(topic, String(payload)));
  await client.subscribeAsync("davy/#", { qos: 1 });
  await expect.poll(() => reasonsOf(server), WAIT).not.toContain("MQTT");
  await client.publishAsync("in/x", '{"id":"h1","sensors":[{"type":"CO","val":7}]}', { qos: 1 });
  const devices = async () =>
    ((await (await fetch(server.url + PATHS.devices)).json()) as DevicesAnswer).devices;
  await expect.poll(async () => (await devices()).map(({ device }) => device), WAIT).toEqual(["h1"]);
  await expect.poll(() => told.get("davy/devices/h1"), WAIT).toContain("7");
  await client.endAsync(true);
});

overTls("says in health that the broker's authority is another one, or that the file has none", async () => {
  const server = await start(other);
  await expect
    .poll(() => reasonsOf(server), WAIT)
    .toMatch(
      /No readings come by MQTT: nobody who is trusted here.*\n.*told of nothing: nobody who is trusted here/,
    );
  await server.stop();
  davy = undefined;
  const empty = join(folder, "empty.pem");
  await writeFile(empty, "-----BEGIN CERTIFICATE-----\nnone\n-----END CERTIFICATE-----\n");
  expect(await reasonsOf(await start(empty))).toMatch(/DAVY_MQTT_CA.*has no certificate in PEM/);
});

overTls("brings notices over TLS, and says of a channel why it does not reach its broker", async () => {
  const site = new NoticeSite();
  await site.start();
  await site.begin();
  const channel = { kind: "mqtt", address: addressOf(broker), prefix: "pit" };
  const { id } = await site.addChannel({ ...channel, name: "Broker", ca: await readFile(own, "utf8") });
  await site.addRule(id);
  const wrong = await site.addChannel({ ...channel, name: "Wrong", ca: await readFile(other, "utf8") });
  await site.addRule(wrong.id);
  await site.post(120);
  await expect
    .poll(async () => (await site.log("&status=sent")).map((one) => one.channel), WAIT)
    .toEqual([id]);
  const tried = await site.ask("POST", `/api/v1/notices/channels/${wrong.id}/trials`, {});
  expect(JSON.stringify(tried.body)).toMatch(/nobody who is trusted here/);
  await site.end();
  await site.stop();
});
