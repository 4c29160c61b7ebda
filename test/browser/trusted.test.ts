// A phone on a site without internet: it trusts the site's root, and from then on keeps the app.

import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserContext } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { certificateFiles } from "../../server/tls/certificate-files.ts";
import { makeLeaf } from "../../server/tls/issue.ts";
import { leafLife } from "../../server/tls/renewal.ts";
import { untilControlled } from "../helpers/installed-app.ts";
import { startTestDavy, type TestDavy } from "../helpers/start-davy.ts";
import { describeTrusting, launchTrusting } from "../helpers/trusting-browser.ts";

const SITE_HOSTS = ["pump-house.local", "192.168.7.20"];
const FOREIGN_HOSTS = ["google.com", "8.8.8.8"];
const HOSTS = [...SITE_HOSTS, ...FOREIGN_HOSTS].map((host) => `MAP ${host} 127.0.0.1`);
const TOKEN = "an-invitation-of-16";

describeTrusting("a device that was given the site's root", () => {
  let folder: string;
  let davy: TestDavy;
  let device: BrowserContext;
  const ports = () => ({ plain: new URL(davy.url).port, secure: new URL(davy.secureUrl!).port });

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "davy-trusted-"));
    davy = await startTestDavy({ folder: join(folder, "data"), env: { DAVY_HTTPS_PORT: "0" } });
    for (const host of SITE_HOSTS) await davy.https.certificates!.addName(host);
    const rootPem = davy.https.certificates!.root!.pem;
    device = await launchTrusting({ folder: join(folder, "device"), rootPem, hosts: HOSTS });
  });
  afterAll(async () => {
    await device?.close();
    await davy?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it("is led from /trust to the invitation as soon as it trusts the site, and one that does not waits", async () => {
    const { plain, secure } = ports();
    const address = `http://pump-house.local:${plain}/trust#${TOKEN}`;
    const stranger = await launchTrusting({ folder: join(folder, "stranger"), hosts: HOSTS });
    const waiting = await stranger.newPage();
    const refused = waiting.waitForEvent("requestfailed", (request) => request.url().endsWith("/check"));
    await waiting.goto(address);
    expect((await refused).failure()?.errorText).toBe("net::ERR_CERT_AUTHORITY_INVALID");
    await waiting.getByText("Waiting until this device trusts the site").waitFor();
    expect(waiting.url()).toBe(address);
    await stranger.close();
    const page = await device.newPage();
    await page.goto(address);
    await page.waitForURL(`https://pump-house.local:${secure}/join**`);
    await page.close();
  });

  it("does not let that root vouch for a name or an address of the internet, nor for one beside a name of the site", async () => {
    const root = (await certificateFiles(davy.folder).readRoot())!;
    const page = await device.newPage();
    for (const host of FOREIGN_HOSTS) {
      const names = ["pump-house.local", host];
      const leaf = await makeLeaf(root, { names, life: leafLife(Date.now()), randomBytes });
      const server = createServer(leaf, (_, answer) => answer.end("forged"));
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      const { port } = server.address() as AddressInfo;
      for (const name of names)
        await expect(page.goto(`https://${name}:${port}/`)).rejects.toThrowError(/ERR_CERT_/);
      server.closeAllConnections();
      server.close();
    }
  });

  // The last of them ends the server.
  it("keeps the app, installs it, and starts it offline, at a name and at an address", async () => {
    const { secure } = ports();
    const pages = [];
    for (const host of SITE_HOSTS) {
      const page = await device.newPage();
      await page.goto(`https://${host}:${secure}/`);
      await untilControlled(page);
      expect(await page.evaluate(() => isSecureContext)).toBe(true);
      const cdp = await device.newCDPSession(page);
      const { installabilityErrors } = await cdp.send("Page.getInstallabilityErrors");
      expect(installabilityErrors.filter(({ errorId }) => errorId !== "in-incognito")).toEqual([]);
      pages.push(page);
    }
    await davy.close();
    for (const page of pages) {
      await page.reload();
      await page.locator("davy-app").waitFor({ state: "attached" });
      expect(await page.evaluate(() => document.readyState)).not.toBe("loading");
      expect(await page.title()).toContain("Davy");
    }
  });
});
