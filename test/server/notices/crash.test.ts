// A server that is killed between an alarm, its notice and the receipt: each notice arrives at least once, and is told apart by its id.

import { rm } from "node:fs/promises";
import { afterEach, beforeEach, expect, it } from "vitest";
import { killAndCount, MOMENTS } from "../../helpers/kill-notices.ts";
import { temporaryFolder } from "../../helpers/temporary-folder.ts";

let folder: string;

beforeEach(async () => {
  folder = await temporaryFolder("notices");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it("sends each notice at least once, whenever it is killed", async () => {
  const { devices, told, ids, deliveries } = await killAndCount(folder, MOMENTS);
  expect([...told].sort()).toEqual([...devices].sort());
  // One alarm of each device, one notice of it: more deliveries are copies, by their ids.
  expect(ids.size).toBe(devices.length);
  expect(deliveries).toBeGreaterThanOrEqual(ids.size);
});
