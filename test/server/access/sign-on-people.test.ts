import { expect, it } from "vitest";
import { createPeople } from "../../../server/access/access.ts";
import { ADMIN, accessInMemory } from "../../helpers/access-log.ts";

const SETTINGS = {
  issuer: "https://id.example.com/",
  clientId: "davy",
  clientSecret: undefined,
  name: "Site login",
  scopes: "openid",
  claim: "groups",
  roles: [],
  places: undefined,
  lifeMs: 1,
};
const PASSWORD = "a password of their own";

it("takes no password of somebody who comes in by another server, also one from a time without it", async () => {
  const parts = { ...accessInMemory(), cores: 2, cost: { N: 16, r: 1, p: 1 } };
  const before = createPeople(parts);
  const { id, name } = await before.people.add(
    { name: "Lena", role: "viewer", places: null, password: PASSWORD },
    ADMIN,
  );
  const subject = { kind: "person", id, name } as const;
  const record = { signOn: "https://id.example.com/ u1" };
  await parts.access.append([{ kind: "access", what: "person-changed", subject, by: ADMIN, record }]);
  const asking = { by: { kind: "open", name: "", from: "10.0.0.1" }, device: "test" } as const;
  const signIn = { name: "Lena", password: PASSWORD };
  expect((await before.signIns.signIn(signIn, asking)).secret).toHaveLength(43);
  const report = { warn: () => undefined };
  const after = createPeople({ ...parts, signOn: { settings: SETTINGS, ask: fetch, report } });
  await expect(after.signIns.signIn(signIn, asking)).rejects.toMatchObject({ code: "wrong_sign_in" });
});
