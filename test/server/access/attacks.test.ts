// Attacks that need many requests at once, another's cookie, or a page of elsewhere, by a real server.

import { afterEach, expect, it } from "vitest";
import { pathsOf } from "../../../server/http/routes/route.ts";
import { ROUTES } from "../../../server/http/routes/routes.ts";
import { ACCESS_PATHS, type NewInvitationAnswer } from "../../../shared/wire/access.ts";
import { PATHS } from "../../../shared/wire/api.ts";
import { invited, PASSWORD, setUpAdmin, visitor } from "../../helpers/as-person.ts";
import { startTestDavy, type TestDavy, type TestDavyOptions } from "../../helpers/start-davy.ts";

let davy: TestDavy;

async function start(options: TestDavyOptions = {}): Promise<TestDavy> {
  davy = await startTestDavy(options);
  return davy;
}
afterEach(() => davy.stop());

const atOnce = <T>(count: number, work: (index: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, index) => work(index)));
const count = (statuses: readonly number[], status: number) =>
  statuses.filter((one) => one === status).length;
const signIn = (body: { name: string; password: string }, guest = visitor(davy.url)) =>
  guest.ask(ACCESS_PATHS.session, { method: "POST", body });

it("lets one in by an invitation that twenty take at once", async () => {
  await start();
  const admin = await setUpAdmin(davy);
  const invitation = { method: "POST", body: { name: "Ben", role: "viewer" } };
  const { token } = (await admin.ask(ACCESS_PATHS.invitations, invitation)).body as NewInvitationAnswer;
  const join = async () =>
    (await visitor(davy.url).ask(ACCESS_PATHS.join, { method: "POST", body: { token } })).status;
  const statuses = await atOnce(20, join);
  expect([
    count(statuses, 200),
    count(statuses, 200) + statuses.filter((status) => status >= 400).length,
  ]).toEqual([1, 20]);
  const { body } = await admin.ask(ACCESS_PATHS.people);
  expect(body.people.map(({ name }: { name: string }) => name)).toEqual(["Ada", "Ben"]);
});

it("makes one admin of five who have the set-up code at once", async () => {
  await start();
  const code = davy.access.setupCode;
  const setUp = async (index: number) => {
    const body = { code, name: `Admin ${index}`, password: PASSWORD };
    return (await visitor(davy.url).ask(ACCESS_PATHS.setup, { method: "POST", body })).status;
  };
  const statuses = await atOnce(5, setUp);
  expect([count(statuses, 200), count(statuses, 409)]).toEqual([1, 4]);
});

it("makes one display of a screen that is let in five times at once", async () => {
  await start();
  const admin = await setUpAdmin(davy);
  const screen = visitor(davy.url);
  const { body: pairing } = await screen.ask(ACCESS_PATHS.pairings, { method: "POST" });
  const body = {
    code: pairing.code,
    name: "Wall",
    places: null,
    theme: null,
    language: null,
    answers: false,
  };
  const path = `${ACCESS_PATHS.pairings}/${pairing.id}/confirmation`;
  const statuses = await atOnce(5, async () => (await admin.ask(path, { method: "POST", body })).status);
  expect(count(statuses, 201)).toBe(1);
  expect((await admin.ask(ACCESS_PATHS.displays)).body.displays.length).toBe(1);
});

it("lets nobody in by a password that is changed while it is looked at", async () => {
  // Long enough that the sign-in waits its turn behind the change.
  await start({ passwordCost: { N: 2 ** 14, r: 8, p: 1 } });
  const admin = await setUpAdmin(davy);
  await invited(davy, admin, { name: "Ben", role: "viewer" });
  const { body } = await admin.ask(ACCESS_PATHS.people);
  const ben = body.people.find(({ name }: { name: string }) => name === "Ben");
  const path = `${ACCESS_PATHS.people}/${ben.id}`;
  const set = (password: string) => admin.ask(path, { method: "PATCH", body: { password } });
  expect((await set("stolen password")).status).toBe(200);
  const thieves = Array.from({ length: 3 }, () => visitor(davy.url));
  const [changed] = await Promise.all([
    set("a new password"),
    ...thieves.map((thief) => signIn({ name: "Ben", password: "stolen password" }, thief)),
  ]);
  expect(changed.status).toBe(200);
  for (const thief of thieves) expect((await thief.ask(PATHS.devices)).status).toBe(401);
});

it("gives a new cookie at each sign-in, whatever cookie was laid into the browser before", async () => {
  await start();
  const admin = await setUpAdmin(davy);
  const [name = ""] = admin.cookie.split("=");
  const wall = visitor(davy.url);
  await wall.ask(ACCESS_PATHS.pairings, { method: "POST" });
  for (const laid of [`${name}=laid-by-somebody`, wall.cookie]) {
    const victim = visitor(davy.url, laid);
    expect((await signIn({ name: "Ada", password: PASSWORD }, victim)).status).toBe(200);
    expect(victim.cookie).not.toBe(laid);
    expect((await visitor(davy.url, laid).ask(PATHS.devices)).status).toBe(401);
  }
});

it("takes no cookie of a session that was signed out", async () => {
  await start();
  const admin = await setUpAdmin(davy);
  const copy = admin.cookie;
  expect((await admin.ask(ACCESS_PATHS.session, { method: "DELETE" })).status).toBeLessThan(300);
  expect((await visitor(davy.url, copy).ask(PATHS.devices)).status).toBe(401);
});

it("lets a page of elsewhere write by no route, with the cookie of an admin", async () => {
  await start();
  const { cookie } = await setUpAdmin(davy);
  const writes = ROUTES.filter(({ method }) => method !== "GET");
  expect(writes.length).toBeGreaterThan(30);
  const odd: string[] = [];
  for (const { method, ...route } of writes) {
    for (const path of pathsOf(route)) {
      for (const origin of ["https://evil.example", "null", `${davy.url}.evil.example`]) {
        const url = davy.url + path.replace(/:(\w+)/g, "x");
        const answer = await fetch(url, { method, headers: { cookie, origin }, redirect: "manual" });
        const { code } = (await answer.json()) as { code?: string };
        if (answer.status !== 403 || code !== "foreign_origin")
          odd.push(`${method} ${path} ${origin} ${answer.status}`);
      }
    }
  }
  expect(odd).toEqual([]);
});
