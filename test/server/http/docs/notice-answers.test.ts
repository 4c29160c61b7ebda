// Real answers of the routes of notices, held against the document: status, media type, and every member.

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Access, AccessBook, digestOf } from "../../../../server/access/access.ts";
import { ArchiveError } from "../../../../server/archive/archive-error.ts";
import { readConfig } from "../../../../server/config.ts";
import { createApp } from "../../../../server/http/app.ts";
import { Bodies } from "../../../../server/http/bodies/bodies.ts";
import { PostedBodies } from "../../../../server/http/bodies/posted-bodies.ts";
import { createMetrics } from "../../../../server/http/metrics/metrics.ts";
import type { AppParts } from "../../../../server/http/parts.ts";
import { listen } from "../../../../server/listen.ts";
import { AppendError } from "../../../../server/log/append-error.ts";
import { NoticeDesk } from "../../../../server/notices/desk.ts";
import { createNotices } from "../../../../server/notices/notices.ts";
import type { Entry } from "../../../../shared/entries/entry.ts";
import { ACCESS_PATHS } from "../../../../shared/wire/access.ts";
import { channelPath, NOTICE_PATHS, rulePath } from "../../../../shared/wire/notices.ts";
import { PUSH_PATH } from "../../../../shared/wire/push.ts";
import { seededBytes } from "../../../helpers/access-log.ts";
import { PASSWORD, setUpAdmin, visitor } from "../../../helpers/as-person.ts";
import { type Asking, askerOf, SLOW_BODIES } from "../../../helpers/ask-routes.ts";
import { NOON } from "../../../helpers/build-entry.ts";
import { Documented } from "../../../helpers/documented.ts";
import { NO_HTTPS } from "../../../helpers/no-https.ts";
import { OPERATIONS } from "../../../helpers/operations.ts";
import { type Receiver, startReceiver } from "../../../helpers/receiver.ts";
import { recordReport } from "../../../helpers/record-report.ts";
import { startTestDavy, type TestDavy } from "../../../helpers/start-davy.ts";

const FREE = { host: "127.0.0.1", port: 0, tls: undefined, maxStreams: 10, keepRefused: () => undefined };
const FOREIGN = { Origin: "https://elsewhere.example" };
const documented = new Documented();

let davy: TestDavy;
let receiver: Receiver;

beforeAll(async () => {
  davy = await startTestDavy();
  receiver = await startReceiver();
});
afterAll(async () => {
  await davy.stop();
  await receiver.stop();
});

const ask = askerOf(() => davy.url);

const idOf = async (response: Response) => ((await response.json()) as { id: string }).id;

const siren = () => ({ name: "Siren", kind: "webhook", url: `${receiver.url}/hook`, key: "secret key" });
/** The keys are those of RFC 8291. */
const phone = (key: string, count: number) => ({
  endpoint: `https://push.example.com/send/${count}`,
  p256dh: "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
  auth: "BTBZMqHH6r4Tts7J_aSIgg",
  key,
});
const rule = (channel: string) => ({
  name: "All",
  priorities: ["critical"],
  steps: [{ afterMinutes: 0, targets: [{ channel, to: "" }] }],
});

/** Each route that has a body, with one that is right. */
function withBodies(channel: string, ruleId: string): readonly (readonly [string, string, object])[] {
  return [
    ["addChannel", `POST ${NOTICE_PATHS.channels}`, siren()],
    ["changeChannel", `PUT ${channelPath(channel)}`, siren()],
    ["tryChannel", `POST ${channelPath(channel)}/trials`, {}],
    ["addRule", `POST ${NOTICE_PATHS.rules}`, rule(channel)],
    ["changeRule", `PUT ${rulePath(ruleId)}`, rule(channel)],
  ];
}

it("answers what is wrong with a body, and then what is right, as the document says", async () => {
  const channel = await idOf(await ask(`POST ${NOTICE_PATHS.channels}`, { body: siren() }));
  const ruleId = await idOf(await ask(`POST ${NOTICE_PATHS.rules}`, { body: rule(channel) }));
  for (const [id, route, body] of withBodies(channel, ruleId)) {
    await documented.expect(id, 403, await ask(route, { body, headers: FOREIGN }));
    await documented.expect(id, 400, await ask(route, { body: { nonsense: 1 } }));
    await documented.expect(id, 413, await ask(route, { body: "x".repeat(64 * 1024 + 1) }));
    await documented.expect(id, 415, await ask(route, { body, headers: { "Content-Encoding": "zip" } }));
    await documented.expect(id, id.startsWith("add") ? 201 : 200, await ask(route, { body }));
  }
  for (const [id, route, body] of withBodies("none", "none"))
    if (id !== "addChannel") await documented.expect(id, 404, await ask(route, { body }));
  await documented.expect("getNoticeSetup", 200, await ask(`GET ${NOTICE_PATHS.setup}`));
  await documented.expect("listNotices", 200, await ask(`GET ${NOTICE_PATHS.log}`));
  await documented.expect("listNotices", 400, await ask(`GET ${NOTICE_PATHS.log}?status=x`));
  await documented.expect("exportNotices", 200, await ask(`GET ${NOTICE_PATHS.csv}`));
  await documented.expect("exportNotices", 400, await ask(`GET ${NOTICE_PATHS.csv}?tz=x`));
  await documented.expect("removeChannel", 409, await ask(`DELETE ${channelPath(channel)}`));
  const free = await idOf(await ask(`POST ${NOTICE_PATHS.channels}`, { body: siren() }));
  for (const [id, path] of [
    ["removeChannel", channelPath(free)],
    ["removeRule", rulePath(ruleId)],
  ] as const) {
    await documented.expect(id, 403, await ask(`DELETE ${path}`, { headers: FOREIGN }));
    await documented.expect(id, 400, await ask(`DELETE ${path}?nonsense=1`));
    await documented.expect(id, 204, await ask(`DELETE ${path}`));
    await documented.expect(id, 404, await ask(`DELETE ${path}`));
  }
});

describe("alarms on phones", () => {
  it("are answered for as the document says", async () => {
    const site = await startTestDavy();
    const admin = await setUpAdmin(site);
    const push = (method: string, { body, headers = {} }: Asking = {}) => {
      const text = typeof body === "string" ? body : JSON.stringify(body);
      const init = { method, headers: { ...headers, cookie: admin.cookie } };
      return fetch(site.url + PUSH_PATH, body === undefined ? init : { ...init, body: text });
    };
    await documented.expect("keepPush", 404, await push("PUT", { body: phone("AAAA", 0) }));
    const channel = { name: "Phones", kind: "push", from: "ada@example.org" };
    expect((await admin.ask(NOTICE_PATHS.channels, { method: "POST", body: channel })).status).toBe(201);
    await documented.expect("getPush", 200, await push("GET"));
    const { key } = (await admin.ask(PUSH_PATH)).body;
    await documented.expect("keepPush", 204, await push("PUT", { body: phone(key, 0) }));
    await documented.expect("keepPush", 400, await push("PUT", { body: { nonsense: 1 } }));
    await documented.expect("keepPush", 413, await push("PUT", { body: "x".repeat(64 * 1024 + 1) }));
    const packed = { body: phone(key, 0), headers: { "Content-Encoding": "zip" } };
    await documented.expect("keepPush", 415, await push("PUT", packed));
    await documented.expect("keepPush", 403, await push("PUT", { body: phone(key, 0), headers: FOREIGN }));
    await documented.expect("dropPush", 403, await push("DELETE", { headers: FOREIGN }));
    await documented.expect("dropPush", 204, await push("DELETE"));
    for (let count = 0; count < 10; count += 1) {
      const other = visitor(site.url);
      const body = { name: "Ada", password: PASSWORD };
      await other.ask(ACCESS_PATHS.session, { method: "POST", body });
      const { status } = await other.ask(PUSH_PATH, { method: "PUT", body: phone(key, count + 1) });
      expect(status).toBe(204);
    }
    await documented.expect("keepPush", 409, await push("PUT", { body: phone(key, 0) }));
    await site.stop();
  });
});

describe("a server with as much as it may have, whose log takes nothing", () => {
  /** Entries by which there are so many channels and rules. */
  function entries(channels: number, rules: number): Entry[] {
    const setup = { name: "n", kind: "webhook" as const, address: "http://x" };
    const by = { kind: "system" as const, name: "", from: "" };
    const head = { at: NOON, kind: "notice-setup" as const, by };
    return [
      ...Array.from(
        { length: channels },
        (_, index): Entry => ({
          ...head,
          seq: index + 1,
          what: "channel",
          id: `c${index}`,
          record: setup,
        }),
      ),
      ...Array.from(
        { length: rules },
        (_, index): Entry => ({
          ...head,
          seq: channels + index + 1,
          what: "rule",
          id: `r${index}`,
          record: { ...rule("none"), priorities: ["low"], places: null, times: null, drills: false },
        }),
      ),
    ];
  }

  /** A viewer, who is signed in by a secret. */
  function bookOf(secret: string): AccessBook {
    const book = new AccessBook();
    const head = { at: NOON, kind: "access" as const, what: "made" };
    const session = { kind: "session" as const, id: "s", name: "Ben" };
    book.observe({
      entries: [
        { ...head, seq: 1, subject: { kind: "person", id: "p", name: "Ben" }, record: { role: "viewer" } },
        { ...head, seq: 2, subject: session, record: { person: "p" }, secret: { digest: digestOf(secret) } },
      ],
    });
    return book;
  }

  async function serve(
    { channels, rules, book = new AccessBook() }: { channels: number; rules: number; book?: AccessBook },
    bodies = new Bodies(),
  ) {
    const now = () => NOON;
    const failing = () => Promise.reject(new AppendError("disk_full"));
    const log = { id: "test", append: failing };
    const random = seededBytes();
    const access = new Access({
      book,
      log,
      now,
      random,
      isLoopback: true,
      hadReadings: false,
    });
    const notices = createNotices({ clock: () => ({ timeZone: "UTC", shifts: [] }) });
    notices.observe({ entries: entries(channels, rules) });
    const secrets = { of: () => ({}), set: async () => undefined };
    const desk = new NoticeDesk({ notices, keeper: { trial: failing }, log, secrets, newId: () => "new" });
    const parts = {
      ...{ config: readConfig({}), report: recordReport(), access, now, log, notices, desk },
      events: { list: () => Promise.reject(new ArchiveError("It cannot be read.")) },
      metrics: createMetrics(),
      posted: new PostedBodies(bodies),
      appFolder: "none",
      appProblems: [],
      mqtt: { problems: () => [] },
      https: NO_HTTPS,
      storageFigures: [],
    } as unknown as AppParts;
    return listen(createApp(parts), FREE);
  }

  it("answers 503 to each change and question", async () => {
    const server = await serve({ channels: 2, rules: 1 });
    const base = server.url;
    for (const [id, route, body] of withBodies("c0", "r0"))
      await documented.expect(
        id,
        503,
        await ask(route, {
          body: id.endsWith("Channel") && id !== "tryChannel" ? { ...siren(), url: "http://x" } : body,
          base,
        }),
      );
    await documented.expect("removeChannel", 503, await ask(`DELETE ${channelPath("c1")}`, { base }));
    await documented.expect("removeRule", 503, await ask(`DELETE ${rulePath("r0")}`, { base }));
    await documented.expect("listNotices", 503, await ask(`GET ${NOTICE_PATHS.log}`, { base }));
    await server.close(0);
  });

  it("answers 409 to what is one too many", async () => {
    const server = await serve({ channels: 20, rules: 50 });
    const base = server.url;
    await documented.expect(
      "addChannel",
      409,
      await ask(`POST ${NOTICE_PATHS.channels}`, { body: siren(), base }),
    );
    await documented.expect(
      "addRule",
      409,
      await ask(`POST ${NOTICE_PATHS.rules}`, { body: rule("c0"), base }),
    );
    await server.close(0);
  });

  it("answers 408 to a body that does not come", async () => {
    const server = await serve({ channels: 1, rules: 1 }, SLOW_BODIES);
    const withBody = OPERATIONS.filter(({ group, body }) => body && group === "Notices");
    for (const { id, method, path } of withBody.filter(({ permission }) => permission !== "self")) {
      const route = `${method} ${path.replace("{id}", path.includes("rules") ? "r0" : "c0")}`;
      await documented.expect(id, 408, await ask(route, { body: {}, base: server.url }));
    }
    await server.close(0);
    const own = await serve({ channels: 1, rules: 1, book: bookOf("secret") }, SLOW_BODIES);
    const asked = { body: {}, headers: { cookie: "davy-test=secret" }, base: own.url };
    await documented.expect("keepPush", 408, await ask(`PUT ${PUSH_PATH}`, asked));
    await own.close(0);
  });
});

it("leaves out no answer that the document names", () =>
  documented.expectAll((group) => group === "Notices"));

it("says how many operations that are", () =>
  expect(OPERATIONS.filter(({ group }) => group === "Notices")).toHaveLength(13));
