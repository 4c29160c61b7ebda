// Notices by mail, on the real server and a real mail server.

import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { acknowledgementsPath } from "../../../shared/wire/alarms.ts";
import { PATHS } from "../../../shared/wire/api.ts";
import { channelPath, NOTICE_PATHS } from "../../../shared/wire/notices.ts";
import { CERTIFICATE, PAIR } from "../../helpers/certificate.ts";
import { type MailServer, startMailServer } from "../../helpers/mail-server.ts";
import { NoticeSite, WAIT } from "../../helpers/notice-site.ts";

const site = new NoticeSite();
let mail: MailServer;

beforeAll(() => site.start());
afterAll(() => site.stop());
beforeEach(async () => {
  await site.begin();
  mail = await startMailServer();
});
afterEach(async () => {
  await site.end();
  await mail.stop();
});

const TO = "ada@example.org";
const server = (more: object = {}) => ({
  name: "Mail",
  kind: "mail",
  address: `smtp://127.0.0.1:${mail.port}`,
  from: "davy@example.org",
  ...more,
});

async function addMailRule(more: object = {}): Promise<string> {
  const { id } = await site.addChannel(server(more));
  await site.addRule(id, { steps: [{ afterMinutes: 0, targets: [{ channel: id, to: TO }] }] });
  return id;
}

/** The mails, headers unfolded and lines joined as they were. */
const mails = () =>
  mail.mails.map((text) => text.replaceAll("=\r\n", "").replaceAll("\r\n ", " ").replaceAll("=3D", "="));

const untilMails = (many: number) => expect.poll(() => mails().length, WAIT).toBe(many);

it("tells of a leak and of its end, in the site's language, and signs in where it is asked to", async () => {
  expect((await site.ask("PATCH", PATHS.site, { name: "Grube 7", language: "de" })).status).toBe(200);
  await addMailRule({ user: "davy", password: "a password of its own" });
  await site.post(120);
  await untilMails(1);
  const [first = ""] = mails();
  expect(first).toMatch(/^From: "?Grube 7"? <davy@example\.org>/m);
  expect(first).toMatch(/^To: ada@example\.org/m);
  expect(first).toMatch(/^Subject: A2-Alarm: CO 120 ppm, device \d+/m);
  expect(first).toMatch(/^Message-ID: <\d+-[0-9a-f]{12}@example\.org>/im);
  expect(first).toContain("Noch hat niemand quittiert.");
  expect(mail.signedIn).toEqual(["davy a password of its own"]);
  await site.calm();
  await untilMails(2);
  expect(mails()[1]).toMatch(/^Subject: Vorbei \(A2-Alarm\): CO, device \d+/m);
  const told = await site.alarm();
  await site.ask("POST", acknowledgementsPath(told.id), { by: "Ada", seen: told.rev });
  await untilMails(3);
  await site.ask("PATCH", PATHS.site, { name: null, language: null });
  for (const path of [NOTICE_PATHS.setup, NOTICE_PATHS.log, `${PATHS.logbook}?limit=1000`])
    expect((await site.ask("GET", path)).text).not.toContain("a password of its own");
});

it("tries again after a refusal and after an outage, and says the mail server's words", async () => {
  await addMailRule();
  mail.refuse("Mailbox is full");
  await site.post(120);
  const failing = async () => (await site.log("&status=failing"))[0]?.answer;
  await expect.poll(failing, WAIT).toMatch(/451 Mailbox is full/);
  const { port } = mail;
  await mail.stop();
  site.clock += 5_000;
  mail = await startMailServer({}, port);
  site.clock += 20_000;
  await untilMails(1);
});

it("trusts a server of the site's own authority where it is told to, and else does not", async () => {
  const secure = await startMailServer({ secure: true, ...PAIR });
  const at = { address: `smtps://127.0.0.1:${secure.port}` };
  const { id } = await site.addChannel(server(at));
  const trial = () => site.ask("POST", `${channelPath(id)}/trials`, { to: TO });
  expect((await trial()).body).toMatchObject({
    isSent: false,
    answer: expect.stringContaining("did not take it"),
  });
  await site.ask("PUT", channelPath(id), server({ ...at, ca: CERTIFICATE }));
  expect((await trial()).body).toMatchObject({ isSent: true, answer: expect.stringMatching(/^250 /) });
  expect(secure.mails[0]).toContain("Subject: Trial notice");
  await secure.stop();
});

it("sends no password where it is not encrypted, but to its own machine", async () => {
  const plain = await startMailServer({}, 0, "127.0.0.2");
  const at = { address: `smtp://127.0.0.2:${plain.port}` };
  const { id } = await site.addChannel(server({ ...at, user: "davy", password: "a password of its own" }));
  const trial = () => site.ask("POST", `${channelPath(id)}/trials`, { to: TO });
  expect((await trial()).body).toMatchObject({
    isSent: false,
    answer: expect.stringContaining("offers no encryption"),
  });
  expect(plain.signedIn).toEqual([]);
  await site.ask("PUT", channelPath(id), server(at));
  expect((await trial()).body).toMatchObject({ isSent: true });
  await plain.stop();
});

it("asks for a mail address", async () => {
  const { id } = await site.addChannel(server());
  for (const to of ["", "ada", "ada@x, eve@y", "a@b\r\nBcc: eve@y"])
    expect([to, (await site.ask("POST", `${channelPath(id)}/trials`, { to })).status]).toEqual([to, 400]);
});
