// The interface of alarms, on the real server.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Alarm } from "../../../shared/entries/alarm.ts";
import { ALARM_PATHS, acknowledgementsPath, type DrillsAnswer } from "../../../shared/wire/alarms.ts";
import { devicePath, PATHS } from "../../../shared/wire/api.ts";
import { startTestDavy, type TestDavy } from "../../helpers/start-davy.ts";

let clock = Date.UTC(2026, 10, 24, 12);
let davy: TestDavy;
let device = "";
let count = 0;

beforeAll(async () => {
  davy = await startTestDavy({ now: () => clock });
});
afterAll(() => davy.stop());
beforeEach(() => {
  count += 1;
  device = `device ${count}`;
});

const send = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(davy.url + path, { method: "POST", body: JSON.stringify(body), headers });

const post = (co: number) =>
  send(PATHS.receiveJson, { id: device, pct: 80, sensors: [{ type: "CO", val: co }] });

async function list(query = ""): Promise<readonly Alarm[]> {
  const path = `${ALARM_PATHS.alarms}?device=${encodeURIComponent(device)}${query}`;
  return ((await (await fetch(davy.url + path)).json()) as { alarms: Alarm[] }).alarms;
}

async function raised(co = 40): Promise<Alarm> {
  await post(co);
  const [alarm] = await list();
  if (!alarm) throw new Error("no alarm");
  return alarm;
}

const answer = (alarm: Pick<Alarm, "id">, body: unknown, headers = {}) =>
  send(acknowledgementsPath(alarm.id), body, headers);

describe("an answer", () => {
  it("is kept with its name and comment", async () => {
    const alarm = await raised();
    const response = await answer(alarm, { by: "Ada", comment: "on my way", seen: alarm.rev });
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      outcome: "taken",
      alarm: {
        id: alarm.id,
        state: "active-acknowledged",
        acknowledgedBy: "Ada",
        comment: "on my way",
      },
    });
  });

  it("is refused with a sentence when the alarm has risen since", async () => {
    const alarm = await raised(40);
    await post(90);
    const response = await answer(alarm, { seen: alarm.rev });
    expect(response.status).toBe(409);
    expect(await response.json()).toEqual({
      error: "The alarm has asked again since. Look at it once more, then answer.",
      code: "risen",
    });
  });

  it("to no alarm is 404", async () => {
    expect((await answer({ id: "1-ffffffff" }, {})).status).toBe(404);
  });

  it("comes to the same when it is sent again with its key", async () => {
    const alarm = await raised();
    const key = { "Idempotency-Key": "tap 1" };
    const first = await answer(alarm, { seen: alarm.rev }, key);
    const second = await answer(alarm, { seen: alarm.rev }, key);
    expect([first.status, second.status]).toEqual([200, 200]);
    expect(((await second.json()) as { outcome: string }).outcome).toBe("taken");
  });

  it.each([{ seen: "1" }, { comment: 7 }, { comment: "x".repeat(501) }, { at: -1 }, { who: "x" }, []])(
    "of another form, %j, is refused and kept nowhere",
    async (body) => {
      const alarm = await raised();
      expect((await answer(alarm, body)).status).toBe(400);
      expect((await list())[0]?.state).toBe("active-unacknowledged");
    },
  );
});

describe("the list", () => {
  it("has ended alarms when they are asked for, page by page, and none twice", async () => {
    const alarm = await raised();
    await answer(alarm, {});
    for (let reading = 0; reading < 2; reading += 1) {
      clock += 10_000;
      await post(0);
    }
    expect(await list()).toEqual([]);
    const ended = await list("&state=all");
    expect(ended).toMatchObject([{ id: alarm.id, state: "ended", highest: { value: 40 } }]);
    expect(await list("&state=all&from=now-1h&to=now%2B1h")).toEqual(ended);
    expect(await list("&state=all&to=now-1h")).toEqual([]);
  });

  it("is narrowed by the place that a device has", async () => {
    await raised();
    const body = JSON.stringify({ place: "Shaft 3" });
    expect((await fetch(davy.url + devicePath(device), { method: "PATCH", body })).status).toBe(200);
    expect((await list("&place=Shaft%203")).map(({ place }) => place)).toEqual(["Shaft 3"]);
    expect(await list("&place=Shaft%204")).toEqual([]);
  });

  it("names a parameter that it does not know", async () => {
    const response = await fetch(`${davy.url}${ALARM_PATHS.alarms}?stat=open`);
    expect(response.status).toBe(400);
    expect(((await response.json()) as { error: string }).error).toContain("state");
  });
});

describe("a shelving", () => {
  it("keeps an A1 quiet and is ended by null", async () => {
    await raised();
    const until = clock + 3_600_000;
    const shelf = { device, sensor: "CO", until, reason: "welding" };
    expect((await send(ALARM_PATHS.shelvings, shelf)).status).toBe(204);
    expect((await list())[0]?.shelvedUntil).toBe(until);
    expect((await send(ALARM_PATHS.shelvings, { ...shelf, until: null })).status).toBe(204);
    expect((await list())[0]?.shelvedUntil).toBeNull();
  });

  it("is of the sensor that is named by key, type and unit, where a key alone may mean two", async () => {
    await raised();
    await send(PATHS.receiveJson, { id: device, pct: 80, sensors: [{ type: "CO", val: 50, unit: "mg/m³" }] });
    const shelf = { device, until: clock + 1_000, reason: "welding" };
    const shelved = async () =>
      Object.fromEntries((await list()).map(({ unit, shelvedUntil }) => [unit, shelvedUntil]));
    const refused = await send(ALARM_PATHS.shelvings, { ...shelf, sensor: "CO" });
    expect([refused.status, await refused.json()]).toEqual([
      400,
      {
        error:
          "The device has several sensors of that key: name it by key, type and unit, as its alarm does.",
        code: "ambiguous_sensor",
      },
    ]);
    expect(await shelved()).toEqual({ ppm: null, "mg/m³": null });
    const inMilligrams = { key: "CO", type: "CO", unit: "mg/m³" };
    expect((await send(ALARM_PATHS.shelvings, { ...shelf, sensor: inMilligrams })).status).toBe(204);
    expect(await shelved()).toEqual({ ppm: null, "mg/m³": clock + 1_000 });
    const inPpm = { key: "CO", type: "CO" };
    expect((await send(ALARM_PATHS.shelvings, { ...shelf, sensor: inPpm })).status).toBe(204);
    expect(await shelved()).toEqual({ ppm: clock + 1_000, "mg/m³": clock + 1_000 });
    const another = { key: "CO", type: "CO", unit: "ppb" };
    expect((await send(ALARM_PATHS.shelvings, { ...shelf, sensor: another })).status).toBe(404);
  });

  it("is refused at A2, of a sensor that is not there, and without a reason", async () => {
    await raised(90);
    const shelf = { device, sensor: "CO", until: clock + 1_000, reason: "welding" };
    expect((await send(ALARM_PATHS.shelvings, shelf)).status).toBe(409);
    expect((await send(ALARM_PATHS.shelvings, { ...shelf, sensor: "H2S" })).status).toBe(404);
    expect((await send(ALARM_PATHS.shelvings, { ...shelf, reason: " " })).status).toBe(400);
  });
});

describe("a drill", () => {
  it("is listed with its mode while it lasts", async () => {
    await post(0);
    const test = { devices: [device], until: clock + 600_000, reason: "bump test", mode: "test" };
    expect((await send(ALARM_PATHS.drills, test)).status).toBe(204);
    const drills = async () =>
      ((await (await fetch(davy.url + ALARM_PATHS.drills)).json()) as DrillsAnswer).drills;
    const { devices, ...told } = test;
    expect(await drills()).toContainEqual({ device, since: clock, by: "open", ...told });
    expect((await send(ALARM_PATHS.drills, { ...test, until: null })).status).toBe(204);
    expect((await drills()).map((drill) => drill.device)).not.toContain(device);
    expect((await send(ALARM_PATHS.drills, { ...test, mode: "game" })).status).toBe(400);
  });

  it("marks the alarms of its devices, and is refused where one is real", async () => {
    await post(0);
    const drill = { devices: [device], until: clock + 600_000, reason: "test" };
    expect((await send(ALARM_PATHS.drills, drill)).status).toBe(204);
    expect((await raised(90)).drill).toBe(true);
    expect((await send(ALARM_PATHS.drills, { ...drill, until: null })).status).toBe(204);
    expect((await list())[0]?.drill).toBe(false);
    expect((await send(ALARM_PATHS.drills, drill)).status).toBe(409);
    expect((await send(ALARM_PATHS.drills, { ...drill, devices: ["nobody"] })).status).toBe(404);
  });
});
