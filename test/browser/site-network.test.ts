// A phone on a network of its own with a server that listens on all addresses: nothing is mapped, nothing is loopback.

import { mkdirSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserContext, Page } from "playwright-core";
import { afterAll, describe, expect, it } from "vitest";
import { PATHS } from "../../shared/wire/api.ts";
import { untilControlled } from "../helpers/installed-app.ts";
import { laySiteNetwork, type SiteNetwork } from "../helpers/site-network.ts";
import { startTestDavy, type TestDavy } from "../helpers/start-davy.ts";
import { launchTrusting, WHOLE } from "../helpers/trusting-browser.ts";

const TAG = String(process.pid).slice(-6);

/**
 * Whether it is asked for, this machine lets a network be laid, and has a browser for its other end. Asked for alone: upon a new
 * network every browser of the machine begins its requests anew.
 */
function isPossible(): boolean {
  if (process.env["DAVY_NETWORK"] !== "true" || WHOLE === undefined) return false;
  const tried = laySiteNetwork(TAG);
  tried?.remove();
  return tried !== undefined;
}

describe.skipIf(!isPossible())("a phone on the network of a site", () => {
  let folder: string | undefined;
  let davy: TestDavy | undefined;
  let phone: BrowserContext | undefined;
  let network: SiteNetwork | undefined;

  afterAll(async () => {
    await phone?.close();
    await davy?.stop();
    network?.remove();
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  });

  const statusOf = (page: Page, path: string) =>
    page.evaluate(async (asked) => (await fetch(asked)).status, path);

  it("goes from the plain port to the app, keeps it, and opens it when the server is gone", async () => {
    network = laySiteNetwork(TAG);
    const site = network!;
    folder = await mkdtemp(join(tmpdir(), "davy-site-"));
    davy = await startTestDavy({ folder: join(folder, "data"), env: { HOST: "0.0.0.0" } });
    const [plain, secure] = [davy.url, davy.secureUrl!].map((url) =>
      url.replace("0.0.0.0", site.serverAddress),
    );
    expect(davy.https.certificates!.status().names).toContain(site.serverAddress);
    const device = join(folder, "phone");
    mkdirSync(device);
    const rootPem = davy.https.certificates!.root!.pem;
    const program = site.atPhone(WHOLE!, device);
    phone = await launchTrusting({ folder: device, rootPem, program });
    const page = await phone.newPage();
    await page.goto(`${plain}/trust#an-invitation-of-16`);
    await page.waitForURL(`${secure}/join**`);
    const answer = await page.goto(`${plain}/graph`);
    expect(answer?.request().redirectedFrom()?.url()).toBe(`${plain}/graph`);
    expect(new URL(page.url()).origin).toBe(secure);
    await page.goto(`${secure}/`);
    await untilControlled(page);
    // Nobody reads before there is an admin.
    expect(await statusOf(page, PATHS.devices)).toBe(401);
    await davy.close();
    await page.reload();
    await page.locator("davy-app").waitFor({ state: "attached" });
  });
});
