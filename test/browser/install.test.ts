// What makes the app installable, and what its worker keeps its hands off.

import { readFileSync } from "node:fs";
import type { Browser, BrowserContext, Page, Response } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { COLUMNS_TYPE } from "../../pwa/offline/slice-ref.ts";
import { sliceOf } from "../../shared/history/slice.ts";
import { devicePath, PATHS, slicePath } from "../../shared/wire/api.ts";
import { describeInBrowser, launchBrowser, watchErrors } from "../helpers/browser.ts";
import { countStreams, postBatch, untilControlled } from "../helpers/installed-app.ts";
import { startTestDavy, type TestDavy } from "../helpers/start-davy.ts";

interface Manifest {
  readonly icons: readonly { readonly src: string; readonly sizes: string }[];
  readonly screenshots: readonly {
    readonly src: string;
    readonly sizes: string;
    readonly form_factor: string;
  }[];
  readonly shortcuts: readonly { readonly url: string }[];
}

/** Width and height of a PNG, out of its first chunk. */
function pngSize(bytes: Buffer): string {
  return `${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`;
}

describeInBrowser("installing", () => {
  let davy: TestDavy;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;

  beforeAll(async () => {
    davy = await startTestDavy();
    browser = await launchBrowser();
    context = await browser.newContext();
    page = await context.newPage();
    await page.goto(davy.url);
    await untilControlled(page);
  });

  afterAll(async () => {
    await browser?.close();
    await davy?.stop();
  });

  it("meets every criterion of the browser", async () => {
    const cdp = await context.newCDPSession(page);
    const { installabilityErrors } = await cdp.send("Page.getInstallabilityErrors");
    // Pages of an automated context count as incognito, where nothing can be installed.
    expect(installabilityErrors.filter(({ errorId }) => errorId !== "in-incognito")).toEqual([]);
    const { errors, data } = await cdp.send("Page.getAppManifest");
    expect(errors).toEqual([]);
    expect(JSON.parse(data ?? "{}")).toMatchObject({ id: "/", display: "standalone", scope: "/" });
  });

  it("has its worker show an alarm that is pushed", async () => {
    // Without a screen Chromium lets nobody show notifications: what the worker asks it for is looked at.
    const asked = await context.serviceWorkers()[0]?.evaluate(async () => {
      interface Worker {
        readonly registration: ServiceWorkerRegistration;
        readonly PushEvent: new (type: string, init: { readonly data: string }) => Event;
      }
      const { registration, PushEvent } = globalThis as unknown as Worker;
      return new Promise<string>((resolve) => {
        registration.showNotification = async (title, { tag, data } = {}) =>
          resolve(`${title}; ${tag}; ${data.path}`);
        const alarm = { id: "7-a", title: "A2 alarm", body: "", priority: "critical", at: 1, isLoud: true };
        const data = JSON.stringify({ title: "", body: "", alarms: [alarm], more: 0 });
        globalThis.dispatchEvent(new PushEvent("push", { data }));
      });
    });
    expect(asked).toBe("A2 alarm; alarm 7-a; /alarms/7-a");
  });

  it("has every picture that the manifest names, in the size that it names", async () => {
    const manifest = JSON.parse(readFileSync("pwa/manifest.webmanifest", "utf8")) as Manifest;
    expect(manifest.screenshots.map(({ form_factor }) => form_factor)).toEqual(["wide", "narrow"]);
    expect(manifest.shortcuts.map(({ url }) => url)).toEqual(["/graph", "/kiosk"]);
    for (const { src, sizes } of [...manifest.icons, ...manifest.screenshots]) {
      const answer = await fetch(davy.url + src);
      expect(answer.status, src).toBe(200);
      if (src.endsWith(".png")) expect(pngSize(Buffer.from(await answer.arrayBuffer())), src).toBe(sizes);
    }
  });

  it("is served so that an update is always seen", async () => {
    const types = {
      "/sw.js": /javascript/,
      "/manifest.webmanifest": /^application\/manifest\+json/,
      "/": /^text\/html/,
    };
    for (const [path, type] of Object.entries(types)) {
      const answer = await fetch(davy.url + path);
      expect(answer.headers.get("Content-Type"), path).toMatch(type);
      expect(answer.headers.get("Cache-Control"), path).toBe("no-cache");
    }
  });

  it("lets the worker answer the shell and its own slices, and nothing else", async () => {
    const answered = new Map<string, boolean>();
    const note = (response: Response) =>
      void answered.set(
        `${response.request().method()} ${new URL(response.url()).pathname}`,
        response.fromServiceWorker(),
      );
    const now = Date.now();
    await postBatch(davy.url, [{ device: "a", t: now, value: 1 }]);
    context.on("response", note);
    const errors = watchErrors(page);
    await page.reload();
    const slice = slicePath("a", "raw", sliceOf("raw", now));
    await page.evaluate(
      async ({ reads, slice, write, device, columns }) => {
        for (const path of reads) await fetch(path);
        await fetch(slice, { headers: { Accept: columns } });
        await fetch(write, { method: "POST", body: '{"id":"a","pct":90,"sensors":[{"type":"CO","val":1}]}' });
        await fetch(device, {
          method: "PATCH",
          headers: { "Content-Type": "application/json" },
          body: '{"name":"A"}',
        });
      },
      {
        slice,
        columns: COLUMNS_TYPE,
        write: PATHS.receiveJson,
        device: devicePath("a"),
        reads: [
          `${PATHS.exportCsv}?device=a&from=${new Date(now - 1_000).toISOString()}&to=${new Date(now).toISOString()}`,
          PATHS.metrics,
          PATHS.health,
          PATHS.devices,
          PATHS.backup,
          PATHS.lastEntity,
        ],
      },
    );
    await expect.poll(() => answered.has(`GET ${PATHS.events}`)).toBe(true);
    context.off("response", note);
    expect(errors).toEqual([]);
    const byWorker = [...answered].filter(([, isWorker]) => isWorker).map(([request]) => request);
    expect(byWorker).toEqual(expect.arrayContaining(["GET /", `GET ${slice}`]));
    const shell =
      /^GET (\/|\/assets\/.*|\/icons\/.*|\/manifest\.webmanifest|\/api\/v1\/devices\/[^/]+\/history\/.*)$/;
    expect(byWorker.filter((request) => !shell.test(request))).toEqual([]);
    for (const path of [
      PATHS.events,
      PATHS.exportCsv,
      PATHS.metrics,
      PATHS.health,
      PATHS.devices,
      PATHS.backup,
    ])
      expect(answered.get(`GET ${path}`), path).toBe(false);
    expect(answered.get(`POST ${PATHS.receiveJson}`)).toBe(false);
    expect(answered.get(`PATCH ${devicePath("a")}`)).toBe(false);
  });

  it("has one stream for one page, whatever was reloaded before", async () => {
    for (let time = 0; time < 3; time += 1) await page.reload();
    await page.getByText("Live").first().waitFor();
    await expect.poll(() => countStreams(davy.url)).toBe(1);
  });
});
