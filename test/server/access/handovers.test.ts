import { expect, it } from "vitest";
import { createPeople, Handovers } from "../../../server/access/access.ts";
import { MINUTE_MS } from "../../../shared/ground/time.ts";
import { ADMIN, accessInMemory } from "../../helpers/access-log.ts";

const COST = { N: 16, r: 1, p: 1 };
const asking = (from = "10.0.0.41") => ({
  by: { kind: "open", name: "", from } as const,
  device: "iPhone, Safari",
});

async function setUp() {
  const parts = accessInMemory();
  const people = createPeople({ ...parts, cores: 2, cost: COST });
  const handovers = new Handovers({ ...parts, ...people });
  await people.people.add({ name: "Ada", role: "admin", places: null, password: "correct horse" }, ADMIN);
  const { token } = await people.invitations.invite(
    { name: "Lena", role: "operator", places: ["Shaft 3"] },
    ADMIN,
  );
  const { id } = await people.invitations.join(token, asking());
  return { ...parts, ...people, handovers, session: id };
}

const unknown = expect.objectContaining({ code: "unknown_code" });

it("signs the app of a phone in by the letters that its browser shows, once, as the same person", async () => {
  const { handovers, session, book, entries } = await setUp();
  const { code } = handovers.offer(session);
  expect(code).toMatch(/^[BCDFGHJKLMNPQRSTVWXZ]{8}$/);
  const typed = `${code.slice(0, 4).toLowerCase()} ${code.slice(4)}`;
  const app = await handovers.take(typed, asking());
  expect(app.id).not.toBe(session);
  const person = book.row("session", session)?.record["person"];
  expect(book.row("session", app.id)?.record).toMatchObject({ person, how: "handover", confirmedAt: 0 });
  expect(entries.at(-1)).toMatchObject({ what: "joined", by: { kind: "person", name: "Lena" } });
  await expect(handovers.take(typed, asking())).rejects.toEqual(unknown);
  expect(JSON.stringify(entries)).not.toContain(code);
});

it("takes the letters for ten minutes, and the last of a browser alone", async () => {
  const { handovers, session, clock } = await setUp();
  const first = handovers.offer(session);
  const second = handovers.offer(session);
  expect(second.lifeMs).toBe(600_000);
  await expect(handovers.take(first.code, asking())).rejects.toEqual(unknown);
  clock.now += 10 * MINUTE_MS;
  await expect(handovers.take(second.code, asking("10.0.0.42"))).rejects.toEqual(unknown);
});

it("takes no letters of a browser that was signed out meanwhile, nor of somebody who is an admin by now", async () => {
  const { handovers, session, sessions, people, book } = await setUp();
  const { code } = handovers.offer(session);
  const person = String(book.row("session", session)?.record["person"]);
  await people.change(person, { role: "admin" }, ADMIN);
  await expect(handovers.take(code, asking())).rejects.toEqual(unknown);
  expect(() => handovers.offer(session)).toThrow(expect.objectContaining({ code: "not_for_admins" }));
  await people.change(person, { role: "viewer" }, ADMIN);
  const next = handovers.offer(session);
  await sessions.end(session, ADMIN, "revoked");
  await expect(handovers.take(next.code, asking("10.0.0.42"))).rejects.toEqual(unknown);
});

it("makes whoever guesses letters wait, and nobody else", async () => {
  const { handovers, session } = await setUp();
  const { code } = handovers.offer(session);
  for (let count = 0; count < 3; count += 1)
    await expect(handovers.take("BBBBBBBB", asking("10.0.0.66"))).rejects.toEqual(unknown);
  const waits = expect.objectContaining({ code: "too_many_tries", retryAfterS: 1 });
  await expect(handovers.take(code, asking("10.0.0.66"))).rejects.toEqual(waits);
  expect((await handovers.take(code, asking())).secret).toMatch(/^[\w-]{43}$/);
});

it("keeps 200 of them, the latest", async () => {
  const { handovers, people, sessions, access, session } = await setUp();
  const { code } = handovers.offer(session);
  const person = people.byName("Lena");
  if (!person) throw new Error("Lena is missing.");
  for (let count = 0; count < 200; count += 1) {
    // Of one person 50 at most are signed in at a time.
    const { id, drafts } = people.adding({ name: `P${count}`, role: "viewer", places: null }, ADMIN);
    const made = sessions.make({ id, name: `P${count}` }, "invitation", asking());
    await access.append([...drafts, ...made.drafts]);
    handovers.offer(made.id);
  }
  await expect(handovers.take(code, asking())).rejects.toEqual(unknown);
});
