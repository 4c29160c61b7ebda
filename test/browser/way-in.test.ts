// The whole way: an admin sets up, invites a phone and lets a wall in; the phone joins, keeps graphs without a network, and is
// emptied when it is signed out from afar.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContext, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { ACCESS_PATHS } from "../../shared/wire/access.ts";
import { PATHS } from "../../shared/wire/api.ts";
import { axeFindings } from "../helpers/axe.ts";
import { describeInBrowser, launchBrowser, watchErrors } from "../helpers/browser.ts";
import { postBatch, untilControlled, untilKept } from "../helpers/installed-app.ts";
import { startTestDavy, type TestDavy } from "../helpers/start-davy.ts";

const DEVICE = "handheld 1";
const PASSWORD = "correct horse";

describeInBrowser("the way in", () => {
  const folder = mkdtempSync(join(tmpdir(), "davy-way-in-"));
  const taps = { admin: 0, phone: 0 };
  let davy: TestDavy;
  let browser: Browser;
  let admin: Page;
  let phone: Page;
  let wall: Page;
  let port = "0";

  const start = () => startTestDavy({ folder, env: { PORT: port } });
  /** Also where a test that failed has left it running: what comes next tells of itself then, and not of a port in use. */
  const startAgain = async () => {
    await davy.close();
    davy = await start();
  };
  const tap = async (who: keyof typeof taps, target: Locator) => {
    taps[who] += 1;
    await target.click();
  };
  const open = async (context: BrowserContext) => await context.newPage();
  const newContext = (isPhone = false) =>
    browser.newContext({
      locale: "en-GB",
      viewport: isPhone ? { width: 390, height: 844 } : { width: 1280, height: 800 },
    });
  const serious = async (page: Page) =>
    (await axeFindings(page)).filter(({ isSerious }) => isSerious).map(({ line }) => line);

  beforeAll(async () => {
    davy = await start();
    port = new URL(davy.url).port;
    browser = await launchBrowser();
    const now = Date.now();
    const steps = Array.from({ length: 30 }, (_, step) => now - (30 - step) * 20_000);
    await postBatch(
      davy.url,
      steps.map((t, step) => ({ device: DEVICE, t, value: 5 + (step % 3) })),
    );
    [admin, phone, wall] = (await Promise.all([newContext(), newContext(true), newContext()]).then(
      (contexts) => Promise.all(contexts.map((context) => context.newPage())),
    )) as [Page, Page, Page];
  });

  afterAll(async () => {
    await browser?.close();
    await davy?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it("asks nobody who they are before there is an admin", async () => {
    const errors = watchErrors(phone);
    await phone.goto(davy.url);
    await phone.locator(`[data-device="${DEVICE}"]`).waitFor();
    expect(await phone.getByText("Anyone on this network").count()).toBe(0);
    expect(errors).toEqual([]);
  });

  it("makes the first admin by the code of the terminal, and not by another", async () => {
    await admin.goto(`${davy.url}/settings`);
    await tap("admin", admin.getByRole("link", { name: "Set up an admin" }));
    await admin.getByLabel("Set-up code").fill("WRONGCOD");
    await admin.getByLabel("Your name").fill("Kim");
    await admin.getByLabel("Password, at least 8 characters").fill(PASSWORD);
    await admin.getByRole("button", { name: "Make the admin" }).click();
    await admin.getByText("That is not the code.").waitFor();
    expect(await serious(admin)).toEqual([]);
    await admin.getByLabel("Set-up code").fill(davy.access.setupCode ?? "");
    await tap("admin", admin.getByRole("button", { name: "Make the admin" }));
    await admin.locator(`[data-device="${DEVICE}"]`).waitFor();
  });

  it("closes the pages of everybody else from then on", async () => {
    await phone.reload();
    await phone.getByRole("button", { name: "Sign in" }).waitFor();
    expect(await phone.locator("device-row").count()).toBe(0);
    expect(await serious(phone)).toEqual([]);
  });

  it("turns a wrong name or password away, and lets the right one in, and asks for nothing before that would be refused", async () => {
    const page = await open(await newContext());
    const errors = watchErrors(page);
    await page.goto(`${davy.url}/graph`);
    await page.getByLabel("Name").fill("Kim");
    expect(errors).toEqual([]);
    await page.getByLabel("Password", { exact: true }).fill("wrong password");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByText("Name or password is wrong.").waitFor();
    await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.locator("graph-view").waitFor();
    await page.context().close();
  });

  it("invites a phone, which joins by the code and is told live to the admin", async () => {
    await tap("admin", admin.getByRole("link", { name: "Settings" }));
    await tap("admin", admin.getByRole("link", { name: "People and phones" }));
    await tap("admin", admin.getByRole("button", { name: "Add a phone" }));
    await admin.getByLabel("Whose phone is it?").fill("Lena");
    const made = admin.waitForResponse(
      (response) =>
        response.url().endsWith(ACCESS_PATHS.invitations) && response.request().method() === "POST",
    );
    await tap("admin", admin.getByRole("button", { name: "Show the code" }));
    const { token } = (await (await made).json()) as { token: string };
    await admin.getByRole("img", { name: "Code of the invitation" }).waitFor();
    expect(await serious(admin)).toEqual([]);
    await phone.goto(`${davy.url}/join#${token}`);
    await tap("phone", phone.getByRole("button", { name: "Join with this phone" }));
    await phone.getByText("Welcome, Lena").waitFor();
    expect(phone.url()).not.toContain(token);
    await admin.getByText("Joined:").waitFor();
    await tap("admin", admin.getByRole("button", { name: "Done" }));
    await tap("phone", phone.getByRole("link", { name: "To the overview" }));
    await phone.locator(`[data-device="${DEVICE}"]`).waitFor();
  });

  it("takes an invitation once", async () => {
    const other = await open(await newContext(true));
    await other.goto(`${davy.url}/join#used-or-guessed`);
    await other.getByRole("button", { name: "Join with this phone" }).click();
    await other.getByText("This invitation works no more").waitFor();
    await other.context().close();
  });

  it("shows an operator no more than they may do, and says why", async () => {
    await phone.goto(`${davy.url}/settings`);
    await phone.getByText("Only an admin may change this.").first().waitFor();
    expect(await phone.getByRole("link", { name: "People and phones" }).count()).toBe(0);
    await phone.goto(`${davy.url}/settings/people`);
    await phone.getByText("Only an admin may change this.").waitFor();
    await phone.goto(`${davy.url}/device/${encodeURIComponent(DEVICE)}#settings`);
    await phone.getByLabel("Place").waitFor();
    expect(await phone.getByLabel("Reports every").count()).toBe(0);
    expect(await phone.getByRole("button", { name: "Forget this device" }).count()).toBe(0);
  });

  it("lets a wall in by the code that it shows, which turns into a display by itself", async () => {
    await wall.goto(`${davy.url}/kiosk`);
    const code = await wall.locator("pairing-view .code").filter({ hasText: /-/ }).innerText();
    expect(await serious(wall)).toEqual([]);
    await tap("admin", admin.getByRole("link", { name: "Settings" }).first());
    await tap("admin", admin.getByRole("link", { name: "Displays" }));
    await admin.getByLabel("Code on the screen").fill(code);
    await tap("admin", admin.getByRole("button", { name: "Go on" }));
    await admin.getByText("The screen that asks:").waitFor();
    await admin.getByLabel("Where does it hang?").fill("Canteen");
    await admin.getByLabel("Theme").selectOption("dark");
    await admin.getByLabel("Language").selectOption("de");
    await tap("admin", admin.getByRole("button", { name: "Let it in" }));
    await wall.locator("kiosk-view [data-tile]").first().waitFor();
    await wall.waitForFunction(() => document.documentElement.dataset["theme"] === "dark");
    await wall.waitForFunction(() => document.documentElement.lang === "de");
    await admin.getByText(/^there/).waitFor();
  });

  it("makes a key, asks for keys, and lets a refused sender in with one tap", async () => {
    await admin.goto(`${davy.url}/settings/gateways`);
    await admin.getByLabel("New key for").fill("North gate");
    await admin.getByRole("button", { name: "Make a key" }).click();
    const key = await admin.locator("shown-key code").first().innerText();
    await admin.getByRole("button", { name: "I have it" }).click();
    await admin.getByRole("button", { name: "Ask for keys from now on" }).click();
    await admin.getByText("Only gateways with a key").waitFor();
    const post = (headers: Record<string, string>) =>
      fetch(davy.url + PATHS.receiveJson, {
        method: "POST",
        headers: { "Content-Type": "application/json", ...headers },
        body: JSON.stringify({ id: DEVICE, pct: 88, sensors: [{ type: "CO", val: 4 }] }),
      }).then(({ status }) => status);
    expect(await post({})).toBe(401);
    expect(await post({ Authorization: `Bearer ${key}` })).toBeLessThan(300);
    await admin.getByRole("link", { name: "What was refused" }).click();
    await admin.getByRole("button", { name: "Allow 127.0.0.1" }).click();
    await expect.poll(() => post({})).toBeLessThan(300);
  });

  it("opens without a network as who it was, with its graphs", async () => {
    await phone.goto(`${davy.url}/device/${encodeURIComponent(DEVICE)}`);
    await phone.getByRole("heading", { name: DEVICE, level: 1 }).waitFor();
    await untilControlled(phone);
    await untilKept(phone, "raw", 1);
    await davy.close();
    await phone.goto(`${davy.url}/graph?device=${encodeURIComponent(DEVICE)}`);
    await phone.locator("link-banner").getByText("Offline").waitFor();
    await phone.locator("canvas").first().waitFor();
    expect(await phone.getByRole("button", { name: "Sign in" }).count()).toBe(0);
  });

  it("deletes what it has stored when it is opened after a month without contact, also without a network", async () => {
    await davy.close();
    await phone.evaluate(() => {
      const kept: { contactAt: number } = JSON.parse(localStorage.getItem("davy-session") ?? "");
      kept.contactAt -= 31 * 24 * 3_600_000;
      localStorage.setItem("davy-session", JSON.stringify(kept));
    });
    await phone.goto(davy.url);
    await phone.getByText("the readings that it had stored were deleted.").waitFor();
    expect(await phone.locator("device-row").count()).toBe(0);
  });

  it("is emptied by the next contact after an admin has signed it out", async () => {
    await phone.goto("about:blank");
    await startAgain();
    await admin.goto(`${davy.url}/settings/people`);
    await admin.getByText("Lena").click();
    await admin.getByRole("button", { name: /^Sign out: / }).click();
    await vi.waitFor(
      async () => expect(await admin.getByRole("button", { name: /^Sign out: / }).count()).toBe(0),
      { timeout: 10_000 },
    );
    await phone.goto(davy.url);
    await phone.getByText("An admin has signed this device out.").waitFor();
    await untilEmpty(phone);
    expect(await phone.locator("device-row").count()).toBe(0);
    expect(await serious(phone)).toEqual([]);
    await phone.getByRole("button", { name: "Sign in" }).click();
    await phone.getByLabel("Name").waitFor();
  });

  it("empties a display that an admin removes, and shows a code again", async () => {
    await admin.goto(`${davy.url}/settings/displays`);
    await admin.getByText("Canteen").click();
    await admin.getByRole("button", { name: "Remove …" }).click();
    await admin.getByRole("button", { name: "Remove Canteen" }).click();
    await wall.getByText("An admin has removed this display.").waitFor({ timeout: 60_000 });
    await wall.locator("pairing-view .code").filter({ hasText: /-/ }).waitFor();
  });

  it("asks for few taps: to set up two, to invite five, to join two, to let a wall in four", () => {
    expect(taps).toEqual({ admin: 11, phone: 2 });
  });

  it("takes everything away at a sign-out without a network, in each tab, and does not let the cookie back in", async () => {
    await admin.goto(`${davy.url}/settings/account`);
    await untilControlled(admin);
    const tab = await admin.context().newPage();
    await tab.goto(davy.url);
    await tab.locator(`[data-device="${DEVICE}"]`).waitFor();
    await admin.getByRole("button", { name: "Sign out …" }).waitFor();
    await davy.close();
    await admin.getByRole("button", { name: "Sign out …" }).click();
    await admin.getByRole("button", { name: "Sign out", exact: true }).click();
    const words = "All readings that were stored on this device have been deleted.";
    await Promise.all([admin, tab].map((page) => page.getByText(words).waitFor()));
    expect(await tab.locator("device-row").count()).toBe(0);
    await untilEmpty(admin);
    await startAgain();
    await admin.goto(davy.url);
    await admin.getByRole("button", { name: "Sign in" }).waitFor();
    await vi.waitFor(async () => expect(await whoIs(admin)).toBe("nobody"), {
      timeout: 20_000,
      interval: 200,
    });
  });
});

/** Waits until a browser keeps nothing of the app. */
async function untilEmpty(page: Page): Promise<void> {
  const isEmpty = async () => expect(await keptOf(page)).toEqual({ databases: [], caches: [], workers: 0 });
  await vi.waitFor(isEmpty, { timeout: 15_000, interval: 200 });
}

/** What a browser keeps of the app. */
function keptOf(page: Page): Promise<{ databases: string[]; caches: string[]; workers: number }> {
  return page.evaluate(async () => ({
    databases: (await indexedDB.databases()).map(({ name = "" }) => name),
    caches: await caches.keys(),
    workers: (await navigator.serviceWorker.getRegistrations()).length,
  }));
}

function whoIs(page: Page): Promise<string> {
  return page.evaluate(async (path) => {
    const answer: { principal?: { kind: string }; code?: string } = await (await fetch(path)).json();
    return answer.principal?.kind ?? answer.code ?? "";
  }, ACCESS_PATHS.me);
}
