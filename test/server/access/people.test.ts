// People come in, are changed, and leave, by a real server.

import { afterEach, expect, it } from "vitest";
import { ACCESS_PATHS } from "../../../shared/wire/access.ts";
import { PATHS } from "../../../shared/wire/api.ts";
import { invited, PASSWORD, setUpAdmin, type Visitor, visitor } from "../../helpers/as-person.ts";
import { startTestDavy, type TestDavy, type TestDavyOptions } from "../../helpers/start-davy.ts";

let davy: TestDavy;

async function start(options: TestDavyOptions = {}): Promise<TestDavy> {
  davy = await startTestDavy(options);
  return davy;
}
afterEach(() => davy.stop());

const signIn = (name: string, password = PASSWORD) => {
  const guest = visitor(davy.url);
  return guest
    .ask(ACCESS_PATHS.session, { method: "POST", body: { name, password } })
    .then((answer) => ({ guest, answer }));
};

it("asks nobody on loopback before there is an admin, and everybody after", async () => {
  await start();
  const guest = visitor(davy.url);
  expect((await guest.ask(ACCESS_PATHS.me)).body).toMatchObject({
    mode: "open",
    hasAdmin: false,
    principal: { kind: "open" },
  });
  expect((await guest.ask(PATHS.devices)).status).toBe(200);
  const admin = await setUpAdmin(davy);
  expect((await admin.ask(ACCESS_PATHS.me)).body).toMatchObject({
    mode: "closed",
    posts: "open",
    hasAdmin: true,
    principal: { kind: "person", name: "Ada", role: "admin", places: null, hasPassword: true },
  });
  expect((await guest.ask(ACCESS_PATHS.me)).body).toMatchObject({
    principal: { kind: "nobody" },
    permissions: [],
  });
  expect(await guest.ask(PATHS.devices)).toMatchObject({ status: 401, body: { code: "unauthenticated" } });
  expect((await admin.ask(PATHS.devices)).status).toBe(200);
  const reading = { id: "a", sensors: [{ type: "CO", val: 1 }] };
  expect((await guest.ask(PATHS.receiveJson, { method: "POST", body: reading })).status).toBe(200);
});

it("lets nobody read a fresh server that others can reach, nor post, until the set-up code is entered", async () => {
  await start({ env: { HOST: "0.0.0.0" } });
  const url = davy.url.replace("0.0.0.0", "127.0.0.1");
  const guest = visitor(url);
  expect((await guest.ask(ACCESS_PATHS.me)).body).toMatchObject({ mode: "setup", posts: "keys" });
  expect(await guest.ask(PATHS.devices)).toMatchObject({ status: 401, body: { error: /set-up code/ } });
  const reading = { id: "a", sensors: [{ type: "CO", val: 1 }] };
  const refused = await guest.ask(PATHS.receiveJson, { method: "POST", body: reading });
  expect(refused).toMatchObject({ status: 401, body: { error: /key/ } });
  expect(davy.access.setupCode).toMatch(/^[BCDFGHJKLMNPQRSTVWXZ]{8}$/);
  const typed = davy.access.setupCode?.toLowerCase().replace(/(.{4})/, "$1-");
  const body = { code: typed, name: "Ada", password: PASSWORD };
  expect((await guest.ask(ACCESS_PATHS.setup, { method: "POST", body })).status).toBe(200);
  expect((await guest.ask(PATHS.devices)).status).toBe(200);
  expect((await guest.ask(ACCESS_PATHS.me)).body).toMatchObject({ mode: "closed", posts: "keys" });
});

it("takes ten wrong set-up codes and no more, and none once there is an admin", async () => {
  await start();
  const guest = visitor(davy.url);
  const tryCode = (code: string | undefined) =>
    guest.ask(ACCESS_PATHS.setup, { method: "POST", body: { code, name: "Eve", password: PASSWORD } });
  for (let count = 0; count < 10; count += 1) expect((await tryCode("BBBBBBBB")).status).toBe(403);
  const refused = await tryCode(davy.access.setupCode);
  expect([refused.status, refused.body.code]).toEqual([429, "too_many_tries"]);
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(500);
});

it("refuses a second set-up, whoever has the code", async () => {
  await start();
  const code = davy.access.setupCode;
  await setUpAdmin(davy);
  const body = { code, name: "Eve", password: PASSWORD };
  const again = await visitor(davy.url).ask(ACCESS_PATHS.setup, { method: "POST", body });
  expect([again.status, again.body.code]).toEqual([409, "admin_exists"]);
  expect(davy.access.setupCode).toBeUndefined();
});

it("signs in by name and password, says the same to a wrong name and a wrong password, and makes guesses wait", async () => {
  const now = Date.now();
  await start({ now: () => now });
  await setUpAdmin(davy);
  const right = await signIn(" ada ");
  expect(right.answer).toMatchObject({ status: 200, body: { principal: { name: "Ada" } } });
  const wrong = [
    (await signIn("Ada", "wrong password")).answer,
    (await signIn("Bob", "wrong password")).answer,
  ];
  for (const { status, body } of wrong)
    expect([status, body]).toEqual([
      403,
      { error: "The name or the password is wrong.", code: "wrong_sign_in" },
    ]);
  for (let count = 0; count < 2; count += 1) await signIn("Ada", "wrong password");
  const throttled = (await signIn("Ada")).answer;
  expect([throttled.status, throttled.headers.get("retry-after")]).toEqual([429, "1"]);
});

it("gives a cookie that scripts cannot read and other sites do not send", async () => {
  await start();
  const body = { code: davy.access.setupCode, name: "Ada", password: PASSWORD };
  const { headers } = await visitor(davy.url).ask(ACCESS_PATHS.setup, { method: "POST", body });
  const { body: me } = await visitor(davy.url).ask(ACCESS_PATHS.me);
  expect(headers.get("set-cookie")).toMatch(
    new RegExp(`^davy-${me.instance}=[\\w-]{43}; Path=/; Max-Age=34560000; HttpOnly; SameSite=Lax$`),
  );
});

it("invites a phone once, and shows who came", async () => {
  await start();
  const admin = await setUpAdmin(davy);
  const invitation = { name: "Ben", role: "viewer", places: ["Shaft 3"] };
  const made = await admin.ask(ACCESS_PATHS.invitations, { method: "POST", body: invitation });
  expect(made.body).toMatchObject({ name: "Ben", joined: null, token: expect.stringMatching(/^[\w-]{43}$/) });
  expect(made.body.expiresAt - made.body.createdAt).toBe(15 * 60_000);
  const phone = visitor(davy.url);
  const join = (guest: Visitor) =>
    guest.ask(ACCESS_PATHS.join, {
      method: "POST",
      body: { token: made.body.token },
      headers: { "user-agent": "Mozilla/5.0 (Linux; Android 15) Chrome/156.0 Mobile Safari/537.36" },
    });
  expect((await join(phone)).body).toMatchObject({
    principal: { kind: "person", name: "Ben", role: "viewer", places: ["Shaft 3"], hasPassword: false },
  });
  const second = await join(visitor(davy.url));
  expect([second.status, second.body.code]).toEqual([404, "unknown_invitation"]);
  const { body } = await admin.ask(ACCESS_PATHS.invitations);
  expect(body.invitations).toMatchObject([
    { name: "Ben", joined: { device: "Android, Chrome", from: "127.0.0.1" } },
  ]);
  expect(JSON.stringify(body)).not.toContain("token");
});

it("makes no admin by an invitation", async () => {
  await start();
  const admin = await setUpAdmin(davy);
  const tries = [
    { name: "Eve", role: "admin" },
    { name: "ADA", role: "viewer" },
  ];
  const answers = [];
  for (const body of tries)
    answers.push((await admin.ask(ACCESS_PATHS.invitations, { method: "POST", body })).status);
  expect(answers).toEqual([400, 409]);
});

it("keeps the last admin, in office and in the list", async () => {
  await start();
  const admin = await setUpAdmin(davy);
  const { body } = await admin.ask(ACCESS_PATHS.people);
  const path = `${ACCESS_PATHS.people}/${body.people[0].id}`;
  const demoted = await admin.ask(path, { method: "PATCH", body: { role: "viewer" } });
  const removed = await admin.ask(path, { method: "DELETE" });
  expect([demoted.body.code, removed.body.code]).toEqual(["last_admin", "last_admin"]);
});

it("tells a removed person's devices to forget all, once they come, and lets them sign in no more", async () => {
  await start();
  const admin = await setUpAdmin(davy);
  const phone = await invited(davy, admin, { name: "Ben", role: "viewer" });
  const { body } = await admin.ask(ACCESS_PATHS.people);
  const ben = body.people.find(({ name }: { name: string }) => name === "Ben");
  expect((await admin.ask(`${ACCESS_PATHS.people}/${ben.id}`, { method: "DELETE" })).status).toBe(204);
  const cookie = phone.cookie;
  const told = await phone.ask(PATHS.devices);
  expect([told.status, told.body.code]).toEqual([401, "revoked"]);
  expect(told.headers.get("clear-site-data")).toBe('"cache", "storage"');
  // An answer may be read by nobody, as when the page is loaded anew: it is told until the app says that it has forgotten all.
  for (let count = 0; count < 2; count += 1)
    expect((await phone.ask(ACCESS_PATHS.me)).body.code).toBe("revoked");
  expect(phone.cookie).toBe(cookie);
  expect((await phone.ask(ACCESS_PATHS.session, { method: "DELETE" })).status).toBe(204);
  expect(phone.cookie).toBe("");
});

it("signs out here, elsewhere, and one device by its id", async () => {
  await start();
  const admin = await setUpAdmin(davy);
  const [one, two] = [(await signIn("Ada")).guest, (await signIn("Ada")).guest];
  const { body } = await admin.ask(ACCESS_PATHS.sessions);
  expect(body.sessions).toHaveLength(3);
  expect(body.sessions.filter(({ isOwn }: { isOwn: boolean }) => isOwn)).toHaveLength(1);
  expect((await one.ask(ACCESS_PATHS.session, { method: "DELETE" })).status).toBe(204);
  expect(one.cookie).toBe("");
  expect((await admin.ask(ACCESS_PATHS.sessions, { method: "DELETE" })).body).toEqual({ ended: 1 });
  expect((await two.ask(ACCESS_PATHS.me)).body.code).toBe("revoked");
});

it("ends a person's other sessions with the password, and asks an admin for it again after 12 hours", async () => {
  let now = Date.now();
  await start({ now: () => now });
  const admin = await setUpAdmin(davy);
  const other = (await signIn("Ada")).guest;
  const put = (body: object) => admin.ask(ACCESS_PATHS.password, { method: "PUT", body });
  expect((await put({ old: "wrong password", new: "new password" })).status).toBe(403);
  expect((await put({ old: PASSWORD, new: "new password" })).status).toBe(200);
  expect((await other.ask(ACCESS_PATHS.me)).body.code).toBe("expired");
  now += 12 * 3_600_000;
  const invitation = { method: "POST", body: { name: "Ben", role: "viewer" } };
  expect((await admin.ask(ACCESS_PATHS.invitations, invitation)).body.code).toBe("confirm");
  expect((await admin.ask(ACCESS_PATHS.people)).status).toBe(200);
  const confirmed = await admin.ask(ACCESS_PATHS.confirmation, {
    method: "POST",
    body: { password: "new password" },
  });
  expect(confirmed.body.principal.confirmedUntil).toBe(now + 12 * 3_600_000);
  expect((await admin.ask(ACCESS_PATHS.invitations, invitation)).status).toBe(200);
});

it("ends a session that nobody used for 180 days, and keeps one that is used, over a restart", async () => {
  let now = Date.now();
  const clock = { now: () => now };
  const { folder } = await start(clock);
  const [admin, phone] = [await setUpAdmin(davy), (await signIn("Ada")).guest];
  for (let days = 0; days < 180; days += 90) {
    now += 90 * 86_400_000;
    expect((await admin.ask(ACCESS_PATHS.me)).status).toBe(200);
  }
  await davy.close();
  now += 1;
  davy = await startTestDavy({ ...clock, folder });
  const ask = (guest: Visitor) => visitor(davy.url, guest.cookie).ask(ACCESS_PATHS.me);
  expect((await ask(admin)).body.principal.name).toBe("Ada");
  expect((await ask(phone)).body.code).toBe("expired");
});

it("tells the logbook of all of it, without a secret", async () => {
  await start();
  const admin = await setUpAdmin(davy);
  const phone = await invited(davy, admin, { name: "Ben", role: "operator" });
  const { body } = await admin.ask(PATHS.logbook);
  const told = body.events.map(({ what, by }: { what: string; by: { name: string } }) => [what, by.name]);
  expect(told).toEqual([
    ["invitation-used", "Ben"],
    ["joined", "Ben"],
    ["person-added", "Ben"],
    ["invited", "Ada"],
    ["signed-in", "Ada"],
    ["closed", "Ada"],
    ["person-added", "Ada"],
  ]);
  expect(JSON.stringify(body)).not.toMatch(/secret|digest|scrypt/);
  expect((await phone.ask(PATHS.logbook)).body.events).toEqual([]);
});

it("tells the logbook of guesses, with the name only where somebody has it, and stays as open as it was", async () => {
  let now = Date.now();
  await start({ now: () => now });
  const guess = async (name: string) => {
    for (let count = 0; count < 4; count += 1) {
      expect((await signIn(name, "wrong password")).answer.status).toBe(403);
      now += 1_000;
    }
  };
  await guess("a password typed as a name");
  expect((await visitor(davy.url).ask(ACCESS_PATHS.me)).body.mode).toBe("open");
  const admin = await setUpAdmin(davy);
  await guess("Ada");
  const { body } = await admin.ask(`${PATHS.logbook}?kind=access`);
  const told = body.events.filter(({ what }: { what: string }) => what === "sign-in-refused");
  expect(told.map(({ subject, by }: { subject: object; by: object }) => [subject, by])).toEqual([
    [
      { kind: "session", id: "", name: "Ada" },
      { kind: "open", name: "", from: "127.0.0.1" },
    ],
    [
      { kind: "session", id: "", name: "" },
      { kind: "open", name: "", from: "127.0.0.1" },
    ],
  ]);
});
