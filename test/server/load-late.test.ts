import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { CannotLoad, late, once } from "../../server/load-late.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";

let folder: string;
beforeEach(async () => {
  folder = await temporaryFolder("load-late");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it("makes once for all who ask, and anew after a failure", async () => {
  let asked = 0;
  const get = once(async () => {
    asked += 1;
    if (asked === 1) throw new Error("the first");
    return asked;
  });
  await expect(get()).rejects.toThrow("the first");
  expect(await Promise.all([get(), get()])).toEqual([2, 2]);
  expect(await get()).toBe(2);
});

it("does not try to load while files cannot be opened, and loads with the next ask", async () => {
  const stands = join(folder, "stands");
  let tries = 0;
  const get = late(async () => (tries += 1), stands);
  await expect(get()).rejects.toThrow(CannotLoad);
  expect(tries).toBe(0);
  await writeFile(stands, "");
  expect([await get(), await get()]).toEqual([1, 1]);
});
