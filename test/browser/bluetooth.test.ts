// This phone as a gateway, on a real server, with an instrument at the seam to the browser's Bluetooth.

import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type DevicesAnswer, PATHS } from "../../shared/wire/api.ts";
import { axeFindings } from "../helpers/axe.ts";
import {
  describeInBrowser,
  keepScreenshot,
  launchBrowser,
  SIZES,
  sidewaysExcess,
  watchErrors,
} from "../helpers/browser.ts";
import { GLOVE_PX, smallTargets } from "../helpers/small-targets.ts";
import { startTestDavy, type TestDavy } from "../helpers/start-davy.ts";

/** Puts an instrument where a browser has its Bluetooth; `window.notify` is what it says, `window.lose` its going out of reach. */
function fakeBluetooth(): void {
  const characteristic = new EventTarget() as EventTarget & {
    value?: DataView;
    startNotifications?: () => unknown;
  };
  characteristic.startNotifications = async () => characteristic;
  const service = { getCharacteristic: async () => characteristic };
  const instrument = new EventTarget() as EventTarget & { name?: string; gatt?: object };
  instrument.name = "GasMeter 7";
  instrument.gatt = {
    connect: async () => ({ getPrimaryService: async () => service }),
    disconnect: () => undefined,
  };
  Object.defineProperty(navigator, "bluetooth", { value: { requestDevice: async () => instrument } });
  Object.assign(window, {
    notify: (text: string) => {
      characteristic.value = new DataView(new TextEncoder().encode(text).buffer);
      characteristic.dispatchEvent(new Event("characteristicvaluechanged"));
    },
    lose: () => instrument.dispatchEvent(new Event("gattserverdisconnected")),
  });
}

describeInBrowser("the gateway by Bluetooth", () => {
  let davy: TestDavy;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    davy = await startTestDavy();
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await davy?.stop();
  });

  const notify = (text: string) =>
    page.evaluate((said) => (window as unknown as { notify(text: string): void }).notify(said), text);
  const values = async () => {
    const { devices } = (await (await fetch(davy.url + PATHS.devices)).json()) as DevicesAnswer;
    return devices.flatMap(({ sensors }) => sensors.map(({ value }) => value));
  };

  it("connects, passes readings on, and keeps them over a reload while there is no network", async () => {
    const context = await browser.newContext({ viewport: SIZES.phone, locale: "en-GB" });
    page = await context.newPage();
    await page.addInitScript(fakeBluetooth);
    const errors = watchErrors(page);
    await page.goto(`${davy.url}/settings/bluetooth`);
    await page.getByRole("button", { name: "Choose an instrument" }).click();
    await page.getByText("Connected to GasMeter 7").waitFor();
    const text = JSON.stringify({ id: "meter", sensors: [{ type: "CO", val: 12 }] });
    await notify(text.slice(0, 20));
    await notify(`${text.slice(20)}\0\0`);
    await expect.poll(values).toEqual([12]);
    await page.getByText("Passed on since the app was opened: 1").waitFor();
    await page.route(`**${PATHS.readings}`, (route) => route.abort());
    await notify(JSON.stringify({ id: "meter", sensors: [{ type: "CO", val: 13 }] }));
    await page.getByText("The server cannot be reached. They are kept").waitFor();
    for (const theme of ["light", "dark", "contrast"]) {
      await page.evaluate((name) => {
        document.documentElement.dataset["theme"] = name;
      }, theme);
      expect([theme, await axeFindings(page)]).toEqual([theme, []]);
      await keepScreenshot(page, `bluetooth-${theme}`);
    }
    expect(await smallTargets(page, GLOVE_PX)).toEqual([]);
    expect(await sidewaysExcess(page)).toEqual({ phone: 0, tablet: 0, wall: 0 });
    await keepScreenshot(page, "bluetooth-wall");
    await page.setViewportSize(SIZES.phone);
    await page.evaluate(() => {
      document.documentElement.style.fontSize = "200%";
    });
    expect(await axeFindings(page)).toEqual([]);
    expect(await page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - innerWidth))).toBe(0);
    await keepScreenshot(page, "bluetooth-large");
    await page.evaluate(() => (window as unknown as { lose(): void }).lose());
    await page.getByText("Connected to GasMeter 7").waitFor();
    await page.unroute(`**${PATHS.readings}`);
    await page.reload();
    await expect.poll(values).toEqual([13]);
    await page.getByText("Nothing waits").waitFor();
    expect(errors.filter((error) => !/ERR_FAILED|Failed to load/.test(String(error)))).toEqual([]);
    await context.close();
  });

  it("says in German what a browser without Bluetooth cannot do", async () => {
    const context = await browser.newContext({ viewport: SIZES.phone, locale: "de-DE" });
    page = await context.newPage();
    await page.addInitScript(() => Object.defineProperty(navigator, "bluetooth", { value: undefined }));
    await page.goto(`${davy.url}/settings/bluetooth`);
    await page.getByText("Hier gibt es kein Bluetooth").waitFor();
    await keepScreenshot(page, "bluetooth-none-german");
    await context.close();
  });
});
