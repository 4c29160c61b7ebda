import fc from "fast-check";
import { expect, it } from "vitest";
import { type Claims, readClaims } from "../../../server/access/sign-on-claims.ts";
import { readConfig } from "../../../server/config.ts";

const ENV = {
  DAVY_OIDC_ISSUER: "https://id.example.com",
  DAVY_OIDC_CLIENT_ID: "davy",
  DAVY_OIDC_ROLES: "admins=admin, crew=operator, all=viewer",
};

function settings(env: Record<string, string> = {}) {
  const { signOn } = readConfig({ ...ENV, ...env });
  if (!signOn) throw new Error("There is no sign-on.");
  return signOn;
}
const grantOf = (claims: object, env?: Record<string, string>) =>
  readClaims({ sub: "u1", ...claims }, settings(env)).grant;

it("gives the highest role of somebody's groups, and none to who has none of them", () => {
  expect(grantOf({ groups: ["all", "crew"] })).toEqual({ role: "operator", places: null });
  expect(grantOf({ groups: ["all", "admins", "crew"] })).toEqual({ role: "admin", places: null });
  expect(grantOf({ groups: "all" })).toEqual({ role: "viewer", places: null });
  for (const groups of [
    undefined,
    null,
    [],
    ["cooks"],
    ["ADMINS"],
    "admin",
    [["admins"]],
    { admins: true },
    7,
    true,
  ])
    expect(grantOf({ groups })).toBeUndefined();
});

it("finds groups in a claim within a claim, and under a name with dots, and in no prototype", () => {
  const nested = { DAVY_OIDC_CLAIM: "realm_access.roles" };
  expect(grantOf({ realm_access: { roles: ["crew"] } }, nested)?.role).toBe("operator");
  const dotted = { DAVY_OIDC_CLAIM: "https://example.com/groups" };
  expect(grantOf({ "https://example.com/groups": ["crew"] }, dotted)?.role).toBe("operator");
  const odd = { DAVY_OIDC_CLAIM: "constructor.name", DAVY_OIDC_ROLES: "Object=admin" };
  expect(grantOf({}, odd)).toBeUndefined();
});

it("gives places by groups, all to admins and for *, and lets nobody in who would see nothing", () => {
  const places = { DAVY_OIDC_PLACES: "three=Shaft 3, three=North, office=*" };
  expect(grantOf({ groups: ["all", "three"] }, places)).toEqual({
    role: "viewer",
    places: ["North", "Shaft 3"],
  });
  expect(grantOf({ groups: ["all", "three", "office"] }, places)?.places).toBeNull();
  expect(grantOf({ groups: ["admins"] }, places)).toEqual({ role: "admin", places: null });
  expect(grantOf({ groups: ["all"] }, places)).toBeUndefined();
});

it("takes names without what does not show, the best first, and an id of its issuer", () => {
  const known = readClaims(
    { sub: "u1", name: ` Le\u202ena\u0000 ${"x".repeat(80)}`, preferred_username: "lena", email: 7 },
    settings(),
  );
  expect(known.names).toEqual([`Lena ${"x".repeat(55)}`, "lena", "u1"]);
  expect(known.subject).toBe("https://id.example.com/ u1");
});

it("believes that a password was asked for when the issuer says when, and else not at all", () => {
  expect(readClaims({ sub: "u1", auth_time: 1_700_000_000 }, settings()).confirmedAt).toBe(1_700_000_000_000);
  for (const auth_time of [undefined, "1700000000", null])
    expect(readClaims({ sub: "u1", auth_time }, settings()).confirmedAt).toBe(0);
});

it("never gives a role that no group of theirs has, whatever the claims are", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.anything()), fc.anything(), (others, groups) => {
      const told = JSON.stringify(groups) ?? "";
      const grant = readClaims({ ...others, sub: "u1", groups } as Claims, settings()).grant;
      if (grant !== undefined) expect(told).toMatch(/"(admins|crew|all)"/);
    }),
  );
});

it("reads its settings, and says what is missing or wrong", () => {
  expect(readConfig({}).signOn).toBeUndefined();
  expect(settings()).toMatchObject({
    issuer: "https://id.example.com/",
    clientSecret: undefined,
    name: "id.example.com",
    scopes: "openid profile",
    claim: "groups",
    places: undefined,
    lifeMs: 2_592_000_000,
  });
  expect(settings({ DAVY_OIDC_ROLES: "a=b=admin," }).roles).toEqual([["a=b", "admin"]]);
  const wrong: readonly (readonly [Record<string, string>, RegExp])[] = [
    [{ DAVY_OIDC_ISSUER: "http://id.example.com" }, /HTTPS/],
    [{ DAVY_OIDC_ISSUER: "https://id.example.com/.well-known/openid-configuration" }, /well-known/],
    [{ DAVY_OIDC_ISSUER: "https://id.example.com?a=b" }, /issuer's address/],
    [{ DAVY_OIDC_ISSUER: "id.example.com" }, /issuer's address/],
    [{ DAVY_OIDC_CLIENT_ID: "" }, /DAVY_OIDC_CLIENT_ID: set these as well/],
    [{ DAVY_OIDC_ROLES: "crew=king" }, /viewer, operator or admin/],
    [{ DAVY_OIDC_ROLES: "=admin" }, /viewer, operator or admin/],
    [{ DAVY_OIDC_PLACES: "crew=" }, /crew-3=Shaft 3/],
    [{ DAVY_OIDC_SCOPES: "profile" }, /openid/],
    [{ DAVY_OIDC_DAYS: "181" }, /DAVY_OIDC_DAYS/],
  ];
  for (const [env, message] of wrong) expect(() => readConfig({ ...ENV, ...env })).toThrowError(message);
});
