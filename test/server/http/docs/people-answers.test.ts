// Real answers of the routes by which people come in, held against the document.

import { afterAll, beforeAll, expect, it } from "vitest";
import type * as z from "zod";
import { ACCESS_PATHS } from "../../../../shared/wire/access.ts";
import {
  type Answered,
  invited,
  PASSWORD,
  setUpAdmin,
  type Visitor,
  visitor,
} from "../../../helpers/as-person.ts";
import { OPERATIONS } from "../../../helpers/operations.ts";
import { startSignOnSite } from "../../../helpers/sign-on-walk.ts";
import { startTestDavy, type TestDavy } from "../../../helpers/start-davy.ts";

const PEOPLE = OPERATIONS.filter(({ group }) => group === "People");
const seen = new Set<string>();

let davy: TestDavy;
let admin: Visitor;
let viewer: Visitor;

beforeAll(async () => {
  davy = await startTestDavy();
});
afterAll(() => davy.stop());

/** Expects just what the document says of that status. */
function expectSaid(id: string, status: number, answered: Answered): void {
  seen.add(`${id} ${status}`);
  expect([id, answered.status, answered.body]).toEqual([id, status, expect.anything()]);
  const said = PEOPLE.find((operation) => operation.id === id)?.answers[status];
  if (!said) throw new Error(`${id} is not said to answer ${status}.`);
  for (const name of Object.keys(said.headers ?? {}))
    expect([id, answered.headers.has(name)]).toEqual([id, true]);
  const schema: z.ZodType | undefined = said.contents?.["application/json"];
  if (!schema) expect(answered.body).toBe("");
  else expect(schema.parse(answered.body)).toEqual(answered.body);
}

const send = (who: Visitor, path: string, body: unknown) => who.ask(path, { method: "POST", body });
const change = (who: Visitor, path: string, body: unknown) => who.ask(path, { method: "PATCH", body });
const put = (who: Visitor, body: unknown) => who.ask(ACCESS_PATHS.password, { method: "PUT", body });
const { setup, session, join, confirmation, people, invitations, sessions, me } = ACCESS_PATHS;

it("answers set-up, sign-in and sign-out as the document says", async () => {
  const guest = visitor(davy.url);
  const first = { code: davy.access.setupCode, name: "Ada", password: PASSWORD };
  expectSaid("addPerson", 409, await send(guest, people, { name: "Ben", role: "admin", password: PASSWORD }));
  expectSaid("setUp", 400, await send(guest, setup, {}));
  for (let count = 0; count < 10; count += 1)
    expectSaid("setUp", 403, await send(guest, setup, { ...first, code: "BBBBBBBB" }));
  expectSaid("setUp", 429, await send(guest, setup, first));
  await davy.stop();
  davy = await startTestDavy();
  admin = await setUpAdmin(davy);
  expectSaid("setUp", 409, await send(admin, setup, first));
  expectSaid("getMe", 200, await admin.ask(me));
  expectSaid("signIn", 200, await send(visitor(davy.url), session, { name: "Ada", password: PASSWORD }));
  expectSaid("signIn", 400, await send(visitor(davy.url), session, "{"));
  const leaving = visitor(davy.url);
  await send(leaving, session, { name: "Ada", password: PASSWORD });
  expectSaid("signOut", 204, await leaving.ask(session, { method: "DELETE" }));
  const foreign = { method: "DELETE", headers: { origin: "https://elsewhere.example" } };
  expectSaid("signOut", 403, await leaving.ask(session, foreign));
});

it("answers the first set-up as the document says", async () => {
  const other = await startTestDavy();
  const body = { code: other.access.setupCode, name: "Ada", password: PASSWORD };
  expectSaid("setUp", 200, await send(visitor(other.url), setup, body));
  await other.stop();
});

it("answers for people as the document says", async () => {
  const ben = { name: "Ben", role: "operator", password: PASSWORD };
  const added = await send(admin, people, ben);
  expectSaid("addPerson", 200, added);
  expectSaid("addPerson", 400, await send(admin, people, { name: "Eve" }));
  expectSaid("listPeople", 200, await admin.ask(people));
  const path = `${people}/${added.body.id}`;
  expectSaid("changePerson", 200, await change(admin, path, { role: "viewer", places: ["Shaft 3"] }));
  expectSaid("changePerson", 400, await change(admin, path, { role: "king" }));
  expectSaid("changePerson", 404, await change(admin, `${people}/nobody`, { role: "viewer" }));
  expectSaid("changePerson", 409, await change(admin, path, { name: "ada" }));
  expectSaid("removePerson", 404, await admin.ask(`${people}/nobody`, { method: "DELETE" }));
  const own = (await admin.ask(me)).body.principal.id;
  expectSaid("removePerson", 409, await admin.ask(`${people}/${own}`, { method: "DELETE" }));
  expectSaid("removePerson", 204, await admin.ask(path, { method: "DELETE" }));
});

it("answers for invitations as the document says", async () => {
  const guest = { name: "Cy", role: "viewer", places: ["Shaft 3"] };
  const made = await send(admin, invitations, guest);
  expectSaid("invite", 200, made);
  expectSaid("invite", 400, await send(admin, invitations, { ...guest, role: "admin" }));
  expectSaid("invite", 409, await send(admin, invitations, { ...guest, name: "Ada" }));
  viewer = visitor(davy.url);
  expectSaid("join", 200, await send(viewer, join, { token: made.body.token }));
  expectSaid("join", 400, await send(visitor(davy.url), join, {}));
  expectSaid("join", 404, await send(visitor(davy.url), join, { token: made.body.token }));
  const foreign = { method: "POST", body: {}, headers: { origin: "https://elsewhere.example" } };
  expectSaid("join", 403, await viewer.ask(join, foreign));
  expectSaid("listInvitations", 200, await admin.ask(invitations));
  const other = await send(admin, invitations, { ...guest, name: "Dee" });
  const path = `${invitations}/${other.body.id}`;
  expectSaid("withdrawInvitation", 204, await admin.ask(path, { method: "DELETE" }));
  expectSaid("withdrawInvitation", 404, await admin.ask(path, { method: "DELETE" }));
});

it("answers for the app on the home screen as the document says", async () => {
  const { handover } = ACCESS_PATHS;
  expectSaid("handOver", 403, await admin.ask(handover, { method: "POST" }));
  const letters = await viewer.ask(handover, { method: "POST" });
  expectSaid("handOver", 200, letters);
  const wrong = { token: "BBBB-BBBB" };
  const app = visitor(davy.url);
  expectSaid("join", 200, await send(app, join, { token: letters.body.code }));
  expect((await app.ask(me)).body.principal).toMatchObject({
    name: "Cy",
    role: "viewer",
    places: ["Shaft 3"],
  });
  for (let count = 0; count < 4; count += 1) await send(visitor(davy.url), join, wrong);
  expectSaid("join", 429, await send(visitor(davy.url), join, wrong));
});

it("answers for the sign-on by another server as the document says", async () => {
  const { signOn, signOnCallback, signOnEnd } = ACCESS_PATHS;
  expectSaid("beginSignOn", 404, await send(viewer, signOn, {}));
  expectSaid("finishSignOn", 404, await viewer.ask(signOnCallback));
  expectSaid("endSignOn", 404, await viewer.ask(signOnEnd));
  const site = await startSignOnSite();
  const guest = visitor(site.davy.url);
  expectSaid("beginSignOn", 409, await send(guest, signOn, {}));
  await setUpAdmin(site.davy);
  expectSaid("beginSignOn", 200, await send(guest, signOn, { to: "/graph" }));
  expectSaid("beginSignOn", 400, await send(guest, signOn, { to: 1 }));
  const foreign = { method: "POST", body: {}, headers: { origin: "https://elsewhere.example" } };
  expectSaid("beginSignOn", 403, await guest.ask(signOn, foreign));
  expectSaid("finishSignOn", 303, await guest.ask(signOnCallback));
  expectSaid("endSignOn", 303, await guest.ask(signOnEnd));
  await site.stop();
  const gone = await startSignOnSite();
  await setUpAdmin(gone.davy);
  gone.issuer.isGone = true;
  expectSaid("beginSignOn", 503, await send(visitor(gone.davy.url), signOn, {}));
  expectSaid("endSignOn", 503, await visitor(gone.davy.url).ask(signOnEnd));
  await gone.stop();
});

it("answers for sessions as the document says", async () => {
  const all = await admin.ask(sessions);
  expectSaid("listSessions", 200, all);
  expectSaid("listSessions", 400, await admin.ask(`${sessions}?nonsense=1`));
  const ada = (await admin.ask(me)).body.principal;
  expectSaid("listSessions", 403, await viewer.ask(`${sessions}?person=${ada.id}`));
  expectSaid("endSession", 403, await viewer.ask(`${sessions}/${ada.sessionId}`, { method: "DELETE" }));
  expectSaid("endSession", 404, await admin.ask(`${sessions}/none`, { method: "DELETE" }));
  expectSaid("endOtherSessions", 200, await admin.ask(sessions, { method: "DELETE" }));
  const { sessionId } = (await viewer.ask(me)).body.principal;
  expectSaid("endSession", 204, await admin.ask(`${sessions}/${sessionId}`, { method: "DELETE" }));
  expectSaid("getMe", 401, await viewer.ask(me));
});

it("answers for passwords as the document says", async () => {
  const guest = await invited(davy, admin, { name: "Eve", role: "viewer" });
  expectSaid("changePassword", 200, await put(guest, { old: "", new: PASSWORD }));
  expectSaid("changePassword", 400, await put(guest, { old: "", new: "short" }));
  expectSaid("confirmSession", 200, await send(guest, confirmation, { password: PASSWORD }));
  expectSaid("confirmSession", 400, await send(guest, confirmation, {}));
  const tries = ["wrong password", "wrong password", "wrong password"];
  for (const wrong of tries)
    expectSaid("confirmSession", 403, await send(guest, confirmation, { password: wrong }));
});

it("answers to whoever guesses as the document says", async () => {
  const now = Date.now();
  const other = await startTestDavy({ now: () => now });
  const own = await setUpAdmin(other);
  const wrong = { old: "wrong password", new: PASSWORD };
  for (let count = 0; count < 3; count += 1) expectSaid("changePassword", 403, await put(own, wrong));
  expectSaid("changePassword", 429, await put(own, wrong));
  expectSaid("confirmSession", 429, await send(own, confirmation, { password: PASSWORD }));
  expectSaid("signIn", 429, await send(visitor(other.url), session, { name: "Ada", password: PASSWORD }));
  expectSaid("signIn", 403, await send(visitor(other.url), session, { name: "Bob", password: PASSWORD }));
  await other.stop();
});

it("leaves out no answer that the document names", () => {
  const documented = PEOPLE.flatMap(({ id, answers }) =>
    Object.keys(answers).map((status) => `${id} ${status}`),
  );
  expect([...seen].sort()).toEqual(documented.sort());
});
