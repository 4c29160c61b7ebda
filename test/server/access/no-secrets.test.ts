// A full run with every secret that there is: none of them stands in the log, in metrics, in answers or in the data folder.

import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { readShellKey } from "../../../server/data-folder/shell-key.ts";
import { ACCESS_PATHS } from "../../../shared/wire/access.ts";
import { PATHS } from "../../../shared/wire/api.ts";
import { PASSWORD, setUpAdmin, visitor } from "../../helpers/as-person.ts";
import { CLIENT_SECRET } from "../../helpers/oidc-issuer.ts";
import { SignOnWalk, startSignOnSite } from "../../helpers/sign-on-walk.ts";
import { startTestDavy, type TestDavy } from "../../helpers/start-davy.ts";
import { temporaryFolder } from "../../helpers/temporary-folder.ts";

const folders: string[] = [];
const running: TestDavy[] = [];

async function start(env: Record<string, string> = {}): Promise<TestDavy> {
  const folder = await temporaryFolder("no-secrets");
  folders.push(folder);
  const davy = await startTestDavy({ folder, env });
  running.push(davy);
  return davy;
}
afterEach(async () => {
  for (const davy of running.splice(0)) await davy.stop();
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

async function filesOf(folder: string): Promise<string> {
  const files = await readdir(folder, { recursive: true, withFileTypes: true });
  const texts = files
    .filter((file) => file.isFile())
    .map((file) => readFile(join(file.parentPath, file.name), "latin1"));
  return (await Promise.all(texts)).join("\n");
}

it("leaves no secret behind", async () => {
  const davy = await start({ DAVY_LOG: "debug" });
  const code = davy.access.setupCode ?? "";
  const shell = (await readShellKey(davy.folder)) ?? "";
  const admin = await setUpAdmin(davy);
  const guest = { name: "Ben", role: "viewer" };
  const { token } = (await admin.ask(ACCESS_PATHS.invitations, { method: "POST", body: guest })).body;
  const phone = visitor(davy.url);
  await phone.ask(ACCESS_PATHS.join, { method: "POST", body: { token } });
  await phone.ask(ACCESS_PATHS.session, {
    method: "POST",
    body: { name: "Ada", password: "a wrong password" },
  });
  const own = "password of my own";
  await admin.ask(ACCESS_PATHS.password, { method: "PUT", body: { old: PASSWORD, new: own } });
  await phone.ask(PATHS.receiveJson, {
    method: "POST",
    body: "no json",
    headers: { authorization: `Bearer ${token}` },
  });
  const answers = [];
  for (const path of [
    PATHS.metrics,
    PATHS.logbook,
    ACCESS_PATHS.people,
    ACCESS_PATHS.sessions,
    ACCESS_PATHS.invitations,
  ])
    answers.push(JSON.stringify((await admin.ask(path)).body));
  const sessions = [admin.cookie, phone.cookie].map((cookie) => cookie.split("=")[1] ?? "");
  await davy.close();
  const told = [JSON.stringify(davy.report.lines), ...answers].join("\n");
  const kept = await filesOf(davy.folder);
  expect(kept).toContain("scrypt$4$1$1$");
  expect(told).not.toContain("scrypt$");
  for (const secret of [code, shell, token, PASSWORD, "a wrong password", own, ...sessions]) {
    expect(secret.length).toBeGreaterThan(7);
    expect([told.includes(secret), kept.includes(secret)]).toEqual([false, false]);
  }
});

it("leaves no secret of a sign-on behind", async () => {
  const site = await startSignOnSite({ env: { DAVY_LOG: "debug" } });
  const admin = await setUpAdmin(site.davy);
  site.issuer.accounts.set("u1", { name: "Lena", groups: ["gas"] });
  site.issuer.account = "u1";
  const walk = new SignOnWalk(site);
  const back = await walk.follow(await walk.begin());
  const [, flow = ""] = walk.onTheWay.split("=");
  await walk.comeBack(back);
  await walk.comeBack(back);
  site.issuer.isGone = true;
  await walk.atDavy.ask(ACCESS_PATHS.signOnEnd);
  const answers = [];
  for (const path of [PATHS.metrics, PATHS.logbook, ACCESS_PATHS.people, ACCESS_PATHS.sessions])
    answers.push(JSON.stringify((await admin.ask(path)).body));
  await site.davy.close();
  await site.issuer.stop();
  const told = [JSON.stringify(site.davy.report.lines), ...answers, await filesOf(site.davy.folder)].join(
    "\n",
  );
  expect(told).toContain("Lena");
  const { searchParams } = new URL(back);
  const sent = ["code", "state"].map((name) => searchParams.get(name) ?? "");
  for (const secret of [CLIENT_SECRET, flow.split(".")[0] ?? "", ...sent]) {
    expect(secret.length).toBeGreaterThan(20);
    expect(told.includes(secret)).toBe(false);
  }
  await rm(site.davy.folder, { recursive: true, force: true });
});

it("keeps a browser signed in at two servers of one host, whose ports its cookies do not tell apart", async () => {
  const [one, two] = [await start(), await start()];
  const [atOne, atTwo] = [await setUpAdmin(one), await setUpAdmin(two, "Ben")];
  const both = `${atOne.cookie}; ${atTwo.cookie}`;
  const names = [];
  for (const davy of [one, two])
    names.push((await visitor(davy.url, both).ask(ACCESS_PATHS.me)).body.principal.name);
  expect(names).toEqual(["Ada", "Ben"]);
});
