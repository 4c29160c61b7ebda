// What writes the steps of alarms into the log, on the real server and its files.

import { rm } from "node:fs/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Alarm } from "../../../shared/entries/alarm.ts";
import { ALARM_PATHS, acknowledgementsPath } from "../../../shared/wire/alarms.ts";
import { PATHS } from "../../../shared/wire/api.ts";
import { openEventStream } from "../../helpers/event-stream.ts";
import { type ServerProcess, startServerProcess } from "../../helpers/server-process.ts";
import { startTestDavy } from "../../helpers/start-davy.ts";
import { temporaryFolder } from "../../helpers/temporary-folder.ts";
import { unpackFixture } from "../../helpers/unpack-fixture.ts";

let folder: string;

beforeEach(async () => {
  folder = await temporaryFolder("alarms");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function post(url: string, co: number | null, id = "handheld 1"): Promise<void> {
  const body = JSON.stringify({ id, pct: 80, sensors: [{ type: "CO", val: co }] });
  expect((await fetch(url + PATHS.receiveJson, { method: "POST", body })).status).toBe(200);
}

async function alarmsOf(url: string, query = ""): Promise<readonly Alarm[]> {
  const { alarms } = (await (await fetch(`${url}${ALARM_PATHS.alarms}${query}`)).json()) as {
    alarms: Alarm[];
  };
  return alarms;
}

/** The steps in the logbook, oldest first. */
async function stepsOf(url: string): Promise<string[]> {
  const answer = await fetch(`${url}${PATHS.logbook}?kind=alarm&limit=1000`);
  const { events } = (await answer.json()) as { events: { to: string; alarm: Alarm }[] };
  return events.map(({ to, alarm }) => `${alarm.device} ${alarm.condition} ${to}`).reverse();
}

/** Waits until the logbook has as many steps. */
async function untilSteps(url: string, count: number): Promise<string[]> {
  await expect.poll(async () => (await stepsOf(url)).length).toBeGreaterThanOrEqual(count);
  return stepsOf(url);
}

it("tells a step to an open page, writes it into the logbook, and lists the alarm", async () => {
  const davy = await startTestDavy({ folder });
  const stream = await openEventStream(davy.url + PATHS.events);
  await post(davy.url, 900);
  const told = await stream.until((events) => events.find(({ event }) => event === "alarm"));
  expect(told.data).toMatchObject({
    to: "raised",
    condition: "a2",
    value: 900,
    state: "active-unacknowledged",
  });
  expect(await stepsOf(davy.url)).toEqual(["handheld 1 a2 raised"]);
  const { to: _, seq: __, ...alarm } = told.data;
  expect(await alarmsOf(davy.url)).toEqual([alarm]);
  await davy.stop();
});

it("keeps alarms over an ordinary restart, answered or not", async () => {
  const first = await startTestDavy({ folder });
  await post(first.url, 900);
  await post(first.url, 40, "handheld 2");
  await untilSteps(first.url, 2);
  const [alarm] = await alarmsOf(first.url, "?device=handheld%202");
  if (!alarm) throw new Error("no alarm");
  const body = JSON.stringify({ by: "Ada", comment: "fan is on", seen: alarm.rev });
  expect((await fetch(first.url + acknowledgementsPath(alarm.id), { method: "POST", body })).status).toBe(
    200,
  );
  const before = await alarmsOf(first.url);
  await first.stop();
  const second = await startTestDavy({ folder });
  expect(await alarmsOf(second.url)).toEqual(before);
  expect(before.map(({ acknowledgedBy }) => acknowledgedBy).sort()).toEqual(["Ada", null]);
  await second.stop();
});

describe("a server that is killed", () => {
  const start = (): Promise<ServerProcess> => startServerProcess(folder);

  it("has every step once, whenever that was", async () => {
    let server = await start();
    for (let round = 0; round < 2; round += 1) {
      for (let device = 0; device < 5; device += 1)
        await post(server.url, 100, `round ${round} device ${device}`);
      // At once: some steps are written by now and some are not.
      await server.end("SIGKILL");
      server = await start();
    }
    const steps = await untilSteps(server.url, 10);
    const expected = [0, 1].flatMap((round) =>
      [0, 1, 2, 3, 4].map((device) => `round ${round} device ${device} a2 raised`),
    );
    expect(steps.sort()).toEqual(expected);
    expect(await alarmsOf(server.url)).toHaveLength(10);
    await server.end("SIGTERM");
  });

  it("goes on where an answer left an alarm", async () => {
    let server = await start();
    await post(server.url, 100);
    const [alarm] = await alarmsOf(server.url);
    if (!alarm) throw new Error("no alarm");
    const answer = await fetch(server.url + acknowledgementsPath(alarm.id), { method: "POST", body: "{}" });
    expect(answer.status).toBe(200);
    await server.end("SIGKILL");
    server = await start();
    expect(await untilSteps(server.url, 2)).toEqual(["handheld 1 a2 raised", "handheld 1 a2 acknowledged"]);
    expect((await alarmsOf(server.url))[0]?.state).toBe("active-acknowledged");
    await server.end("SIGTERM");
  });
});

it("raises nothing for what an older version had taken in, and everything for what comes", async () => {
  const old = await unpackFixture("data-0.1.0.tar");
  const davy = await startTestDavy({ folder: old });
  expect(await alarmsOf(davy.url, "?state=all")).toEqual([]);
  await post(davy.url, 900, "new one");
  await untilSteps(davy.url, 1);
  expect((await alarmsOf(davy.url)).map(({ device }) => device)).toEqual(["new one"]);
  await davy.stop();
  await rm(old, { recursive: true, force: true });
});
