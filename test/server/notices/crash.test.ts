// A server that is killed between an alarm, its notice and the receipt: each notice arrives at least once, and is told apart by its id.

import { rm } from "node:fs/promises";
import { afterEach, beforeEach, expect, it } from "vitest";
import { killAndCount, MOMENTS } from "../../helpers/kill-notices.ts";
import { temporaryFolder } from "../../helpers/temporary-folder.ts";

/** How often all moments are gone through: `DAVY_KILL_ROUNDS=67` kills 201 times. */
const ROUNDS = Number(process.env["DAVY_KILL_ROUNDS"] ?? 1);

let folder: string;

beforeEach(async () => {
  folder = await temporaryFolder("notices");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it(
  "sends each notice at least once, whenever it is killed",
  async () => {
    const { devices, told, ids, deliveries } = await killAndCount(
      folder,
      Array.from({ length: ROUNDS }, () => MOMENTS).flat(),
    );
    expect([...told].sort()).toEqual([...devices].sort());
    // One alarm of each device, one notice of it: more deliveries are copies, by their ids.
    expect(ids.size).toBe(devices.length);
    expect(deliveries).toBeGreaterThanOrEqual(ids.size);
  },
  ROUNDS * 60_000,
);
