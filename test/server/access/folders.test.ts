// What a server finds in its folder says how it is guarded: nothing that was closed opens by itself, and what was open takes posts
// until somebody says otherwise.

import { cp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { ACCESS_PATHS, type MeAnswer } from "../../../shared/wire/access.ts";
import { PATHS } from "../../../shared/wire/api.ts";
import { PASSWORD, setUpAdmin, visitor } from "../../helpers/as-person.ts";
import { startTestDavy, type TestDavy } from "../../helpers/start-davy.ts";
import { temporaryFolder } from "../../helpers/temporary-folder.ts";
import { unpackFixture } from "../../helpers/unpack-fixture.ts";

const folders: string[] = [];
let davy: TestDavy | undefined;

afterEach(async () => {
  await davy?.stop();
  davy = undefined;
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

function keep(folder: string): string {
  folders.push(folder);
  return folder;
}

/** A server on a folder, as others reach it. */
async function startFor(host: string, folder: string): Promise<TestDavy> {
  await davy?.stop();
  const env = { HOST: host, DAVY_RAW_DAYS: "0", DAVY_MINUTE_DAYS: "0" };
  const started = await startTestDavy({ folder, env });
  davy = { ...started, url: started.url.replace("0.0.0.0", "127.0.0.1") };
  return davy;
}

const me = async (url: string) => (await visitor(url).ask(ACCESS_PATHS.me)).body as MeAnswer;
const READING = { method: "POST", body: { id: "a", sensors: [{ type: "CO", val: 1 }] } };
const EVERYWHERE = "0.0.0.0";

it("leaves the data of 0.1.0 open, says so all the time, and closes their pages with the first admin", async () => {
  const folder = keep(await unpackFixture("data-0.1.0.tar"));
  for (let start = 0; start < 2; start += 1) {
    const { url } = await startFor(EVERYWHERE, folder);
    expect(await me(url)).toMatchObject({ mode: "open", posts: "open", hasAdmin: false });
    const health = (await visitor(url).ask(PATHS.health)).body;
    expect(health.reasons.join()).toContain("Whoever reaches this server reads and writes");
  }
  const server = davy as unknown as TestDavy;
  const admin = await setUpAdmin(server);
  expect((await visitor(server.url).ask(PATHS.devices)).status).toBe(401);
  expect((await admin.ask(PATHS.devices)).status).toBe(200);
  expect((await visitor(server.url).ask(PATHS.receiveJson, READING)).status).toBe(200);
  expect((await visitor(server.url).ask(PATHS.health)).body.reasons.join()).toContain("without a key");
});

it("reads to nobody what was open on its own machine, once others can reach it, and goes on taking posts", async () => {
  const folder = keep(await temporaryFolder("folders"));
  const { url } = await startFor("127.0.0.1", folder);
  expect((await visitor(url).ask(PATHS.receiveJson, READING)).status).toBe(200);
  const { url: reached } = await startFor(EVERYWHERE, folder);
  expect(await me(reached)).toMatchObject({ mode: "setup", posts: "open" });
  expect((await visitor(reached).ask(PATHS.devices)).status).toBe(401);
  expect((await visitor(reached).ask(PATHS.receiveJson, READING)).status).toBe(200);
});

it("knows its people again from the events when the catalogue is lost", async () => {
  const folder = keep(await temporaryFolder("folders"));
  const admin = await setUpAdmin(await startFor("127.0.0.1", folder));
  await davy?.close();
  for (const name of ["davy.sqlite", "davy.spare.sqlite"]) await rm(join(folder, name));
  const { url } = await startFor("127.0.0.1", folder);
  expect(await me(url)).toMatchObject({ mode: "closed", principal: { kind: "nobody" } });
  expect((await visitor(url, admin.cookie).ask(ACCESS_PATHS.me)).body.principal.name).toBe("Ada");
  const body = { name: "Ada", password: PASSWORD };
  expect((await visitor(url).ask(ACCESS_PATHS.session, { method: "POST", body })).status).toBe(200);
});

it("lets in whom it let in before on a copy of its folder, which is another log, until they sign out there", async () => {
  const folder = keep(await temporaryFolder("folders"));
  const admin = await setUpAdmin(await startFor("127.0.0.1", folder));
  const before = await me(davy?.url ?? "");
  await davy?.close();
  const copy = keep(await temporaryFolder("folders"));
  await cp(folder, copy, { recursive: true });
  const { url } = await startFor("127.0.0.1", copy);
  const restored = visitor(url, `davy-zzzzzzzz=of-another-server; ${admin.cookie}`);
  const answer = await restored.ask(ACCESS_PATHS.me);
  expect(answer.body.principal.name).toBe("Ada");
  expect(answer.body.instance).not.toBe(before.instance);
  // From now on by the copy's own name.
  expect(restored.cookie).toBe(admin.cookie.replace(before.instance, answer.body.instance));
  expect((await restored.ask(ACCESS_PATHS.session, { method: "DELETE" })).status).toBe(204);
  expect((await visitor(url, admin.cookie).ask(ACCESS_PATHS.me)).body.principal.kind).toBe("nobody");
});

it("opens to no other machine when its people are lost with all that tells of them", async () => {
  const folder = keep(await temporaryFolder("folders"));
  await setUpAdmin(await startFor("127.0.0.1", folder));
  await davy?.close();
  for (const name of ["davy.sqlite", "davy.spare.sqlite"]) await rm(join(folder, name));
  const month = new Date().toISOString().slice(0, 7);
  await writeFile(join(folder, "events", `${month}.sqlite`), "no database");
  const { url } = await startFor(EVERYWHERE, folder);
  expect(await me(url)).toMatchObject({ mode: "setup", hasAdmin: false });
  expect((await visitor(url).ask(PATHS.devices)).status).toBe(401);
});
