// The way in from the shell: an admin, and a new password, with the server running and stopped.

import { rm } from "node:fs/promises";
import { afterEach, beforeEach, expect, it } from "vitest";
import { ACCESS_PATHS } from "../../shared/wire/access.ts";
import { visitor } from "../helpers/as-person.ts";
import { runScript } from "../helpers/run-script.ts";
import { startTestDavy } from "../helpers/start-davy.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";

let folder: string;

beforeEach(async () => {
  folder = await temporaryFolder("admin");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Runs it; resolves to what it says the password is. */
async function makeAdmin(name: string): Promise<string> {
  const script = runScript("admin", [name, "--data", folder]);
  const [, password = ""] = await script.printed(/Password: (\S+)/);
  expect(await script.ended()).toBe(0);
  return password;
}

async function signIn(url: string, password: string): Promise<[number, string]> {
  const body = { name: "Ada", password };
  const answer = await visitor(url).ask(ACCESS_PATHS.session, { method: "POST", body });
  return [answer.status, answer.body.principal?.role];
}

it("makes an admin of a stopped server, and gives a new password by a running one", async () => {
  const first = await makeAdmin("Ada");
  const davy = await startTestDavy({ folder });
  expect(await signIn(davy.url, first)).toEqual([200, "admin"]);
  const second = await makeAdmin("ada");
  expect(await signIn(davy.url, second)).toEqual([200, "admin"]);
  expect(await signIn(davy.url, first)).toEqual([403, undefined]);
  await davy.stop();
});
