// Notices by webhook, on the real server and real receivers.

import { createHmac } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Alarm } from "../../../shared/entries/alarm.ts";
import { ALARM_PATHS, acknowledgementsPath } from "../../../shared/wire/alarms.ts";
import { channelPath, NOTICE_PATHS } from "../../../shared/wire/notices.ts";
import { KEY, NoticeSite, PATH, WAIT } from "../../helpers/notice-site.ts";
import { startReceiver } from "../../helpers/receiver.ts";

const site = new NoticeSite();

beforeAll(() => site.start());
afterAll(() => site.stop());
beforeEach(() => site.begin());
afterEach(() => site.end());

describe("a notice", () => {
  it("of a leak is posted, signed, with the alarm as it is, and its end with the highest value and how long it lasted", async () => {
    await site.addRule((await site.addChannel()).id);
    await site.post(120);
    const [first] = await site.untilTaken(1);
    const request = site.receiver.taken[0];
    expect(request?.path).toBe(PATH);
    const [, t, v1] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(request?.headers["davy-signature"])) ?? [];
    expect(v1).toBe(createHmac("sha256", KEY).update(`${t}.${request?.body}`).digest("hex"));
    expect(request?.headers["davy-notice-id"]).toBe(first.id);
    expect(first).toMatchObject({ priority: "critical", title: `A2 alarm: CO 120 ppm, ${site.device}` });
    expect(first.text).toContain("Nobody has answered yet.");
    expect(first.text).toContain("the instrument's own alarm has priority");
    expect(first.items).toMatchObject([
      { id: first.id, transition: "raised", step: 1, alarm: { value: 120 } },
    ]);
    await site.calm();
    const over = (await site.untilTaken(2))[1];
    expect(over.title).toBe(`Over (A2 alarm): CO, ${site.device}`);
    expect(over.text).toMatch(/Highest 120 ppm, at .*12|Highest 120 ppm/);
    expect(over.text).toContain("after 20 s.");
    expect(over.items).toMatchObject([{ transition: "returned", step: 0 }]);
    const told = await site.alarm();
    await site.ask("POST", acknowledgementsPath(told.id), { by: "Ada", seen: told.rev });
    const end = (await site.untilTaken(3))[2];
    expect(end.items).toMatchObject([{ transition: "ended", step: 0 }]);
    expect(end.text).toContain("Answered by Ada at ");
    await expect
      .poll(async () => (await site.log()).map(({ status, transition }) => `${transition} ${status}`), WAIT)
      .toEqual([
        "ended sent",
        "ended queued",
        "returned sent",
        "returned queued",
        "raised sent",
        "raised queued",
      ]);
    expect((await site.log("&status=sent"))[0]).toMatchObject({
      channelName: "Siren",
      ruleName: "All",
      answer: "HTTP 200",
      device: site.device,
    });
  });

  it("is sent again until it is taken, with the same id and the present", async () => {
    await site.addRule((await site.addChannel()).id);
    site.receiver.behave(500);
    await site.post(120);
    await expect.poll(() => site.receiver.seen.length, WAIT).toBe(1);
    await expect
      .poll(async () => (await site.log()).map(({ status }) => status), WAIT)
      .toEqual(["failing", "queued"]);
    expect((await site.log())[0]?.answer).toBe("HTTP 500");
    site.receiver.behave("cut");
    site.clock += 2_000;
    await expect.poll(() => site.receiver.seen.length, WAIT).toBeGreaterThanOrEqual(2);
    site.clock += 120_000;
    await site.post(130);
    site.receiver.behave(200);
    site.clock += 600_000;
    const [told] = await site.untilTaken(1);
    expect(told.items[0].id).toBe(JSON.parse(site.receiver.seen[0]?.body ?? "{}").id);
    expect(told.items[0].alarm.value).toBe(130);
    expect(told.text).toMatch(/This notice is \d+ min \d+ s late; it says how things are now\./);
  });

  it("leaves a receiver alone as long as it asks for, and is told by others meanwhile", async () => {
    const busy = await site.addChannel({ name: "Busy", url: `${site.receiver.url}/busy` });
    const other = await startReceiver();
    const horn = await site.addChannel({ name: "Horn", url: other.url });
    for (const { id } of [busy, horn]) await site.addRule(id, { priorities: ["critical", "high"] });
    site.receiver.behave(503, { "Retry-After": new Date(Date.now() + 41_000).toUTCString() });
    await site.post(120);
    await expect.poll(async () => (await site.log("&status=failing")).length, WAIT).toBe(1);
    await expect.poll(() => other.taken.length, WAIT).toBe(1);
    site.clock += 30_000;
    site.device = `${site.device} of another place`;
    await site.post(40);
    // Channels are looked at in the order in which they were set up.
    await expect.poll(() => other.taken.length, WAIT).toBe(2);
    expect(site.receiver.seen).toHaveLength(1);
    site.receiver.behave(200);
    site.clock += 15_000;
    await site.untilTaken(1);
    await other.stop();
  });

  it("has arrived with the status, however long the receiver takes over the rest", async () => {
    await site.addRule((await site.addChannel()).id);
    site.receiver.behave("drip");
    await site.post(120);
    await expect
      .poll(async () => (await site.log()).map(({ status }) => status), WAIT)
      .toEqual(["sent", "queued"]);
    expect(site.receiver.seen).toHaveLength(1);
  });

  it("is not led elsewhere by the receiver", async () => {
    await site.addRule((await site.addChannel()).id);
    site.receiver.behave(302);
    await site.post(120);
    await expect
      .poll(async () => (await site.log("&status=failing"))[0]?.answer, WAIT)
      .toContain("HTTP 302: it points elsewhere");
  });

  it("is not sent for what no rule concerns: another place, another level, a drill, another shift", async () => {
    const { id } = await site.addChannel();
    await site.addRule(id, { places: ["Shaft 9"] });
    await site.addRule(id, { priorities: ["low"] });
    const at = (hours: number) => new Date(site.clock + hours * 3_600_000).toISOString().slice(11, 16);
    await site.addRule(id, { times: [{ days: [1, 2, 3, 4, 5, 6, 7], from: at(1), to: at(2) }] });
    await site.post(0);
    const drill = { devices: [site.device], until: site.clock + 600_000, reason: "try" };
    expect((await site.ask("POST", ALARM_PATHS.drills, drill)).status).toBe(204);
    await site.addRule(id);
    await site.post(120);
    expect((await site.alarm()).drill).toBe(true);
    const other = site.device;
    site.device = `${site.device} of a sensor`;
    await site.post(120);
    const [told] = await site.untilTaken(1);
    expect(told.items.map((item: { alarm: Alarm }) => item.alarm.device)).toEqual([site.device]);
    expect(site.taken).toHaveLength(1);
    site.device = other;
    expect(await site.log()).toEqual([]);
  });

  it("of the second step comes when nobody answers, and not when somebody does", async () => {
    const first = await site.addChannel();
    const second = await site.addChannel({ name: "Foreman", url: `${site.receiver.url}/foreman` });
    const steps = [
      { afterMinutes: 0, targets: [{ channel: first.id }] },
      { afterMinutes: 5, targets: [{ channel: second.id }] },
    ];
    await site.addRule(first.id, { steps });
    await site.post(120);
    await site.untilTaken(1);
    const told = await site.alarm();
    await site.ask("POST", acknowledgementsPath(told.id), { by: "Ada", seen: told.rev });
    const answered = site.device;
    site.device = `${site.device} of nobody`;
    await site.post(120);
    await site.untilTaken(2);
    site.clock += 301_000;
    // Both devices fall silent by then, of which the first channel is told as well.
    const ofGas = () =>
      site.receiver.taken.flatMap(({ path, body }) => {
        const { alarm } = JSON.parse(body).items[0];
        return alarm.condition === "a2" ? [`${path} ${alarm.device}`] : [];
      });
    await expect.poll(ofGas, WAIT).toContain(`/foreman ${site.device}`);
    expect(ofGas()).toEqual([`${PATH} ${answered}`, `${PATH} ${site.device}`, `/foreman ${site.device}`]);
  });
});

describe("an A2 that nobody hears of", () => {
  it("is a critical alarm after a minute, told by the other ways, and over when it has got through", async () => {
    const broken = await site.addChannel({ url: "http://127.0.0.1:1/", key: null, name: "Pager" });
    const other = await site.addChannel({ name: "Horn" });
    await site.addRule(broken.id);
    await site.addRule(other.id, { priorities: ["low"], places: ["Shaft 9"] });
    await site.post(120);
    await expect.poll(async () => (await site.log("&status=failing")).length, WAIT).toBe(1);
    expect(site.taken).toEqual([]);
    site.clock += 59_000;
    await site.post(120);
    site.clock += 2_000;
    const [told] = await site.untilTaken(1);
    expect(told).toMatchObject({ title: "Notices do not arrive: Pager", priority: "critical" });
    const open = async () =>
      ((await site.ask("GET", ALARM_PATHS.alarms)).body.alarms as Alarm[]).filter(
        ({ condition }) => condition === "channel",
      );
    expect(await open()).toMatchObject([
      { device: null, system: { kind: "channel", id: broken.id, name: "Pager" }, priority: "critical" },
    ]);
    const mended = { name: "Pager", kind: "webhook", url: `${site.receiver.url}/pager` };
    expect((await site.ask("PUT", channelPath(broken.id), mended)).status).toBe(200);
    await expect.poll(open, WAIT).toEqual([]);
    await expect
      .poll(() => site.receiver.taken.map(({ path, body }) => `${path} ${JSON.parse(body).title}`), WAIT)
      .toContain(`${PATH} Over (Notices do not arrive): Pager`);
    expect((await site.log("&status=sent"))[0]?.channelName).toBe("Pager");
  });
});

describe("a trial", () => {
  it("is sent at once, answered with what the receiver said, and in the delivery log", async () => {
    const { id } = await site.addChannel({ name: "Trial" });
    const told = await site.ask("POST", `${channelPath(id)}/trials`, {});
    expect(told.body).toEqual({ isSent: true, answer: "HTTP 200" });
    expect(site.taken[0]).toMatchObject({ title: "Trial notice", items: [] });
    site.receiver.behave(403);
    expect((await site.ask("POST", `${channelPath(id)}/trials`, {})).body).toEqual({
      isSent: false,
      answer: "HTTP 403",
    });
    const rows = (await site.ask("GET", `${NOTICE_PATHS.log}?channel=${id}`)).body.notices;
    expect(rows).toMatchObject([{ status: "failing", transition: null }, { status: "sent" }]);
    const text = await (
      await fetch(`${site.davy.url}${NOTICE_PATHS.csv}?channel=${id}&tz=Europe/Berlin`)
    ).text();
    expect(text.split("\r\n")[0]).toBe("time,status,channel,to,rule,step,transition,alarm,device,answer");
    expect(text).toMatch(/\+01:00,failing,Trial,/);
  });
});
