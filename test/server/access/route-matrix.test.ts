// Every route with every credential: who gets what. What is not in the table is refused.

import { rm } from "node:fs/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { pathsOf } from "../../../server/http/routes/route.ts";
import { ROUTES } from "../../../server/http/routes/routes.ts";
import { ACCESS_PATHS } from "../../../shared/wire/access.ts";
import { writeAccessJournal } from "../../helpers/access-journal.ts";
import { visitor } from "../../helpers/as-person.ts";
import { startTestDavy, type TestDavy } from "../../helpers/start-davy.ts";
import { temporaryFolder } from "../../helpers/temporary-folder.ts";

let davy: TestDavy;
let folder: string;
let instance: string;

beforeAll(async () => {
  folder = await temporaryFolder("route-matrix");
  await writeAccessJournal(folder);
  davy = await startTestDavy({ folder });
  instance = (await visitor(davy.url).ask(ACCESS_PATHS.me)).body.instance;
});
afterAll(async () => {
  await davy.stop();
  await rm(folder, { recursive: true, force: true });
});

/** What a request brings. */
type Brings = (secret: string) => Record<string, string>;
const cookie: Brings = (secret) => ({ cookie: `davy-${instance}=${secret}` });
const bearer: Brings = (secret) => ({ authorization: `Bearer ${secret}` });
const basic: Brings = (secret) => ({
  authorization: `Basic ${Buffer.from(`any:${secret}`).toString("base64")}`,
});

/** Who gets which permissions beside `public`, and how the others are refused. */
const TABLE: readonly (readonly [
  name: string,
  brings: Brings,
  id: string,
  grants: string,
  refused: string,
])[] = [
  ["nothing", () => ({}), "", "", "401 unauthenticated"],
  ["a viewer", cookie, "session-viewer", "self read export metrics", "403 forbidden"],
  ["an operator", cookie, "session-operator", "self read export metrics answer operate", "403 forbidden"],
  [
    "an admin",
    cookie,
    "session-admin",
    "self read export metrics answer operate settings backup admin",
    "403 forbidden",
  ],
  ["a display", cookie, "display", "read", "403 forbidden"],
  ["a display that may answer", cookie, "answering-display", "read answer", "403 forbidden"],
  ["a gateway's key", bearer, "gateway", "post", "403 forbidden"],
  ["a gateway's key as a password", basic, "gateway", "post", "403 forbidden"],
  ["a reader's key", bearer, "reader", "read export metrics backup", "403 forbidden"],
  ["a session of 200 days ago", cookie, "expired", "", "401 expired"],
  ["a session that was revoked", cookie, "revoked", "", "401 revoked"],
  ["a display that was revoked", cookie, "lost-display", "", "401 revoked"],
  ["a session of somebody removed", cookie, "orphan", "", "401 revoked"],
  ["a session that was signed out", cookie, "left", "", "401 unauthenticated"],
  ["a role that nobody knows", cookie, "session-king", "", "403 forbidden"],
  ["a key of a kind that nobody knows", bearer, "odd-key", "", "401 unauthenticated"],
  ["a gateway's key as a cookie", cookie, "gateway", "", "401 unauthenticated"],
  ["a reader's key as a cookie", cookie, "reader", "", "401 unauthenticated"],
  ["a session in a header", bearer, "session-admin", "", "401 unauthenticated"],
  ["a display's session in a header", bearer, "display", "", "401 unauthenticated"],
  ["an invitation as a cookie", cookie, "invitation", "", "401 unauthenticated"],
  ["an invitation in a header", bearer, "invitation", "", "401 unauthenticated"],
  ["a secret that nobody has", cookie, "nothing", "", "401 unauthenticated"],
  ["__proto__", bearer, "__proto__", "", "401 unauthenticated"],
];

const fill = (path: string) => path.replace(/:(\w+)/g, "x");

/** Asks with a parameter that no route has: whoever is let in is told so, and nothing is done. */
async function ask(method: string, path: string, headers: Record<string, string>) {
  const init = { method, headers, redirect: "manual" as const };
  const response = await fetch(`${davy.url}${fill(path)}?nonsense=1`, init);
  const text = await response.text();
  return [401, 403].includes(response.status) ? `${response.status} ${JSON.parse(text).code}` : "let in";
}

it.each(TABLE)("%s", async (...row) => {
  const [, brings, id, grants, refused] = row;
  const headers = brings(id === "" ? "" : `secret-of-${id}`);
  const granted = new Set(["public", ...grants.split(" ")]);
  const [told, expected]: string[][] = [[], []];
  for (const { method, permission, ...route } of ROUTES) {
    for (const path of pathsOf(route)) {
      const isEnded = path === ACCESS_PATHS.me && /expired|revoked/.test(refused);
      // Whoever may not post is told what posts need, be it who it is.
      const otherwise = permission === "post" ? "401 unauthenticated" : refused;
      expected?.push(`${method} ${path}: ${granted.has(permission) && !isEnded ? "let in" : otherwise}`);
      told?.push(`${method} ${path}: ${await ask(method, path, headers)}`);
    }
  }
  expect(told).toEqual(expected);
});

it("asks an admin for the password again before an act, and not before a look", async () => {
  const headers = cookie("secret-of-unconfirmed");
  for (const { method, permission, ...route } of ROUTES) {
    const isAct = permission === "backup" || (permission === "admin" && method !== "GET");
    for (const path of pathsOf(route))
      expect([path, await ask(method, path, headers)]).toEqual([
        path,
        isAct ? "403 confirm" : permission === "post" ? "401 unauthenticated" : "let in",
      ]);
  }
});
