import { rm } from "node:fs/promises";
import { afterEach, beforeEach, expect, it } from "vitest";
import { ClockKeeper } from "../../../server/clock/clock-keeper.ts";
import { clockFiles } from "../../../server/data-folder/clock-file.ts";
import { temporaryFolder } from "../../helpers/temporary-folder.ts";

const NOON = Date.UTC(2026, 10, 24, 12);
const HOUR = 3_600_000;
const YEAR = 365 * 86_400_000;

let folder: string;

beforeEach(async () => {
  folder = await temporaryFolder("clock-keeper");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const begin = async ({ lastAt, wall }: { lastAt: number; wall: number }) => {
  const keeper = await ClockKeeper.open(clockFiles(folder), { lastAt, wall });
  return { keeper, resumeAt: keeper.begin({ lastAt, wall, lastSeq: 7 }) };
};

it("believes of a folder without a memory what is past, and deletes nothing for a last entry that lies ahead", async () => {
  const { keeper } = await begin({ lastAt: NOON - HOUR, wall: NOON });
  expect(keeper.doubtAt(NOON)).toBeUndefined();
  const ahead = await begin({ lastAt: NOON + 5 * YEAR, wall: NOON });
  expect(ahead.resumeAt).toBe(NOON + 5 * YEAR);
  expect(ahead.keeper.doubtAt(NOON + 5 * YEAR)).toBe(5 * YEAR);
  expect(ahead.keeper.toldDoubtAt(NOON + 5 * YEAR)).toBe(5 * YEAR);
});

it("knows at the next start what it kept, a leap in a new folder included", async () => {
  const { keeper } = await begin({ lastAt: 0, wall: NOON });
  const entry = (at: number) => ({ seq: 1, at, kind: "setting", device: "d", patch: {} }) as const;
  keeper.observe({ entries: [entry(NOON)] });
  expect(keeper.toldDoubtAt(NOON)).toBeUndefined();
  expect(keeper.toldDoubtAt(NOON + 5 * YEAR)).toBe(5 * YEAR);
  keeper.observe({ entries: [entry(NOON + 5 * YEAR)] });
  await keeper.keep();
  const next = await begin({ lastAt: NOON + 5 * YEAR, wall: NOON + 5 * YEAR + HOUR });
  expect(next.keeper.toldDoubtAt(NOON + 5 * YEAR + HOUR)).toBe(5 * YEAR + HOUR);
});

it("gives a backup what it kept last, and nothing where it never could", async () => {
  const { keeper } = await begin({ lastAt: NOON, wall: NOON });
  const none = await keeper.backup();
  expect(none.files).toEqual([]);
  await keeper.keep();
  const { files, end } = await keeper.backup();
  expect(files.map(({ path }) => path)).toEqual(["clock.json"]);
  const chunks: Uint8Array[] = [];
  for await (const chunk of files[0]?.read() ?? []) chunks.push(chunk);
  expect(JSON.parse(Buffer.concat(chunks).toString())).toEqual({ trustedAt: NOON, steps: [] });
  await end();
});
