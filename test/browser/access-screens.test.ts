// The screens of who may come in, over a server that a test scripts: three themes, narrow and wide, two languages, large text.

import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Standing } from "../../pwa/src/data/base/session.ts";
import type { Permission } from "../../shared/wire/access.ts";
import { type AppPages, startAppPages } from "../helpers/app-page.ts";
import { axeFindings, STANDARDS } from "../helpers/axe.ts";
import { describeInBrowser, goTo, keepScreenshot } from "../helpers/browser.ts";
import { scriptedEntrances } from "../helpers/scripted-entrances.ts";
import { scriptedFleet } from "../helpers/scripted-fleet.ts";
import { scriptAccess } from "./page/scripted-access.ts";

const NOW = Date.UTC(2026, 10, 23, 14, 32, 5);
const ALL: readonly Permission[] = ["self", "read", "export", "operate", "settings", "backup", "admin"];
const THEMES = ["light", "dark", "contrast"] as const;

function personIn(
  role: "viewer" | "admin",
  permissions: readonly Permission[],
): Extract<Standing, { readonly kind: "in" }> {
  const who = {
    kind: "person",
    id: "p1",
    name: "Kim Aydin",
    role,
    places: null,
    hasPassword: true,
    isFromSignOn: false,
  } as const;
  return {
    kind: "in",
    isSure: true,
    me: { mode: "closed", hasAdmin: true, who, permissions, offlineDays: 30 },
  };
}

const ADMIN = personIn("admin", ALL);

interface Screen {
  readonly name: string;
  readonly path: string;
  readonly standing: Standing;
  readonly ready: string;
  readonly prepare?: (page: Page) => Promise<void>;
}

const openAll = async (page: Page) => {
  for (const summary of await page.locator("summary").filter({ visible: true }).all()) await summary.click();
};

const SCREENS: readonly Screen[] = [
  { name: "sign-in", path: "/graph", standing: { kind: "out" }, ready: "sign-in-view button" },
  { name: "set-up", path: "/", standing: { kind: "setup" }, ready: "set-up-view button" },
  { name: "join", path: "/join#token", standing: { kind: "out" }, ready: "join-view button" },
  { name: "joined", path: "/join", standing: ADMIN, ready: "join-view h1" },
  { name: "gone", path: "/", standing: { kind: "wiped", by: "revoked" }, ready: "gone-view button" },
  {
    name: "expired",
    path: "/",
    standing: { kind: "expired", me: ADMIN.me },
    ready: "session-notices a",
  },
  { name: "pairing", path: "/kiosk", standing: { kind: "out" }, ready: "pairing-view qr-code" },
  { name: "account", path: "/settings/account", standing: ADMIN, ready: "session-list li" },
  {
    name: "people",
    path: "/settings/people",
    standing: ADMIN,
    ready: "people-view details",
    prepare: openAll,
  },
  {
    name: "add-phone",
    path: "/settings/people",
    standing: ADMIN,
    ready: "people-view details",
    prepare: async (page) => {
      await page.getByRole("button", { name: "Add a phone" }).click();
      await page.getByLabel("Whose phone is it?").fill("Lena Brandt");
      await page.getByRole("button", { name: "Show the code" }).click();
      await page.locator("qr-code").waitFor();
    },
  },
  {
    name: "gateways",
    path: "/settings/gateways",
    standing: ADMIN,
    ready: "key-row summary",
    prepare: openAll,
  },
  { name: "entrances", path: "/settings/entrances", standing: ADMIN, ready: "entrances-view .values" },
  {
    name: "mapping",
    path: "/settings/entrances",
    standing: ADMIN,
    ready: "entrances-view .values",
    prepare: async (page) => {
      await page.locator("entrances-view li", { hasText: "0004a30b001c0530" }).getByRole("button").click();
      await page.locator("mapping-preview pre").waitFor();
    },
  },
  { name: "refused", path: "/settings/refused", standing: ADMIN, ready: "refused-view li" },
  {
    name: "displays",
    path: "/settings/displays",
    standing: ADMIN,
    ready: "displays-view details",
    prepare: openAll,
  },
  {
    name: "confirm",
    path: "/settings/refused",
    standing: ADMIN,
    ready: "refused-view li",
    prepare: async (page) => {
      await page.getByRole("button", { name: "Allow 192.168.7.99" }).click();
      await page.getByRole("dialog").waitFor();
    },
  },
  {
    name: "forbidden",
    path: "/settings/people",
    standing: personIn("viewer", ["self", "read"]),
    ready: "people-view section",
  },
];

describeInBrowser("the screens of who may come in", () => {
  let pages: AppPages;
  beforeAll(async () => {
    pages = await startAppPages();
  });
  afterAll(() => pages.stop());

  async function show({ path, standing, ready, prepare }: Screen, over: object = {}): Promise<Page> {
    // A list is shown once its answers are there: asked before, it would be asked again seconds later.
    const isList = path.startsWith("/settings/");
    const first = isList ? "/settings" : path;
    const page = await pages.open({ path: first, devices: scriptedFleet(NOW), now: NOW, ...over });
    await scriptAccess(page, { now: NOW, standing, entrances: scriptedEntrances(NOW) });
    if (isList) await goTo(page, path);
    await page.locator(ready).first().waitFor();
    await prepare?.(page);
    return page;
  }

  it.each(SCREENS)(
    "$name is clean for axe in each theme, large enough for gloves, never wider than its screen, and speaks German",
    async (screen) => {
      const page = await show(screen);
      for (const theme of THEMES) {
        await page.evaluate((name) => {
          document.documentElement.dataset["theme"] = name;
        }, theme);
        const rules = theme === "light" ? STANDARDS : ["color-contrast"];
        const found = (await axeFindings(page, rules)).filter(({ isSerious }) => isSerious);
        expect({ theme, found: found.map(({ line }) => line) }).toEqual({ theme, found: [] });
        await page.setViewportSize(
          theme === "dark" ? { width: 1440, height: 900 } : { width: 360, height: 740 },
        );
        await keepScreenshot(page, `access-${screen.name}-${theme}`);
      }
      expect(await smallTargets(page)).toEqual([]);
      for (const [width, percent] of [
        [360, 100],
        [320, 100],
        [360, 200],
      ] as const)
        expect([width, percent, await excessAt(page, width, percent)]).toEqual([width, percent, 0]);
      await page.evaluate(() => {
        localStorage.setItem("davy.preferences", JSON.stringify({ language: "de" }));
        window.dispatchEvent(new StorageEvent("storage", { key: "davy.preferences" }));
      });
      await page.waitForFunction(() => document.documentElement.lang === "de");
      await page
        .getByText(/[äöüß]|(Anmelden|Abgemeldet|Abgewiesen|Willkommen)/)
        .first()
        .waitFor();
      expect(await excessAt(page, 360, 100)).toBe(0);
      await keepScreenshot(page, `access-${screen.name}-de`);
      await page.context().close();
    },
  );

  it("shows the whole code by which a screen is let in, in the largest text as well", async () => {
    const pairing = SCREENS.find(({ name }) => name === "pairing");
    if (!pairing) throw new Error("There is no such screen.");
    const page = await show(pairing, { width: 390, height: 844, preferences: { language: "de" } });
    const code = page.locator("pairing-view .code");
    for (const percent of [100, 200]) {
      await page.evaluate((size) => {
        document.documentElement.style.fontSize = `${size}%`;
      }, percent);
      const { left, right } = await code.evaluate((element) => {
        const text = document.createRange();
        text.selectNodeContents(element);
        return text.getBoundingClientRect().toJSON();
      });
      expect(left).toBeGreaterThanOrEqual(0);
      expect(right).toBeLessThanOrEqual(390);
    }
    await page.context().close();
  });

  it("asks for the password once more where an act needs it, then does what waited for it", async () => {
    const confirm = SCREENS.find(({ name }) => name === "confirm");
    if (!confirm) throw new Error("There is no such screen.");
    const page = await show(confirm, { clockFrom: NOW });
    await page.getByLabel("Password", { exact: true }).fill("wrong");
    await page.getByRole("button", { name: "Go on" }).click();
    await page.getByText("Name or password is wrong.").waitFor();
    await page.getByLabel("Password", { exact: true }).fill("right");
    // The list is read anew at once, not when it is due again.
    await page.clock.pauseAt(NOW + 3_600_000);
    await page.getByRole("button", { name: "Go on" }).click();
    await page.getByText("Nothing was refused.").waitFor();
    expect(await page.getByRole("dialog").count()).toBe(0);
    await page.context().close();
  });

  it("says in words how long the server wants to be left alone, and does not press on", async () => {
    const page = await pages.open({ path: "/", now: NOW, clockFrom: NOW });
    await scriptAccess(page, { now: NOW, standing: { kind: "out" } });
    await page.getByLabel("Name").fill("Kim");
    await page.getByLabel("Password", { exact: true }).fill("wrong again");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByText(/^That was wrong too often\. Try again in [1-7] s\.$/).waitFor();
    expect(await page.getByRole("button", { name: "Sign in" }).isDisabled()).toBe(true);
    await page.clock.fastForward(7_000);
    await page.waitForFunction(() => {
      const view = document.querySelector("davy-app")?.shadowRoot?.querySelector("sign-in-view");
      return view?.shadowRoot?.querySelector<HTMLButtonElement>("button.primary")?.disabled === false;
    });
    await page.context().close();
  });
});

/** By how many pixels a page is wider than its screen, with text of a size in percent. */
async function excessAt(page: Page, width: number, percent: number): Promise<number> {
  await page.setViewportSize({ width, height: 740 });
  return page.evaluate((size) => {
    document.documentElement.style.fontSize = `${size}%`;
    return Math.max(0, document.documentElement.scrollWidth - innerWidth);
  }, percent);
}

/** Controls that a glove misses: the ways in are 48 px and more, all else 24. */
function smallTargets(page: Page): Promise<string[]> {
  return page.locator("a, button, input:not([hidden]), select, summary").evaluateAll((controls) =>
    controls
      .filter((control) => control.checkVisibility() && !control.classList.contains("skip"))
      .filter((control) => {
        const root = control.getRootNode();
        const host = root instanceof ShadowRoot ? root.host.localName : "";
        const isEntrance = /^(sign-in|set-up|join|gone)-view$/.test(host) && control.closest("p") === null;
        const { width, height } = control.getBoundingClientRect();
        const least = isEntrance ? 48 : 24;
        return width < least || height < least;
      })
      .map((control) => control.outerHTML.slice(0, 90)),
  );
}
