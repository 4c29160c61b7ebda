// People, gateways and displays for pictures of who may come in, and the pages that show them.

import type { Browser, BrowserContext, Page } from "playwright-core";
import { ACCESS_PATHS } from "../../shared/wire/access.ts";
import type { PairingAnswer } from "../../shared/wire/displays.ts";
import { type Asked, withServer } from "../running-server.ts";

const ADMIN = { name: "Kim Aydin", password: "for pictures only" };

async function post<T>({ url, headers }: Asked, path: string, body: object): Promise<T> {
  const answer = await fetch(url + path, {
    method: "POST",
    headers: { ...headers, "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path} was refused (${answer.status}): ${await answer.text()}`);
  return (await answer.json()) as T;
}

/** Lets people, keys, a sender and a display into the server of a folder, so that it is closed to everybody else. */
export async function letIn(folder: string): Promise<void> {
  await withServer({ url: undefined, folder }, async (server) => {
    await post(server, ACCESS_PATHS.people, { ...ADMIN, role: "admin" });
    await post(server, ACCESS_PATHS.people, {
      name: "Jonas Weber",
      role: "operator",
      password: ADMIN.password,
    });
    await post(server, ACCESS_PATHS.keys, { name: "North gate", kind: "gateway" });
    await post(server, ACCESS_PATHS.keys, { name: "Prometheus", kind: "reader" });
    await post(server, ACCESS_PATHS.senders, { name: "Old gateway", network: "192.168.7.30" });
    const pairing = await post<PairingAnswer>({ ...server, headers: {} }, ACCESS_PATHS.pairings, {});
    const { code } = pairing;
    await post(server, `${ACCESS_PATHS.pairings}/${pairing.id}/confirmation`, { code, name: "Control room" });
  });
}

/** Signs the admin in; answers the cookies by which a browser is theirs. */
export async function signIn(
  browser: Browser,
  url: string,
): Promise<Awaited<ReturnType<BrowserContext["cookies"]>>> {
  const context = await browser.newContext();
  const answer = await context.request.post(url + ACCESS_PATHS.session, { data: ADMIN });
  if (!answer.ok()) throw new Error(`The admin of the pictures was refused (${answer.status()}).`);
  const cookies = await context.cookies();
  await context.close();
  return cookies;
}

interface AccessScene {
  readonly path: string;
  readonly ready: string;
  readonly isSignedIn: boolean;
  readonly prepare?: (page: Page) => Promise<void>;
}

export const ACCESS_SCENES: { readonly [name: string]: AccessScene } = {
  "sign-in": { path: "/", ready: "sign-in-view button", isSignedIn: false },
  join: { path: "/join#token", ready: "join-view button", isSignedIn: false },
  pairing: { path: "/kiosk", ready: "pairing-view qr-code", isSignedIn: false },
  account: { path: "/settings/account", ready: "session-list li", isSignedIn: true },
  people: { path: "/settings/people", ready: "people-view details", isSignedIn: true },
  "add-phone": {
    path: "/settings/people",
    ready: "people-view details",
    isSignedIn: true,
    prepare: async (page) => {
      await page.getByRole("button", { name: /^(Add a phone|Telefon hinzufügen)$/ }).click();
      await page.getByLabel(/^(Whose phone is it|Wessen Telefon ist es)/).fill("Lena Brandt");
      await page.getByRole("button", { name: /^(Show the code|Code zeigen)$/ }).click();
      await page.locator("qr-code").waitFor();
    },
  },
  gateways: { path: "/settings/gateways", ready: "key-row summary", isSignedIn: true },
  displays: { path: "/settings/displays", ready: "displays-view details", isSignedIn: true },
  notices: { path: "/settings/notices", ready: "notices-view dl", isSignedIn: true },
  refused: { path: "/settings/refused", ready: "refused-view section", isSignedIn: true },
};

/** Opens a scene in a page, ready for its picture. */
export async function openScene(
  page: Page,
  url: string,
  { path, ready, prepare }: AccessScene,
): Promise<Page> {
  await page.goto(url + path);
  await page.locator(ready).first().waitFor();
  await prepare?.(page);
  return page;
}
