// People come in by another server, a real one.

import { afterEach, expect, it } from "vitest";
import { ACCESS_PATHS } from "../../../shared/wire/access.ts";
import { PATHS } from "../../../shared/wire/api.ts";
import { invited, PASSWORD, setUpAdmin, type Visitor, visitor } from "../../helpers/as-person.ts";
import { type SignOnSite, SignOnWalk, startSignOnSite } from "../../helpers/sign-on-walk.ts";

const DAY_MS = 86_400_000;
let site: SignOnSite;
let admin: Visitor;

async function start(options: Parameters<typeof startSignOnSite>[0] = {}): Promise<void> {
  site = await startSignOnSite(options);
  admin = await setUpAdmin(site.davy);
  site.issuer.accounts.set("u1", { name: "Lena", groups: ["gas", "gas-crew"] });
  site.issuer.account = "u1";
}
afterEach(() => site.stop());

const people = async () => (await admin.ask(ACCESS_PATHS.people)).body.people;
const personNamed = async (name: string) =>
  (await people()).find((person: { name: string }) => person.name === name);
const failed = "/sign-in?sign-on=sign_on_failed";

it("signs somebody on whom the issuer knows, in the role of their groups, and leads back to where they were", async () => {
  await start();
  expect((await visitor(site.davy.url).ask(ACCESS_PATHS.me)).body.signOn).toEqual({ name: "Site login" });
  const lena = new SignOnWalk(site);
  expect(await lena.signOn({ to: "/graph?device=a%20b" })).toBe("/graph?device=a%20b");
  expect((await lena.me()).principal).toMatchObject({
    kind: "person",
    name: "Lena",
    role: "operator",
    places: null,
    hasPassword: false,
    isFromSignOn: true,
  });
  const { sessions } = (await admin.ask(ACCESS_PATHS.sessions)).body;
  expect(sessions.map(({ how }: { how: string }) => how).sort()).toEqual(["setup", "sign-on"]);
  expect((await lena.atDavy.ask(ACCESS_PATHS.session, { method: "DELETE" })).status).toBe(204);
  expect((await lena.me()).principal).toEqual({ kind: "nobody" });
});

it("goes by what the ID token says where the issuer tells all there, and by places where these are set", async () => {
  const places = "gas-crew=Shaft 3, gas-crew=North, office=*";
  await start({ isInToken: true, env: { DAVY_OIDC_PLACES: places } });
  const lena = new SignOnWalk(site);
  await lena.signOn();
  expect((await lena.me()).principal).toMatchObject({ role: "operator", places: ["North", "Shaft 3"] });
  expect(site.issuer.asked).not.toContain("GET /me");
  site.issuer.accounts.set("u1", { name: "Lena", groups: ["gas", "office"] });
  await lena.signOn();
  expect((await lena.me()).principal).toMatchObject({ role: "viewer", places: null });
});

it("lets nobody in who has no role, says so, and ends what they had open", async () => {
  await start();
  const lena = new SignOnWalk(site);
  await lena.signOn();
  site.issuer.accounts.set("u1", { name: "Lena", groups: ["cooks"] });
  const again = new SignOnWalk(site);
  expect(await again.signOn()).toBe("/sign-in?sign-on=no_role");
  expect((await again.me()).principal).toEqual({ kind: "nobody" });
  expect((await lena.me()).code).toBe("revoked");
  site.issuer.account = "u2";
  site.issuer.accounts.set("u2", { name: "Cook" });
  expect(await new SignOnWalk(site).signOn()).toBe("/sign-in?sign-on=no_role");
  expect(await personNamed("Cook")).toBeUndefined();
  const { events } = (await admin.ask(`${PATHS.logbook}?kind=access`)).body;
  const refused = events.filter(({ what }: { what: string }) => what === "sign-on-refused");
  expect(refused.map(({ subject }: { subject: { name: string } }) => subject.name)).toEqual(["Cook", "Lena"]);
});

it("knows somebody again by the issuer's id, and takes nobody for a person of the same name", async () => {
  await start();
  const [first, second] = [new SignOnWalk(site), new SignOnWalk(site)];
  await first.signOn();
  site.issuer.accounts.set("u1", { name: "Lena Married", groups: ["gas"] });
  await second.signOn();
  expect((await second.me()).principal).toMatchObject({ name: "Lena", role: "viewer" });
  expect((await second.me()).principal.id).toBe((await first.me()).principal.id);
  site.issuer.accounts.set("u2", { name: "Ada", preferred_username: "lena", groups: ["gas-admins"] });
  site.issuer.account = "u2";
  const stranger = new SignOnWalk(site);
  await stranger.signOn();
  expect((await stranger.me()).principal).toMatchObject({ name: "u2", role: "admin" });
  expect((await admin.ask(ACCESS_PATHS.me)).body.principal.name).toBe("Ada");
});

it("takes no answer that another browser asked for, none twice, and none that nobody asked for", async () => {
  await start();
  const [attacker, victim] = [new SignOnWalk(site), new SignOnWalk(site)];
  const stolen = await attacker.follow(await attacker.begin());
  expect(await victim.comeBack(stolen)).toBe(failed);
  await victim.begin();
  expect(await victim.comeBack(stolen)).toBe(failed);
  expect((await victim.me()).principal).toEqual({ kind: "nobody" });
  const { onTheWay } = attacker;
  expect(await attacker.comeBack(stolen)).toBe("/");
  attacker.onTheWay = onTheWay;
  expect(await attacker.comeBack(stolen)).toBe(failed);
  const state = new URL(stolen).searchParams.get("state");
  for (const query of [`code=made-up&state=${state}`, `state=${state}`, "", "code=a&code=b&state=c&state=d"])
    expect(await new SignOnWalk(site).comeBack(`${stolen.split("?")[0]}?${query}`)).toBe(failed);
});

it("makes whoever makes answers up wait, and says what the issuer's refusal was", async () => {
  const now = Date.now();
  await start({ now: () => now });
  site.issuer.account = undefined;
  expect(await new SignOnWalk(site).signOn()).toBe("/sign-in?sign-on=sign_on_denied");
  for (let count = 0; count < 3; count += 1) {
    const walk = new SignOnWalk(site);
    const at = await walk.begin();
    const { searchParams } = new URL(at);
    const query = `code=made-up&state=${searchParams.get("state")}&iss=${encodeURIComponent(site.issuer.url)}`;
    expect(await walk.comeBack(`${searchParams.get("redirect_uri")}?${query}`)).toBe(failed);
  }
  expect(await new SignOnWalk(site).signOn()).toBe("/sign-in?sign-on=too_many_tries");
});

it("tells the log of a problem once a minute, however many make it", async () => {
  let now = Date.now();
  await start({ now: () => now });
  site.issuer.isGone = true;
  const begin = () => visitor(site.davy.url).ask(ACCESS_PATHS.signOn, { method: "POST", body: {} });
  const told = () =>
    site.davy.report.lines.filter(({ message }) => message === "A sign-on did not succeed").length;
  for (let count = 0; count < 3; count += 1) await begin();
  expect(told()).toBe(1);
  now += 60_000;
  await begin();
  expect(told()).toBe(2);
});

it("asks the issuer with PKCE, a state and a nonce, which are others each time", async () => {
  await start();
  const seen = new Set<string>();
  for (let count = 0; count < 2; count += 1) {
    const { searchParams } = new URL(await new SignOnWalk(site).begin());
    expect(searchParams.get("code_challenge_method")).toBe("S256");
    for (const name of ["state", "nonce", "code_challenge"]) {
      expect(searchParams.get(name)).toMatch(/^[\w-]{43}$/);
      seen.add(searchParams.get(name) ?? "");
    }
  }
  expect(seen.size).toBe(6);
});

it("signs in by password while the issuer is gone, says so, and goes on once it is back", async () => {
  let now = Date.now();
  await start({ now: () => now });
  site.issuer.isGone = true;
  const gone = await visitor(site.davy.url).ask(ACCESS_PATHS.signOn, { method: "POST", body: {} });
  expect([gone.status, gone.body.code, gone.headers.get("retry-after")]).toEqual([
    503,
    "sign_on_unreachable",
    "10",
  ]);
  const body = { name: "Ada", password: PASSWORD };
  expect((await visitor(site.davy.url).ask(ACCESS_PATHS.session, { method: "POST", body })).status).toBe(200);
  expect(site.davy.report.lines).toContainEqual(
    expect.objectContaining({ message: "A sign-on did not succeed" }),
  );
  site.issuer.isGone = false;
  now += 5_000;
  expect(await new SignOnWalk(site).signOn()).toBe("/");
});

it("signs nobody on before there is an admin of this server, and keeps that admin, whoever else is one", async () => {
  site = await startSignOnSite();
  const guest = visitor(site.davy.url);
  expect((await guest.ask(ACCESS_PATHS.me)).body.signOn).toBeNull();
  expect((await guest.ask(ACCESS_PATHS.signOn, { method: "POST", body: {} })).body.code).toBe("no_admin");
  admin = await setUpAdmin(site.davy);
  site.issuer.accounts.set("u9", { name: "Root", groups: ["gas-admins"] });
  site.issuer.account = "u9";
  const root = new SignOnWalk(site);
  await root.signOn({ isAgain: true });
  const ada = await personNamed("Ada");
  const removal = await root.atDavy.ask(`${ACCESS_PATHS.people}/${ada.id}`, { method: "DELETE" });
  expect([removal.status, removal.body.code]).toEqual([409, "last_admin"]);
});

it("asks an admin of the issuer for the password there before an act", async () => {
  await start();
  site.issuer.accounts.set("u9", { name: "Root", groups: ["gas-admins"] });
  site.issuer.account = "u9";
  const root = new SignOnWalk(site);
  await root.signOn();
  const invite = () =>
    root.atDavy.ask(ACCESS_PATHS.invitations, { method: "POST", body: { name: "Ben", role: "viewer" } });
  expect((await invite()).body.code).toBe("confirm");
  const confirmation = { method: "POST", body: { password: "" } };
  expect((await root.atDavy.ask(ACCESS_PATHS.confirmation, confirmation)).body.code).toBe("from_sign_on");
  expect(await root.signOn({ isAgain: true, to: "/settings/people" })).toBe("/settings/people");
  expect((await invite()).status).toBe(200);
});

it("leaves role, places and password of somebody to the issuer, and their removal to the admin", async () => {
  await start();
  const lena = new SignOnWalk(site);
  await lena.signOn();
  const { id } = await personNamed("Lena");
  const path = `${ACCESS_PATHS.people}/${id}`;
  for (const body of [{ role: "admin" }, { places: ["Shaft 3"] }, { password: "a password for Lena" }])
    expect((await admin.ask(path, { method: "PATCH", body })).body.code).toBe("from_sign_on");
  const invitation = { method: "POST", body: { name: "lena", role: "viewer" } };
  expect((await admin.ask(ACCESS_PATHS.invitations, invitation)).body.code).toBe("from_sign_on");
  const own = { method: "PUT", body: { old: "", new: "a password for Lena" } };
  expect((await lena.atDavy.ask(ACCESS_PATHS.password, own)).body.code).toBe("from_sign_on");
  expect((await admin.ask(path, { method: "PATCH", body: { name: "Lena K." } })).status).toBe(200);
  expect((await admin.ask(path, { method: "DELETE" })).status).toBe(204);
  expect((await lena.me()).code).toBe("revoked");
});

it("asks the issuer again after the days that are set, also of an app that the sign-in was handed to", async () => {
  let now = Date.now();
  await start({ now: () => now, env: { DAVY_OIDC_DAYS: "7" } });
  const invitee = await invited(site.davy, admin, { name: "Ben", role: "viewer" });
  const lena = new SignOnWalk(site);
  await lena.signOn();
  now += 6 * DAY_MS;
  const { code } = (await lena.atDavy.ask(ACCESS_PATHS.handover, { method: "POST" })).body;
  const app = visitor(site.davy.url);
  await app.ask(ACCESS_PATHS.join, { method: "POST", body: { token: code } });
  expect((await app.ask(ACCESS_PATHS.me)).body.principal.name).toBe("Lena");
  now += DAY_MS;
  expect([(await lena.me()).code, (await app.ask(ACCESS_PATHS.me)).body.code]).toEqual([
    "expired",
    "expired",
  ]);
  expect((await invitee.ask(ACCESS_PATHS.me)).status).toBe(200);
  await lena.signOn();
  expect((await lena.me()).principal.name).toBe("Lena");
});

it("leads to the issuer's own sign-out", async () => {
  await start();
  const { status, headers } = await visitor(site.davy.url).ask(ACCESS_PATHS.signOnEnd);
  const url = new URL(headers.get("location") ?? "");
  expect([status, url.origin, url.searchParams.get("post_logout_redirect_uri")]).toEqual([
    303,
    site.issuer.url,
    `${site.davy.url}/`,
  ]);
});
