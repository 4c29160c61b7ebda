import { afterEach, expect, it } from "vitest";
import { PATHS } from "../../../../shared/wire/api.ts";
import { setUpAdmin, visitor } from "../../../helpers/as-person.ts";
import { startTestDavy, type TestDavy } from "../../../helpers/start-davy.ts";

let davy: TestDavy;
afterEach(() => davy.stop());

const FORWARDED = { "x-forwarded-for": "203.0.113.9" };
const ask = (headers = {}, method = "GET", path: string = PATHS.devices) =>
  visitor(davy.url).ask(path, { method, headers });

it("refuses what a proxy passes on that nobody named, while nobody is asked who they are", async () => {
  davy = await startTestDavy();
  expect(await ask(FORWARDED)).toMatchObject({ status: 403, body: { code: "unknown_proxy" } });
  expect((await ask({ forwarded: "for=203.0.113.9" })).status).toBe(403);
  expect((await ask()).status).toBe(200);
  // A device's post loses nothing for the proxy that it comes by.
  expect((await ask(FORWARDED, "POST", PATHS.receiveJson)).status).toBe(400);
  await setUpAdmin(davy);
  expect((await ask(FORWARDED)).body.code).toBe("unauthenticated");
});

it("takes what a proxy passes on that is named", async () => {
  davy = await startTestDavy({ env: { DAVY_TRUSTED_PROXIES: "127.0.0.0/8" } });
  expect((await ask(FORWARDED)).status).toBe(200);
});

it("lets pages of others read for as long as everybody may, and none once people sign in", async () => {
  davy = await startTestDavy();
  const foreign = { origin: "https://elsewhere.example" };
  expect((await ask(foreign)).headers.get("access-control-allow-origin")).toBe("*");
  await setUpAdmin(davy);
  expect((await ask(foreign)).headers.get("access-control-allow-origin")).toBe(null);
});
