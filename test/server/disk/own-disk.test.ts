import { expect, it } from "vitest";
import { isOnOwnDisk } from "../../../server/disk/own-disk.ts";

it("knows a file system of this machine, and takes no other for one", async () => {
  expect(await isOnOwnDisk("/dev/shm")).toBe(true);
  expect(await isOnOwnDisk("/proc")).toBe(false);
  expect(await isOnOwnDisk("/dev/shm/there is no such folder")).toBe(false);
});
