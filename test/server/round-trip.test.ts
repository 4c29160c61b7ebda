// Whatever is posted comes out as it went in, over the archive and a restart, or was refused with a sentence.

import { rm } from "node:fs/promises";
import fc from "fast-check";
import { expect, it } from "vitest";
import { sliceOf } from "../../shared/history/slice.ts";
import type {
  BatchAnswer,
  HealthAnswer,
  LegacyEntity,
  RawSlice,
  RollUpSlice,
} from "../../shared/wire/api.ts";
import { devicePath, PATHS, slicePath } from "../../shared/wire/api.ts";
import { startTestDavy, type TestDavy } from "../helpers/start-davy.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";

/** `DAVY_ROUND_TRIPS=1000` before the command makes it a long run. */
const RUNS = Number(process.env["DAVY_ROUND_TRIPS"] ?? 6);
const NOW = Date.UTC(2026, 10, 23, 12, 30);
/** What stores, joins and readers of text trip over. */
const awkward = fc.constantFrom(
  "\ufeff",
  "\0",
  "\n",
  "\ud800",
  "\udc00",
  "\u2028",
  '"',
  "'",
  "\\",
  "%",
  "CO",
  "-2",
  " ",
);
const text = (maxLength: number) =>
  fc.string({
    unit: fc.oneof(
      { weight: 2, arbitrary: awkward },
      fc.string({ unit: "binary", minLength: 1, maxLength: 1 }),
    ),
    minLength: 1,
    maxLength,
  });
const number = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(Number.MAX_VALUE, -Number.MAX_VALUE, Number.MIN_VALUE, 0.1 + 0.2, 2 ** 53, -32_768),
  fc.integer({ min: 0, max: 500 }),
);
const sensor = fc.record(
  {
    type: fc.oneof(fc.constantFrom("CO", "CO-2", "CO-3", "O2"), text(5)),
    val: fc.option(number),
    unit: text(3),
    name: text(3),
  },
  { requiredKeys: ["type", "val"], noNullPrototype: true },
);
const reading = fc.record(
  {
    id: fc.oneof(fc.constantFrom("tank", "\ufefftank", "tank\0", "tank\n"), text(5)),
    pct: number,
    ts: fc.oneof(number, text(8)),
    uid: text(4),
    sensors: fc.array(sensor, { maxLength: 5 }),
    note: text(6),
  },
  { requiredKeys: ["id", "pct", "sensors"], noNullPrototype: true },
);
type Posted = typeof reading extends fc.Arbitrary<infer T> ? T : never;
const PLAIN: Posted = { id: "plain", pct: 90, sensors: [{ type: "CO", val: 12.5 }] };

/** As JSON has it: there is no minus zero. */
const asJson = (value: unknown) => JSON.parse(JSON.stringify(value)) as unknown;

async function read<T>(davy: TestDavy, path: string): Promise<T> {
  const answer = await fetch(davy.url + path);
  expect(answer.status, path).toBe(200);
  return (await answer.json()) as T;
}

/** Posts them together; answers those that were taken, in order. */
async function postAll(davy: TestDavy, items: readonly Posted[]): Promise<Posted[]> {
  const answer = await fetch(davy.url + PATHS.readings, { method: "POST", body: JSON.stringify(items) });
  const { results } = (await answer.json()) as BatchAnswer;
  return items.filter((_, index) => {
    const outcome = results[index];
    if (outcome?.status === "rejected") expect(outcome.reason).toMatch(/\S+ \S+/);
    return outcome?.status === "stored";
  });
}

async function expectAll(davy: TestDavy, taken: readonly Posted[]): Promise<void> {
  expect((await read<HealthAnswer>(davy, PATHS.health)).reasons).toEqual([]);
  const entities = await read<LegacyEntity[]>(davy, `${PATHS.dataFromTimestamp}?system_time=0`);
  expect(entities.map(({ device_id, pct, sensors }) => ({ device_id, pct, sensors }))).toEqual(
    asJson(taken.map(({ id, pct, sensors }) => ({ device_id: id, pct, sensors }))),
  );
  for (const device of new Set(taken.map(({ id }) => id))) {
    expect(await read(davy, devicePath(device))).toMatchObject({ device });
    const own = taken.filter(({ id }) => id === device).flatMap(({ sensors }) => sensors);
    const numbers = own.flatMap(({ val }) => (val === null ? [] : [val]));
    const raw = await read<RawSlice>(davy, slicePath(device, "raw", sliceOf("raw", NOW)));
    const found = raw.values.flat().filter((value) => value !== null);
    expect(found.sort()).toEqual((asJson(numbers) as number[]).sort());
    const minutes = await read<RollUpSlice>(davy, slicePath(device, "minute", sliceOf("minute", NOW)));
    for (const [index, means] of minutes.mean.entries())
      for (const [row, mean] of means.entries())
        if (minutes.count[index]?.[row] !== 0) {
          expect(mean).toBeGreaterThanOrEqual(minutes.min[index]?.[row] ?? Number.NaN);
          expect(mean).toBeLessThanOrEqual(minutes.max[index]?.[row] ?? Number.NaN);
        }
  }
}

it(
  "gives back every reading as it was posted, before and after a restart",
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(reading, { minLength: 1, maxLength: 40 }), async (items) => {
        const folder = await temporaryFolder("round-trip");
        const start = () => startTestDavy({ folder, now: () => NOW });
        let davy = await start();
        try {
          const taken = await postAll(davy, [PLAIN, ...items]);
          await expectAll(davy, taken);
          await davy.stop();
          davy = await start();
          await expectAll(davy, taken);
          const again = await postAll(davy, [PLAIN]);
          await expectAll(davy, [...taken, ...again]);
        } finally {
          await davy.stop();
          await rm(folder, { recursive: true, force: true });
        }
      }),
      { numRuns: RUNS },
    );
  },
  Math.max(60_000, RUNS * 10_000),
);

it("gives back every reading of devices that report what changed, in whatever combinations", async () => {
  const GASES = ["CH4", "CO", "Cl2", "H2", "H2S", "NH3", "NO2", "O2"];
  const own = fc.record({ subset: fc.integer({ min: 0, max: 255 }), val: fc.option(fc.integer({ min: 0 })) });
  const folder = await temporaryFolder("combinations");
  const start = () => startTestDavy({ folder, now: () => NOW });
  let davy = await start();
  const taken: Posted[] = [];
  try {
    await fc.assert(
      fc.asyncProperty(fc.array(own, { minLength: 200, maxLength: 400 }), async (readings) => {
        const items = readings.map(({ subset, val }) => {
          const sensors = GASES.filter((_, gas) => (subset >> gas) % 2 === 1).map((type) => ({ type, val }));
          return { ...PLAIN, id: "changes", sensors };
        });
        const kept = await postAll(davy, items);
        expect(kept).toHaveLength(items.length);
        taken.push(...kept);
      }),
      { numRuns: 3 },
    );
    await expectAll(davy, taken);
    await davy.stop();
    davy = await start();
    await expectAll(davy, taken);
  } finally {
    await davy.stop();
    await rm(folder, { recursive: true, force: true });
  }
});
