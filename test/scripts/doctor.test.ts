import { rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { judgeAccess } from "../../scripts/doctor/access.ts";
import { checkFolder } from "../../scripts/doctor/folder.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";

const HERE = "http://127.0.0.1:8000";
const ALL = "http://0.0.0.0:8000";

it.each([
  [{ mode: "open", posts: "open", url: HERE }, { state: "ok" }],
  [{ mode: "open", posts: "open", url: "http://[::1]:8000" }, { state: "ok" }],
  [
    { mode: "open", posts: "open", url: ALL },
    { state: "look", todo: "Make an admin: npm run admin -- <name>" },
  ],
  [
    { mode: "setup", posts: "keys", url: ALL },
    { state: "look", todo: "Make an admin: npm run admin -- <name>" },
  ],
  [
    { mode: "closed", posts: "open", url: ALL },
    { state: "look", todo: "Give gateways keys in the app, then ask for them there." },
  ],
  [{ mode: "closed", posts: "keys", url: ALL }, { state: "ok" }],
] as const)("judges who is let in: %j", ({ url, ...access }, finding) => {
  const { state, todo } = judgeAccess(access, url);
  expect({ state, ...(todo === undefined ? {} : { todo }) }).toEqual(finding);
});

it("says what stands in the place of the data folder, or above it", async () => {
  const folder = await temporaryFolder("doctor");
  await writeFile(join(folder, "file"), "");
  await symlink("nowhere", join(folder, "dangling"));
  for (const [given, obstacle] of [
    ["file", "file"],
    ["file/data", "file"],
    ["dangling", "dangling"],
    ["dangling/a/b", "dangling"],
  ] as const)
    expect(await checkFolder(join(folder, given)), given).toMatchObject({
      state: "bad",
      says: `${join(folder, given)} cannot be a folder: ${join(folder, obstacle)} is none.`,
    });
  expect(await checkFolder(join(folder, "new/data"))).toMatchObject({ state: "look" });
  expect(await checkFolder(folder)).toMatchObject({ state: "ok" });
  await rm(folder, { recursive: true });
});
