// Every route of the list, by every method, with every credential, and with everything wrong that can be wrong in it.

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Permission } from "../../../server/http/guards/access.ts";
import { pathsOf } from "../../../server/http/routes/route.ts";
import { ROUTES } from "../../../server/http/routes/routes.ts";
import { PERMISSIONS } from "../../../shared/wire/access.ts";
import { PATHS } from "../../../shared/wire/api.ts";
import { startTestDavy, type TestDavy } from "../../helpers/start-davy.ts";

/** What a request may come with, and which permissions that brings. Whoever adds a kind of credential or a role adds rows. */
const CREDENTIALS: readonly {
  readonly name: string;
  readonly headers: { readonly [name: string]: string };
  readonly grants: readonly Permission[];
}[] = [{ name: "none", headers: {}, grants: PERMISSIONS.filter((one) => one !== "self") }];

const METHODS = ["GET", "HEAD", "POST", "PATCH", "PUT", "DELETE", "OPTIONS", "PROPFIND"];
const FILLED: { readonly [parameter: string]: string } = {
  id: "handheld%201",
  resolution: "raw",
  slice: "2026-11-23T14",
  file: "none.js",
};
const fill = (path: string) => path.replace(/:(\w+)/g, (_, name: string) => FILLED[name] ?? name);

let davy: TestDavy;

beforeAll(async () => {
  davy = await startTestDavy({ env: { DAVY_MAX_STREAMS: "3" } });
  const reading = { id: "handheld 1", pct: 80, sensors: [{ type: "CO", val: 7 }] };
  const posted = await fetch(davy.url + PATHS.receiveJson, { method: "POST", body: JSON.stringify(reading) });
  expect(posted.status).toBe(200);
});
afterAll(() => davy.stop());

/** Asks and leaves as soon as the head of the answer is there; a refusal is read to its end. */
async function ask(path: string, init: RequestInit) {
  const leaving = new AbortController();
  const response = await fetch(davy.url + path, { redirect: "manual", signal: leaving.signal, ...init });
  const { status, headers } = response;
  const text = status >= 400 && init.method !== "HEAD" ? await response.text() : "";
  leaving.abort();
  return { status, allow: headers.get("allow"), refusal: text === "" ? undefined : JSON.parse(text) };
}

/** The routes of each path. */
function byPath(): Map<string, (typeof ROUTES)[number][]> {
  const routes = new Map<string, (typeof ROUTES)[number][]>();
  for (const route of ROUTES)
    for (const path of pathsOf(route)) routes.set(path, [...(routes.get(path) ?? []), route]);
  return routes;
}

const paths = [...byPath()];

describe.each(CREDENTIALS)("with the credential $name", ({ headers, grants }) => {
  it.each(paths)("%s answers each method as the list says", async (path, routes) => {
    const known = routes.flatMap(({ method }) => (method === "GET" ? ["GET", "HEAD"] : [method]));
    for (const method of METHODS) {
      const { status, allow } = await ask(fill(path), { method, headers });
      const route = routes.find((one) => one.method === (method === "HEAD" ? "GET" : method));
      if (route && grants.includes(route.permission)) expect([method, status]).not.toEqual([method, 403]);
      else if (route) expect([401, 403]).toContain(status);
      else expect([method, status]).toEqual([method, method === "OPTIONS" ? 204 : 405]);
      if (route) expect([method, [405, 501].includes(status), status < 500]).toEqual([method, false, true]);
      else expect(allow?.split(", ").sort()).toEqual([...known, "OPTIONS"].sort());
    }
  });
});

it("answers 404 beside every path, by every method", async () => {
  for (const [path] of paths.filter(([one]) => one !== "/")) {
    for (const method of METHODS) {
      const { status } = await ask(`${fill(path)}/nothing/at/all`, { method });
      expect([path, method, status]).toEqual([path, method, 404]);
    }
  }
});

/** Answers that hold for many routes: a parameter that is not known, a path that is none, a body that does not fit, and who may ask. */
const FOR_ALL = [400, 401, 403, 404, 408, 413, 415, 503];

async function expectSaid(route: (typeof ROUTES)[number], path: string, init: RequestInit = {}) {
  const { method, operation } = route;
  const { status, refusal } = await ask(path, { method, ...init });
  const said = [...Object.keys(operation.answers).map(Number), ...FOR_ALL];
  expect([path.slice(0, 200), init.body, said.includes(status), status < 500]).toEqual([
    path.slice(0, 200),
    init.body,
    true,
    true,
  ]);
  if (status >= 400) expect(refusal).toMatchObject({ error: expect.any(String), code: expect.any(String) });
}

const ODD = [
  "",
  "%",
  "%00",
  "%FF",
  "%2e%2e",
  "-1",
  "NaN",
  "1e999",
  "__proto__",
  "a".repeat(2_000),
  "%F0%9F%92%A9",
];
const described = ROUTES.map((route) => ({ id: route.operation.id, route }));

describe("whatever is wrong in what is asked", () => {
  it.each(described)("$id takes odd values in its path as it says", async ({ route }) => {
    for (const path of pathsOf(route)) {
      for (const [, name] of path.matchAll(/:(\w+)/g))
        for (const odd of ODD) await expectSaid(route, fill(path.replace(`:${name}`, odd)));
    }
  });

  it.each(described)("$id takes odd parameters as it says", async ({ route }) => {
    const [path = ""] = pathsOf(route);
    const names = [...Object.keys(route.operation.query?.shape ?? {}), "nonsense"];
    for (const name of names) {
      for (const odd of ODD) await expectSaid(route, `${fill(path)}?${name}=${odd}`);
      await expectSaid(route, `${fill(path)}?${name}=a&${name}=b`);
    }
  });

  const bodies = [
    "",
    " ",
    "{",
    "null",
    "[]",
    "[[]]",
    "1",
    '"text"',
    "\u0000",
    "[".repeat(5_000),
    '{"__proto__":1}',
  ];
  it.each(described.filter(({ route }) => route.operation.body))(
    "$id takes odd bodies as it says",
    async ({ route }) => {
      const [path = ""] = pathsOf(route);
      for (const body of bodies) await expectSaid(route, fill(path), { body });
      await expectSaid(route, fill(path), { body: new Uint8Array([0xff, 0xfe, 0x00]) });
      await expectSaid(route, fill(path), { body: "{}", headers: { "content-encoding": "gzip" } });
      await expectSaid(route, fill(path), { body: "{}", headers: { "content-type": "multipart/form-data" } });
    },
  );
});

it("gives every route a permission and words of its own", () => {
  for (const { permission, operation } of ROUTES) {
    expect(PERMISSIONS).toContain(permission);
    expect(operation.summary.length).toBeGreaterThan(5);
    // The browser of whoever signs on by another server is sent there.
    expect(Object.keys(operation.answers)[0]).toMatch(/^2\d\d$|^303$/);
  }
  expect(new Set(ROUTES.map(({ operation }) => operation.id)).size).toBe(ROUTES.length);
});

it("grants to whoever has not signed in what a page and a watchdog need, and nothing of the readings", () => {
  const open = ROUTES.filter(({ permission }) => permission === "public").map(
    ({ operation }) => operation.id,
  );
  expect(open).toEqual([
    "pingInflux",
    "getMe",
    "setUp",
    "signIn",
    "signOut",
    "join",
    ...["beginSignOn", "finishSignOn", "endSignOn"],
    "getHealth",
    "reportClientError",
    // A screen without a keyboard asks before anybody knows it.
    ...["askPairing", "getPairing"],
    // A phone needs them before it can sign in at all.
    ...["getTrustPage", "getTrustWords", "getRoot", "getProfile", "getTrustFile", "checkTrust"],
    "getOpenapi",
    "getApiDocs",
    "getApp",
    "getAppFile",
  ]);
});
