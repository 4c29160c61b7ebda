import { expect, it } from "vitest";
import { assessHealth } from "../../../../server/http/routes/health-route.ts";
import { type HealthAnswer, PATHS } from "../../../../shared/wire/api.ts";
import { NO_HTTPS } from "../../../helpers/no-https.ts";
import { openAccess } from "../../../helpers/open-access.ts";
import { startTestDavy } from "../../../helpers/start-davy.ts";

type HealthParts = Parameters<typeof assessHealth>[0];

const GB = 1024 ** 3;

interface Ailments {
  readonly failing?: string;
  readonly damage?: readonly string[];
  readonly problems?: readonly string[];
  readonly backlog?: number;
  readonly lost?: number;
  readonly freeBytes?: number | undefined;
  readonly clockAheadMs?: number;
  readonly clockDoubtMs?: number;
  readonly isClockSet?: boolean;
  readonly devices?: number;
  readonly sensors?: number;
  readonly isUnratedFull?: boolean;
  readonly appProblems?: readonly string[];
  readonly mqttProblems?: readonly string[];
}

/** A server that is well but for the given. */
function partsWith(ailments: Ailments): HealthParts {
  const {
    failing,
    damage = [],
    problems = [],
    backlog = 0,
    lost = 0,
    clockAheadMs = 0,
    clockDoubtMs = undefined,
    isClockSet = true,
    devices = 3,
    sensors = 6,
    isUnratedFull = false,
    appProblems = [],
    mqttProblems = [],
  } = ailments;
  return {
    log: { lastSeq: 7, status: () => ({ failing, damage }) },
    archive: { status: () => ({ backlog, problems, setAside: undefined }) },
    rejected: { status: () => ({ kept: 0, lost }) },
    live: { status: () => ({ streams: 3 }) },
    fleet: { size: devices, sensorCount: sensors },
    alarms: { isUnratedFull },
    https: NO_HTTPS,
    access: openAccess(),
    appProblems,
    mqtt: { problems: () => mqttProblems },
    config: { maxBacklog: 1_000 },
    build: "b1",
    version: "1.0.0",
    startedAt: 1_000,
    now: () => 61_400,
    freeBytes: async () => ("freeBytes" in ailments ? ailments.freeBytes : 20 * GB),
    clockAheadMs: () => clockAheadMs,
    clockDoubtMs: () => clockDoubtMs,
    isClockSet: () => isClockSet,
  } as unknown as HealthParts;
}

it("is ok, without a reason, when all is well", async () => {
  expect(await assessHealth(partsWith({ devices: 7_999 }))).toEqual({
    status: "ok",
    reasons: [],
    version: "1.0.0",
    build: "b1",
    uptime_s: 60,
    last_seq: 7,
    backlog: 0,
    streams: 3,
  });
});

it.each<[Ailments, RegExp]>([
  [{ damage: ["12 damaged lines are in journal.damaged"] }, /damaged lines/],
  [{ problems: ["readings/2026-11-23.sqlite was corrupt"] }, /was corrupt/],
  [{ lost: 4 }, /4 refused items could not be kept/],
  [{ freeBytes: 100 * 1024 * 1024 }, /Only 100 MB are free/],
  [{ isClockSet: false }, /nobody has set it, and readings get such times\. Set it, or let NTP set it/],
  [{ clockAheadMs: 3_600_000 }, /clock is 3600 s behind.*npm run clock -- confirm/],
  [
    { clockDoubtMs: 5 * 365 * 86_400_000 },
    /1825 days beyond.*nothing old is deleted.*npm run clock -- confirm/,
  ],
  [{ appProblems: ["The app is not whole"] }, /app is not whole/],
  [{ mqttProblems: ["No readings come by MQTT: gone"] }, /by MQTT: gone/],
  [{ devices: 8_000 }, /8000 of 10000 devices are known; .* Forget some/],
  [{ sensors: 32_000 }, /32000 sensors are known; from 40000 on no new one of an unknown gas/],
  [{ isUnratedFull: true }, /500 sensors are told of that have no limits/],
])("is degraded, and says why: %j", async (ailments, reason) => {
  const health = await assessHealth(partsWith(ailments));
  expect(health).toMatchObject({ status: "degraded", reasons: [expect.stringMatching(reason)] });
});

it.each<[Ailments, RegExp]>([
  [{ failing: "The disk is full" }, /disk is full/],
  [{ backlog: 1_001 }, /1001 readings behind; posts wait/],
])("fails while readings are not taken: %j", async (ailments, reason) => {
  const health = await assessHealth(partsWith(ailments));
  expect(health).toMatchObject({ status: "failing", reasons: [expect.stringMatching(reason)] });
});

it("names what keeps readings from being taken before what does not", async () => {
  const { status, reasons } = await assessHealth(partsWith({ failing: "The disk is full", lost: 1 }));
  expect(status).toBe("failing");
  expect(reasons).toEqual(["The disk is full", expect.stringContaining("refused items")]);
});

it("says nothing of free space where the system does not tell", async () => {
  expect(await assessHealth(partsWith({ freeBytes: undefined }))).toMatchObject({ status: "ok" });
});

it("answers 200 from a server that is well, and is never kept by a cache", async () => {
  const davy = await startTestDavy();
  const response = await fetch(davy.url + PATHS.health);
  expect(response.status).toBe(200);
  expect(response.headers.get("cache-control")).toBe("no-store");
  expect(await response.json()).toMatchObject({
    version: "0.0.0",
    build: "test-build",
    last_seq: 0,
    streams: 0,
  });
  await davy.stop();
});

it("says of a machine that nobody told the time what its readings get", async () => {
  const davy = await startTestDavy({ now: () => Date.UTC(1970, 0, 9, 12) });
  try {
    const { status, reasons } = (await (await fetch(davy.url + PATHS.health)).json()) as HealthAnswer;
    expect({ status, reasons }).toEqual({
      status: "degraded",
      reasons: [
        "The clock says 1970-01-09T12:00:00.000Z: nobody has set it, and readings get such times. Set it, or let NTP set it",
      ],
    });
  } finally {
    await davy.stop();
  }
});
