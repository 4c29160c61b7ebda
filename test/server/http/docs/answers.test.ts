// Real answers of every route, held against the document: status, media type, and every member.

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type * as z from "zod";
import { ArchiveError } from "../../../../server/archive/archive-error.ts";
import { readConfig } from "../../../../server/config.ts";
import { createApp } from "../../../../server/http/app.ts";
import { Bodies } from "../../../../server/http/bodies/bodies.ts";
import { PostedBodies } from "../../../../server/http/bodies/posted-bodies.ts";
import { streamEvents } from "../../../../server/http/docs/event-schemas.ts";
import { createMetrics } from "../../../../server/http/metrics/metrics.ts";
import type { AppParts } from "../../../../server/http/parts.ts";
import { listen } from "../../../../server/listen.ts";
import { AppendError } from "../../../../server/log/append-error.ts";
import { createGuidance } from "../../../../server/state/guidance.ts";
import { createSite } from "../../../../server/state/site.ts";
import { ACCESS_PATHS } from "../../../../shared/wire/access.ts";
import { ALARM_PATHS, type AlarmsAnswer, acknowledgementsPath } from "../../../../shared/wire/alarms.ts";
import { PATHS } from "../../../../shared/wire/api.ts";
import { CERTIFICATE_PATHS } from "../../../../shared/wire/certificate.ts";
import { GUIDANCE_PATH } from "../../../../shared/wire/guidance.ts";
import { TESTS_PATH } from "../../../../shared/wire/instrument-tests.ts";
import { SLOW_BODIES } from "../../../helpers/ask-routes.ts";
import { Documented } from "../../../helpers/documented.ts";
import { openEventStream } from "../../../helpers/event-stream.ts";
import { fleetOfOne } from "../../../helpers/fleet-of-one.ts";
import { NO_HTTPS } from "../../../helpers/no-https.ts";
import { openAccess } from "../../../helpers/open-access.ts";
import { recordReport } from "../../../helpers/record-report.ts";
import { startTestDavy, type TestDavy } from "../../../helpers/start-davy.ts";
import {
  type Ask,
  BEFORE_ANY_READING,
  DEVICE,
  GUIDANCE,
  NOW,
  patch,
  post,
  READING,
  TEST,
  TOO_SLOW,
  UNKEPT,
  WITH_READINGS,
} from "./asked-answers.ts";

/** Groups of routes whose answers are held in files of their own. */
const ELSEWHERE: ReadonlySet<string> = new Set([
  "People",
  "Gateways",
  "Displays",
  "Notices",
  "Other ways in",
]);

const FREE = { host: "127.0.0.1", port: 0, maxStreams: 10, keepRefused: () => undefined };

let davy: TestDavy;
const documented = new Documented();

beforeAll(async () => {
  const env = { DAVY_MAX_STREAMS: "1", DAVY_MAX_BATCH_MB: "1", DAVY_TIME_ZONE: "Europe/Berlin" };
  davy = await startTestDavy({ now: () => NOW, env });
});

afterAll(() => davy.stop());

/** Asks, and expects just what the document says of that status. */
async function expectDocumented(
  id: string,
  status: number,
  { base = davy.url, ...ask }: Ask & { base?: string },
): Promise<void> {
  await documented.expect(id, status, await fetch(base + ask.path, ask));
}

describe("answers as the document says", () => {
  it.each(BEFORE_ANY_READING)("%s %i before any reading", expectDocumented);
  it.each(WITH_READINGS)("%s %i", expectDocumented);

  it("acknowledgeAlarm 200 and 409, and 409 of what a real A2 does not allow", async () => {
    const device = "in alarm";
    const co = { id: device, sensors: [{ type: "CO", val: 900 }] };
    expect((await fetch(davy.url + PATHS.receiveJson, post("", co))).status).toBe(200);
    const answer = await fetch(`${davy.url}${ALARM_PATHS.alarms}?device=in%20alarm`);
    const { alarms } = (await answer.json()) as AlarmsAnswer;
    const path = acknowledgementsPath(alarms[0]?.id ?? "");
    await expectDocumented("acknowledgeAlarm", 409, post(path, { seen: 0 }));
    await expectDocumented("acknowledgeAlarm", 200, post(path, { by: "Ada", comment: "going" }));
    const act = { until: NOW + 1_000, reason: "test" };
    await expectDocumented(
      "shelveSensor",
      409,
      post(ALARM_PATHS.shelvings, { ...act, device, sensor: "CO" }),
    );
    await expectDocumented("drillDevices", 409, post(ALARM_PATHS.drills, { ...act, devices: [device] }));
  });

  it("setGuidance 409 when there are as many texts as may be", async () => {
    const at = (place: number) => post(GUIDANCE_PATH, { ...GUIDANCE, place: `Place ${place}` });
    for (let place = 1; place < 200; place += 1) await fetch(davy.url + GUIDANCE_PATH, at(place));
    await expectDocumented("setGuidance", 409, at(200));
    await expectDocumented("setGuidance", 200, at(199));
  });

  it("streamEvents 200, event by event, and 503 when there are enough", async () => {
    const stream = await openEventStream(davy.url + PATHS.events);
    await stream.until((events) => events.some(({ event }) => event === "snapshot"));
    await expectDocumented("streamEvents", 503, { path: PATHS.events });
    await fetch(davy.url + PATHS.receiveJson, post("", READING));
    await fetch(davy.url + PATHS.receiveJson, post("", { id: "new", sensors: [{ type: "CO", val: 900 }] }));
    await fetch(davy.url + DEVICE, patch("", { place: "Shaft 3" }));
    await fetch(davy.url + GUIDANCE_PATH, post("", { ...GUIDANCE, text: "Another one." }));
    await fetch(davy.url + TESTS_PATH, post("", { ...TEST, device: "handheld 1" }));
    const drill = { devices: ["handheld 1"], until: NOW + 1_000, reason: "test" };
    await fetch(davy.url + ALARM_PATHS.drills, post("", drill));
    await stream.until((events) => events.some(({ event }) => event === "drill"));
    await stream.until((events) => events.some(({ event }) => event === "alarm"));
    await stream.until((events) => events.some(({ event }) => event === "settings"));
    await davy.close();
    await stream.ended;
    expect(stream.headers["content-type"]).toContain("text/event-stream");
    for (const { event, data } of stream.events) {
      const schema: z.ZodType = streamEvents[event as keyof typeof streamEvents];
      expect(schema.parse(data)).toEqual(data);
    }
    expect(stream.events[0]?.data).toMatchObject({ timeZone: "Europe/Berlin" });
    const told = new Set(stream.events.map(({ event }) => event));
    // Where it took long.
    told.delete("heartbeat");
    expect([...told].sort()).toEqual([
      "alarm",
      "alarms",
      "drill",
      "goodbye",
      "guidance",
      "hello",
      "settings",
      "site",
      "snapshot",
      "test",
      "update_data",
    ]);
    documented.note("streamEvents", 200);
  });
});

it("receiveJson and postReadings 401 where posts need a key", async () => {
  const closed = await startTestDavy();
  const { status } = await fetch(closed.url + ACCESS_PATHS.access, {
    method: "PATCH",
    body: '{"posts":"keys"}',
  });
  expect(status).toBe(200);
  const base = closed.url;
  await expectDocumented("receiveJson", 401, { ...post(PATHS.receiveJson, READING), base });
  await expectDocumented("postReadings", 401, { ...post(PATHS.readings, READING), base });
  await closed.stop();
});

describe("a server that cannot keep anything", () => {
  const fail = () => Promise.reject(new AppendError("disk_full"));
  const unreadable = () => Promise.reject(new ArchiveError("Its files cannot be read"));
  let onBackup: () => void = () => undefined;
  let takeUp: () => Promise<unknown> = fail;
  const state = { device: "handheld 1", settings: {}, sensors: [{ key: "CO", type: "CO" }] };
  const parts = {
    config: readConfig({}),
    report: recordReport(),
    https: NO_HTTPS,
    access: openAccess(),
    now: () => NOW,
    senders: { find: () => undefined },
    metrics: createMetrics(),
    posted: new PostedBodies(new Bodies()),
    ingest: { receive: fail, importRows: fail, takeUp: () => takeUp(), refuse: () => undefined },
    log: { append: fail, lastSeq: 1, status: () => ({ failing: "The disk is full", damage: [] }) },
    fleet: fleetOfOne(state),
    archive: { status: () => ({ backlog: 0, problems: [] }), stretches: unreadable },
    storageFigures: [],
    events: { list: unreadable },
    site: createSite(),
    guidance: createGuidance(),
    alarms: { open: () => [], pending: () => [], last: () => ({ rev: 1, device: "handheld 1" }) },
    rejected: { status: () => ({ lost: 0 }) },
    live: { status: () => ({ streams: 0 }) },
    version: "1",
    build: "b",
    startedAt: NOW,
    appFolder: "none",
    appProblems: [],
    mqtt: { problems: () => [] },
    backup: () => {
      onBackup();
      return new Promise(() => undefined);
    },
    freeBytes: async () => 0,
    clockAheadMs: () => 0,
    isClockSet: () => true,
    clockDoubtMs: () => undefined,
  } as unknown as AppParts;
  let server: Awaited<ReturnType<typeof listen>>;

  beforeAll(async () => {
    server = await listen(createApp(parts), FREE);
  });
  afterAll(() => server.close(0));

  it("getBackup 409 while another is under way", async () => {
    const begun = new Promise<void>((resolve) => {
      onBackup = resolve;
    });
    const leaving = new AbortController();
    const first = fetch(server.url + PATHS.backup, { signal: leaving.signal }).catch(() => undefined);
    await begun;
    await expectDocumented("getBackup", 409, { path: PATHS.backup, base: server.url });
    leaving.abort();
    await first;
  });

  it("replaySetAside 409 while another is under way", async () => {
    const ask = { path: PATHS.setAside, method: "POST", base: server.url };
    let end: (answer: unknown) => void = () => undefined;
    const begun = new Promise<void>((resolve) => {
      takeUp = () => {
        resolve();
        return new Promise((answer) => {
          end = answer;
        });
      };
    });
    const first = fetch(server.url + ask.path, ask);
    await begun;
    await expectDocumented("replaySetAside", 409, ask);
    end({ taken: 0, left: 0, reasons: [] });
    expect((await first).status).toBe(200);
    takeUp = fail;
  });

  it.each(UNKEPT)("%s 503", async (id, ask) => {
    await expectDocumented(id, 503, { ...ask, base: server.url });
  });
});

describe("a server that is asked for too much at a time", () => {
  const outcome = { index: 0, status: "rejected", reason: "too many", retry_after_s: 3 };

  async function expectOf(bodies: Bodies, [id, status, ask]: [string, number, Ask]): Promise<void> {
    const parts = {
      config: readConfig({}),
      report: recordReport(),
      https: NO_HTTPS,
      access: openAccess(),
      log: { id: "log" },
      now: () => NOW,
      senders: { find: () => undefined },
      metrics: createMetrics(),
      storageFigures: [],
      ingest: { receive: async () => [outcome], refuse: () => undefined },
      fleet: fleetOfOne({ device: "handheld 1", settings: {} }),
      appFolder: "none",
      appProblems: [],
      mqtt: { problems: () => [] },
      posted: new PostedBodies(bodies),
    } as unknown as AppParts;
    const server = await listen(createApp(parts), FREE);
    await expectDocumented(id, status, { ...ask, base: server.url }).finally(() => server.close(0));
  }

  it.each<[string, number, Ask]>([
    ["receiveJson", 429, post(PATHS.receiveJson, READING)],
    ["postReadings", 429, post(PATHS.readings, READING)],
  ])("%s %i", (...asked) => expectOf(new Bodies(), asked));

  it.each(TOO_SLOW)("%s %i", (...asked) => expectOf(SLOW_BODIES, asked));
});

it("answers as the document says where it has a root of its own", async () => {
  const trusted = await startTestDavy({ env: { DAVY_HTTPS_PORT: "0" } });
  const asked = [
    ["getRoot", "/trust/davy-root.crt"],
    ["getProfile", "/trust/davy.mobileconfig"],
    ["getTrustPage", "/trust"],
    ["getTrustWords", "/trust/words.json"],
  ] as const;
  for (const [id, path] of asked) await expectDocumented(id, 200, { base: trusted.url, path });
  const name = (text: string) => ({ base: trusted.url, ...post(CERTIFICATE_PATHS.names, { name: text }) });
  await expectDocumented("addCertificateName", 200, name("192.168.7.21"));
  await expectDocumented("addCertificateName", 400, name("8.8.8.8"));
  await trusted.stop();
});

it("leaves out no answer that the document names", () =>
  documented.expectAll((group) => !ELSEWHERE.has(group)));
