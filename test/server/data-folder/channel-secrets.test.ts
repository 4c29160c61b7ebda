import { rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openChannelSecrets } from "../../../server/data-folder/channel-secrets.ts";
import { recordReport } from "../../helpers/record-report.ts";
import { temporaryFolder } from "../../helpers/temporary-folder.ts";

let folder: string;

beforeEach(async () => {
  folder = await temporaryFolder("channel-secrets");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const path = () => join(folder, "channel-secrets.json");

it("keeps secrets over a restart, for the owner alone, and takes them away", async () => {
  const first = await openChannelSecrets(folder, recordReport());
  await Promise.all([first.set("a", { url: "http://x/1" }), first.set("b", { password: "p" })]);
  expect((await stat(path())).mode & 0o777).toBe(0o600);
  const second = await openChannelSecrets(folder, recordReport());
  expect([second.of("a"), second.of("b")]).toEqual([{ url: "http://x/1" }, { password: "p" }]);
  await second.set("a", null);
  expect((await openChannelSecrets(folder, recordReport())).of("a")).toEqual({});
});

it("answers the same object until a channel's are set, also where there are none", async () => {
  const secrets = await openChannelSecrets(folder, recordReport());
  expect(secrets.of("none")).toBe(secrets.of("none"));
  await secrets.set("a", { key: "k" });
  const before = secrets.of("a");
  await secrets.set("b", { key: "k" });
  expect(secrets.of("a")).toBe(before);
  await secrets.set("a", { key: "k" });
  expect(secrets.of("a")).not.toBe(before);
});

it("begins without secrets, and says so, where the file is damaged", async () => {
  await writeFile(path(), "{");
  const report = recordReport();
  const secrets = await openChannelSecrets(folder, report);
  expect(secrets.of("a")).toEqual({});
  expect(JSON.stringify(report.lines)).toContain("set the passwords of the notices' channels again");
});

it("is as it was where the disk refuses", async () => {
  const secrets = await openChannelSecrets(folder, recordReport());
  await secrets.set("a", { key: "k" });
  await rm(folder, { recursive: true });
  await expect(secrets.set("a", null)).rejects.toThrow();
  expect(secrets.of("a")).toEqual({ key: "k" });
});
