// Notices to a broker, on the real server and a real mosquitto.

import { rm } from "node:fs/promises";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { acknowledgementsPath } from "../../../shared/wire/alarms.ts";
import { devicePath, PATHS } from "../../../shared/wire/api.ts";
import { channelPath, NOTICE_PATHS } from "../../../shared/wire/notices.ts";
import { type Broker, HAS_BROKER, listenTo, startBroker } from "../../helpers/broker.ts";
import { NoticeSite, WAIT } from "../../helpers/notice-site.ts";
import { startServerProcess } from "../../helpers/server-process.ts";
import { temporaryFolder } from "../../helpers/temporary-folder.ts";

const site = new NoticeSite();
const withBroker = it.skipIf(!HAS_BROKER);
let broker: Broker;

beforeAll(async () => {
  await site.start();
  if (HAS_BROKER) broker = await startBroker();
});
afterAll(async () => {
  await site.stop();
  if (HAS_BROKER) await broker.stop();
});
beforeEach(() => site.begin());
afterEach(() => site.end());

const channel = () => ({
  name: "Broker",
  kind: "mqtt",
  address: `mqtt://127.0.0.1:${broker.port}`,
  prefix: "pit",
});

async function addBrokerRule(): Promise<string> {
  const { id } = await site.addChannel(channel());
  await site.addRule(id);
  return id;
}

withBroker("keeps the state of an alarm at the broker, and deletes it when it has ended", async () => {
  const listener = await listenTo(broker.port);
  await addBrokerRule();
  await expect.poll(() => listener.retained.get("pit/status"), WAIT).toBe("online");
  await site.post(120);
  const topic = `pit/alarms/${(await site.alarm()).id}`;
  const state = () => JSON.parse(listener.retained.get(topic) ?? "{}").alarm?.state;
  await expect.poll(state, WAIT).toBe("active-unacknowledged");
  const told = await site.alarm();
  await site.ask("POST", acknowledgementsPath(told.id), { by: "Ada", seen: told.rev });
  await expect.poll(state, WAIT).toBe("active-acknowledged");
  await site.calm();
  await expect.poll(state, WAIT).toBe("returned-latched");
  const newcomer = await listenTo(broker.port);
  await expect.poll(() => newcomer.retained.has(topic), WAIT).toBe(true);
  const back = await site.alarm();
  await site.ask("POST", acknowledgementsPath(back.id), { by: "Ada", seen: back.rev });
  await expect.poll(() => listener.retained.has(topic), WAIT).toBe(false);
  const last = listener.heard.filter((one) => one.topic === topic).at(-2);
  expect(JSON.parse(last?.text ?? "{}").alarm.state).toBe("ended");
  await listener.stop();
  await newcomer.stop();
});

withBroker("reaches a broker that was away, and is online there again", async () => {
  await addBrokerRule();
  await site.post(120);
  await expect.poll(async () => (await site.log("&status=sent")).length, WAIT).toBe(1);
  await broker.restart();
  await site.post(0);
  const told = await site.alarm();
  await site.ask("POST", acknowledgementsPath(told.id), { by: "Ada", seen: told.rev });
  await expect
    .poll(async () => {
      site.clock += 1_000;
      return (await site.log("&status=sent")).map(({ transition }) => transition);
    }, WAIT)
    .toEqual(["acknowledged", "raised"]);
  const newcomer = await listenTo(broker.port);
  await expect.poll(() => newcomer.retained.get("pit/status"), WAIT).toBe("online");
  await newcomer.stop();
});

withBroker("tells a broker that forgot everything what is open, and nothing of what is over", async () => {
  await addBrokerRule();
  await site.post(120);
  const topic = `pit/alarms/${(await site.alarm()).id}`;
  await site.calm();
  const back = await site.alarm();
  await site.ask("POST", acknowledgementsPath(back.id), { by: "Ada", seen: back.rev });
  const sent = async () => (await site.log("&status=sent")).map(({ transition }) => transition);
  await expect.poll(sent, WAIT).toContain("ended");
  site.device = `${site.device} of a leak`;
  await site.post(120);
  const open = `pit/alarms/${(await site.alarm()).id}`;
  await expect.poll(sent, WAIT).toEqual(["raised"]);
  await broker.restart();
  const newcomer = await listenTo(broker.port);
  const state = () => JSON.parse(newcomer.retained.get(open) ?? "{}").alarm?.state;
  await expect.poll(state, WAIT).toBe("active-unacknowledged");
  expect(newcomer.retained.has(topic)).toBe(false);
  await newcomer.stop();
});

withBroker(
  "tells a broker that forgot everything what is open once more when the server begins, by the same id",
  async () => {
    const folder = await temporaryFolder("broker");
    let server = await startServerProcess(folder);
    const send = async (path: string, body: object) => {
      const response = await fetch(server.url + path, { method: "POST", body: JSON.stringify(body) });
      expect(response.ok).toBe(true);
      return response.json();
    };
    const { id } = await send(NOTICE_PATHS.channels, { ...channel(), prefix: "begun" });
    const steps = [{ afterMinutes: 0, targets: [{ channel: id }] }];
    await send(NOTICE_PATHS.rules, { name: "All", priorities: ["critical"], steps });
    await send(PATHS.receiveJson, { id: "leak", pct: 80, sensors: [{ type: "CO", val: 120 }] });
    const alarmAt = (listener: Awaited<ReturnType<typeof listenTo>>) => {
      const topic = [...listener.retained.keys()].find((name) => name.startsWith("begun/alarms/")) ?? "";
      return JSON.parse(listener.retained.get(topic) ?? "{}");
    };
    const before = await listenTo(broker.port);
    await expect.poll(() => alarmAt(before).id, WAIT).toBeDefined();
    const told = alarmAt(before);
    await before.stop();
    await server.end("SIGKILL");
    await broker.restart();
    server = await startServerProcess(folder);
    const after = await listenTo(broker.port);
    await expect.poll(() => alarmAt(after).id, WAIT).toBe(told.id);
    expect(alarmAt(after)).toMatchObject({ transition: "raised", step: 1, alarm: { id: told.alarm.id } });
    await after.stop();
    await server.end("SIGTERM");
    await rm(folder, { recursive: true, force: true });
  },
);

withBroker("leaves nothing at a broker of an alarm whose device was deleted with its data", async () => {
  const listener = await listenTo(broker.port);
  await addBrokerRule();
  await site.post(120);
  const topic = `pit/alarms/${(await site.alarm()).id}`;
  await expect.poll(() => listener.retained.has(topic), WAIT).toBe(true);
  await site.ask("DELETE", `${devicePath(site.device)}?data=delete`);
  await expect.poll(() => listener.retained.has(topic), WAIT).toBe(false);
  await listener.stop();
});

withBroker.each([
  ["says by its last will that a server was killed", "SIGKILL"],
  ["is told by a server that it stops", "SIGTERM"],
] as const)("%s", async (_, signal) => {
  const folder = await temporaryFolder("broker");
  const listener = await listenTo(broker.port);
  const asked = { ...channel(), prefix: signal };
  const status = () => listener.retained.get(`${signal}/status`);
  const server = await startServerProcess(folder);
  const body = JSON.stringify(asked);
  const response = await fetch(server.url + NOTICE_PATHS.channels, { method: "POST", body });
  expect(response.status).toBe(201);
  await expect.poll(status, WAIT).toBe("online");
  await server.end(signal);
  await expect.poll(status, WAIT).toBe("offline");
  await listener.stop();
  await rm(folder, { recursive: true, force: true });
});

it("says that a broker is not there", async () => {
  const { id } = await site.addChannel({ name: "Nobody", kind: "mqtt", address: "mqtt://127.0.0.1:1" });
  expect((await site.ask("POST", `${channelPath(id)}/trials`, {})).body).toEqual({
    isSent: false,
    answer: "The broker could not be reached: connect ECONNREFUSED 127.0.0.1:1.",
  });
});
