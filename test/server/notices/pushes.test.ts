// Notices on phones, on the real server and a real push service.

import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { isPublic } from "../../../server/notices/ways/public-address.ts";
import { ACCESS_PATHS } from "../../../shared/wire/access.ts";
import { ALARM_PATHS, acknowledgementsPath } from "../../../shared/wire/alarms.ts";
import { devicePath, PATHS } from "../../../shared/wire/api.ts";
import { channelPath, NOTICE_PATHS, rulePath } from "../../../shared/wire/notices.ts";
import { PUSH_PATH } from "../../../shared/wire/push.ts";
import { writeAccessJournal } from "../../helpers/access-journal.ts";
import { type Visitor, visitor } from "../../helpers/as-person.ts";
import { type Browser, type PushService, startPushService } from "../../helpers/push-service.ts";
import { startTestDavy, type TestDavy } from "../../helpers/start-davy.ts";
import { temporaryFolder } from "../../helpers/temporary-folder.ts";

const WAIT = { timeout: 15_000, interval: 50 };

let clock = Date.now();
let service: PushService;
let folder: string;
let davy: TestDavy;
let admin: Visitor;
let viewer: Visitor;
let local: Visitor;
let channel: string;
let rule: string;

beforeAll(async () => {
  service = await startPushService();
});
afterAll(() => service.stop());
beforeEach(async () => {
  folder = await temporaryFolder("pushes");
  await writeAccessJournal(folder);
  davy = await startTestDavy({
    folder,
    now: () => clock,
    lookUpPush: (_, { all }, found) =>
      all ? found(null, [{ address: "127.0.0.1", family: 4 }]) : found(null, "127.0.0.1", 4),
  });
  const { instance } = (await visitor(davy.url).ask(ACCESS_PATHS.me)).body;
  const as = (id: string) => visitor(davy.url, `davy-${instance}=secret-of-${id}`);
  [admin, viewer, local] = [as("session-admin"), as("session-viewer"), as("session-local")];
  const asked = { name: "Phones", kind: "push", from: "ada@example.org", ca: service.ca };
  channel = (await act(NOTICE_PATHS.channels, asked)).id;
  const steps = [{ afterMinutes: 0, targets: [{ channel }] }];
  rule = (await act(NOTICE_PATHS.rules, { name: "All", priorities: ["critical", "high"], steps })).id;
});
afterEach(async () => {
  await davy.stop();
  await rm(folder, { recursive: true, force: true });
});

async function act(path: string, body: object, method = "POST") {
  const { status, body: answer } = await admin.ask(path, { method, body });
  expect([path, status < 300 ? "done" : answer]).toEqual([path, "done"]);
  return answer;
}

async function post(id: string, value: number): Promise<void> {
  const body = { id, pct: 50, sensors: [{ type: "CO", val: value }] };
  const headers = { authorization: "Bearer secret-of-gateway" };
  expect((await visitor(davy.url).ask(PATHS.receiveJson, { method: "POST", body, headers })).status).toBe(
    200,
  );
}

async function place(device: string, at: string): Promise<void> {
  await post(device, 0);
  await act(devicePath(device), { place: at }, "PATCH");
}

async function switchOn(who: Visitor): Promise<Browser> {
  const browser = service.browser();
  const { key } = (await who.ask(PUSH_PATH)).body;
  const { status, body } = await who.ask(PUSH_PATH, { method: "PUT", body: browser.subscription(key) });
  expect([status, body]).toEqual([204, ""]);
  return browser;
}

const isOn = async (who: Visitor) => (await who.ask(PUSH_PATH)).body.isOn;
const titles = ({ told }: Browser) => told.flatMap(({ message }) => message.alarms.map(({ title }) => title));
const keptSecrets = () => readFile(join(folder, "channel-secrets.json"), "utf8");

async function log(): Promise<string[]> {
  const { body } = await admin.ask(`${NOTICE_PATHS.log}?limit=1000`);
  return body.notices.map(
    ({ transition, status, answer }: { transition: string; status: string; answer: string }) =>
      `${transition} ${status}${answer === "" ? "" : `: ${answer}`}`,
  );
}

describe("an alarm on a phone", () => {
  it("comes loud, is quietly replaced when somebody answers, and when it is over", async () => {
    const phone = await switchOn(viewer);
    await post("pump", 120);
    await expect.poll(() => phone.told.length, WAIT).toBe(1);
    const [{ message, headers, claims } = expect.fail("Nothing was told.")] = phone.told;
    const [alarm] = message.alarms;
    expect(alarm).toMatchObject({
      title: "A2 alarm: CO 120 ppm, pump",
      priority: "critical",
      at: clock,
      isLoud: true,
    });
    expect(alarm?.body).toContain("Nobody has answered yet.");
    expect(headers).toMatchObject({ urgency: "high", ttl: "14400", "content-encoding": "aes128gcm" });
    expect(claims.sub).toBe("mailto:ada@example.org");
    const { alarms } = (await admin.ask(`${ALARM_PATHS.alarms}?device=pump`)).body;
    expect(alarm?.id).toBe(alarms[0].id);
    await act(acknowledgementsPath(alarms[0].id), {});
    await expect.poll(() => phone.told.length, WAIT).toBe(2);
    expect(phone.told[1]?.message.alarms).toMatchObject([{ id: alarm?.id, isLoud: false }]);
    expect(phone.told[1]?.message.alarms[0]?.body).toContain("Answered by ");
    expect(phone.told[1]?.headers["topic"]).toBe(headers["topic"]);
    for (const _ of [1, 2]) {
      clock += 10_000;
      await post("pump", 0);
    }
    await expect.poll(() => titles(phone).at(-1), WAIT).toBe("Over (A2 alarm): CO, pump");
    expect(phone.told.at(-1)?.message.alarms[0]?.isLoud).toBe(false);
  });

  it("of another place does not come, not even as a title", async () => {
    await place("elsewhere", "Shaft 4");
    await place("here", "Shaft 3");
    const [all, some] = [await switchOn(viewer), await switchOn(local)];
    await post("elsewhere", 120);
    await expect.poll(() => titles(all), WAIT).toEqual(["A2 alarm: CO 120 ppm, elsewhere, Shaft 4"]);
    await post("here", 120);
    await expect.poll(() => titles(some), WAIT).toEqual(["A2 alarm: CO 120 ppm, here, Shaft 3"]);
    expect(JSON.stringify(some.told.map(({ message }) => message))).not.toContain("elsewhere");
  });

  it("that cannot be brought to one phone is brought to it again, and not to the others", async () => {
    const [one, other] = [await switchOn(viewer), await switchOn(admin)];
    other.answer = 503;
    await post("pump", 120);
    await expect.poll(log, WAIT).toContain("raised failing: HTTP 503 (1 not reached, 1 reached)");
    other.answer = 201;
    clock += 2_000;
    await expect.poll(() => titles(other), WAIT).toHaveLength(1);
    expect(titles(one)).toHaveLength(1);
    await expect.poll(log, WAIT).toContain("raised sent: phones: 2");
  });

  it("that reaches nobody has not arrived", async () => {
    await post("pump", 120);
    await expect
      .poll(log, WAIT)
      .toContain("raised failing: Nobody who may see it has switched on alarms on a phone.");
  });

  it("holds nothing up once it is answered and nobody is told any more", async () => {
    const phone = await switchOn(viewer);
    await post("pump", 120);
    await expect.poll(() => phone.told.length, WAIT).toBe(1);
    await expect.poll(log, WAIT).toContain("raised sent: phones: 1");
    await viewer.ask(PUSH_PATH, { method: "DELETE" });
    const { alarms } = (await admin.ask(`${ALARM_PATHS.alarms}?device=pump`)).body;
    await act(acknowledgementsPath(alarms[0].id), {});
    await expect.poll(log, WAIT).toContain("acknowledged sent: phones: 0");
  });
});

describe("a phone", () => {
  it("whose subscription is gone is forgotten, and holds nothing up", async () => {
    const [gone, phone] = [await switchOn(viewer), await switchOn(admin)];
    gone.answer = 410;
    await post("pump", 120);
    await expect.poll(log, WAIT).toContain("raised sent: phones: 1");
    expect(titles(phone)).toHaveLength(1);
    expect([await isOn(viewer), await isOn(admin)]).toEqual([false, true]);
  });

  it("is told no more when it is switched off, and of a trial while it is on", async () => {
    const phone = await switchOn(viewer);
    expect(await isOn(viewer)).toBe(true);
    expect(await act(`${channelPath(channel)}/trials`, {})).toEqual({ isSent: true, answer: "phones: 1" });
    expect(phone.told[0]?.message).toMatchObject({ title: "Trial notice", alarms: [], more: 0 });
    expect((await viewer.ask(PUSH_PATH, { method: "DELETE" })).status).toBe(204);
    expect((await act(`${channelPath(channel)}/trials`, {})).isSent).toBe(false);
  });

  it("is forgotten with the sign-out, the revocation, and the person", async () => {
    const { sessions } = (await admin.ask(ACCESS_PATHS.sessions)).body;
    const { endpoint } = (await switchOn(viewer)).subscription("");
    expect(await keptSecrets()).toContain(endpoint);
    await viewer.ask(ACCESS_PATHS.session, { method: "DELETE" });
    await expect.poll(keptSecrets, WAIT).not.toContain(endpoint);
    const second = (await switchOn(local)).subscription("");
    expect(await keptSecrets()).toContain(second.endpoint);
    const own = sessions.find(({ id }: { id: string }) => id === "session-local");
    await act(`${ACCESS_PATHS.people}/${own.person.id}`, {}, "DELETE");
    await expect.poll(keptSecrets, WAIT).not.toContain(second.endpoint);
    const third = (await switchOn(admin)).subscription("");
    await act(`${ACCESS_PATHS.sessions}/session-admin`, {}, "DELETE");
    await expect.poll(keptSecrets, WAIT).not.toContain(third.endpoint);
  });

  it("must be one of the internet, with keys, and for this server's key", async () => {
    const { key } = (await viewer.ask(PUSH_PATH)).body;
    const good = service.browser().subscription(key);
    const put = async (more: object) =>
      (await viewer.ask(PUSH_PATH, { method: "PUT", body: { ...good, ...more } })).status;
    for (const endpoint of [
      "http://push.example.com/x",
      "https://127.0.0.1/x",
      "https://2130706433/x",
      "https://[::1]/x",
      "https://localhost/x",
      "https://pump.lan/x",
      "https://user:word@push.example.com/x",
      "none",
    ])
      expect([endpoint, await put({ endpoint })]).toEqual([endpoint, 400]);
    expect([await put({ auth: "AAAA" }), await put({ p256dh: "AAAA" }), await put({ key: "AAAA" })]).toEqual([
      400, 400, 400,
    ]);
    expect(await isOn(viewer)).toBe(false);
    expect(await put({})).toBe(204);
  });

  it("has no way to be told before an admin adds one, nor a second one", async () => {
    const again = { name: "More phones", kind: "push", from: "ada@example.org" };
    expect((await admin.ask(NOTICE_PATHS.channels, { method: "POST", body: again })).status).toBe(409);
    const { endpoint } = (await switchOn(viewer)).subscription("");
    await act(rulePath(rule), {}, "DELETE");
    await act(channelPath(channel), {}, "DELETE");
    expect((await viewer.ask(PUSH_PATH)).body).toEqual({ key: null, isOn: false });
    expect(await keptSecrets()).not.toContain(endpoint);
    const body = service.browser().subscription("BAAA");
    expect((await viewer.ask(PUSH_PATH, { method: "PUT", body })).status).toBe(404);
  });
});

it("tells addresses of the internet from all others", () => {
  for (const address of ["8.8.8.8", "172.32.0.1", "2606:4700::1111"])
    expect([address, isPublic(address)]).toEqual([address, true]);
  for (const address of [
    ...["127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.7.20", "169.254.169.254", "100.64.0.1", "0.0.0.0"],
    ...[
      "::1",
      "fe80::1",
      "fd00::1",
      "::ffff:127.0.0.1",
      "64:ff9b::7f00:1",
      "2002:7f00:1::",
      "224.0.0.1",
      "x",
    ],
  ])
    expect([address, isPublic(address)]).toEqual([address, false]);
});
