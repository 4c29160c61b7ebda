// The kiosk before a real server, which is really killed and started again.

import { rm } from "node:fs/promises";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { describeInBrowser, launchBrowser, SIZES } from "../helpers/browser.ts";
import { type ServerProcess, startServerProcess } from "../helpers/server-process.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";

async function post(url: string, value: number): Promise<void> {
  const body = JSON.stringify({ pct: 90, id: "fixed-01", sensors: [{ type: "CO", val: value }] });
  const answer = await fetch(`${url}/receive-json`, { method: "POST", body });
  expect(answer.status).toBe(200);
}

describeInBrowser("kiosk and server", () => {
  let folder: string;
  let server: ServerProcess;
  let browser: Browser;

  beforeAll(async () => {
    folder = await temporaryFolder("kiosk");
    server = await startServerProcess(folder);
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.end("SIGTERM");
    await rm(folder, { recursive: true, force: true });
  });

  it("says that nobody may rely on it while the server is dead, and shows live values after its return", async () => {
    const page = await browser.newPage({ viewport: SIZES.wall });
    await post(server.url, 41);
    await page.goto(`${server.url}/kiosk`);
    await page.locator(".tile.a1", { hasText: "41" }).waitFor();
    const { port } = new URL(server.url);
    await server.end("SIGKILL");
    await page.getByText("Do not rely on this display.").waitFor({ timeout: 30_000 });
    await page.locator(".takeover li", { hasText: /fixed-01.*Alarm A1.*41/s }).waitFor();
    server = await startServerProcess(folder, { PORT: port });
    await post(server.url, 77);
    await page.locator(".tile.a2", { hasText: "77" }).waitFor({ timeout: 45_000 });
    await expect.poll(() => page.locator(".takeover").count()).toBe(0);
    await page.close();
  });
});
