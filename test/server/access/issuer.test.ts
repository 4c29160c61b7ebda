// What is asked of an issuer, a real one, and what is made of answers that were changed on the way.

import { afterEach, beforeEach, expect, it } from "vitest";
import { createIssuer } from "../../../server/access/issuer.ts";
import { readConfig } from "../../../server/config.ts";
import { CLIENT_SECRET, startIssuer, type TestIssuer } from "../../helpers/oidc-issuer.ts";
import { SignOnWalk } from "../../helpers/sign-on-walk.ts";

const REDIRECT = "http://127.0.0.1:1/api/v1/sign-on/callback";
const CHECKS = { state: "s".repeat(43), nonce: "n".repeat(43), verifier: "v".repeat(43) };
const DISCOVERY = "GET /.well-known/openid-configuration";
const HOUR_MS = 3_600_000;

let issuer: TestIssuer;
let clock = 0;
/** What is made of each answer on its way. */
let change: (path: string, response: Response) => Response | Promise<Response>;
let requests: { readonly path: string; readonly init: RequestInit | undefined }[];

beforeEach(async () => {
  issuer = await startIssuer({ isInToken: true });
  issuer.register(REDIRECT);
  issuer.accounts.set("u1", { name: "Lena", groups: ["gas"] });
  issuer.account = "u1";
  change = (_, response) => response;
  requests = [];
});
afterEach(() => issuer.stop());

function create() {
  const { signOn } = readConfig({
    DAVY_OIDC_ISSUER: issuer.url,
    DAVY_OIDC_CLIENT_ID: "davy",
    DAVY_OIDC_CLIENT_SECRET: CLIENT_SECRET,
    DAVY_OIDC_ROLES: "gas=viewer",
  });
  if (!signOn) throw new Error("There is no sign-on.");
  const ask: typeof fetch = async (input, init) => {
    const path = new URL(String(input)).pathname;
    requests.push({ path, init });
    return await change(path, await fetch(input, init));
  };
  return createIssuer({ settings: signOn, ask, now: () => clock });
}

const request = { redirectUri: REDIRECT, isAgain: false };

/** Goes to the issuer, and takes its answer. */
async function claims(subject = create(), alter: (answer: URL) => void = () => {}) {
  const walk = new SignOnWalk({ davy: { url: "" }, issuer });
  const answer = new URL(await walk.follow(await subject.authorizationUrl(CHECKS, request)));
  alter(answer);
  return await subject.claimsOf(CHECKS, answer);
}
const problem = (kind: string) => expect.objectContaining({ name: "IssuerError", problem: kind });

async function withJson(response: Response, alter: (body: Record<string, string>) => object) {
  return Response.json(alter(await response.json()), { status: response.status });
}

it("is told who it is, and gives each request a time limit and follows no redirect", async () => {
  expect(await claims()).toMatchObject({ sub: "u1", name: "Lena", groups: ["gas"] });
  expect(requests.map(({ path }) => path)).toEqual(["/.well-known/openid-configuration", "/token", "/jwks"]);
  for (const { init } of requests) {
    expect(init?.signal).toBeInstanceOf(AbortSignal);
    expect(init?.redirect).toBe("manual");
  }
});

it("takes no ID token that was changed on its way, whoever sends it", async () => {
  change = (path, response) => {
    if (path !== "/token") return response;
    return withJson(response, ({ id_token = "", ...rest }) => {
      const [head, body = "", signature] = id_token.split(".");
      const told = { ...JSON.parse(Buffer.from(body, "base64url").toString()), groups: ["gas-admins"] };
      const changed = Buffer.from(JSON.stringify(told)).toString("base64url");
      return { ...rest, id_token: [head, changed, signature].join(".") };
    });
  };
  await expect(claims()).rejects.toEqual(problem("failed"));
});

it("takes no answer in the name of another issuer, with another state, or without its code", async () => {
  const alterations: ((answer: URL) => void)[] = [
    ({ searchParams }) => searchParams.set("iss", "https://evil.example"),
    ({ searchParams }) => searchParams.delete("iss"),
    ({ searchParams }) => searchParams.set("state", "x".repeat(43)),
    ({ searchParams }) => searchParams.delete("code"),
    ({ searchParams }) => searchParams.append("code", "another"),
  ];
  for (const alter of alterations) await expect(claims(create(), alter)).rejects.toEqual(problem("failed"));
});

it("takes no token for another nonce or another verifier", async () => {
  for (const other of [{ nonce: "x".repeat(43) }, { verifier: "x".repeat(43) }]) {
    const subject = create();
    const walk = new SignOnWalk({ davy: { url: "" }, issuer });
    const answer = new URL(await walk.follow(await subject.authorizationUrl(CHECKS, request)));
    await expect(subject.claimsOf({ ...CHECKS, ...other }, answer)).rejects.toEqual(problem("failed"));
  }
});

it("does not go by what another server says of itself, nor by what is no description, or too long", async () => {
  const wrongs: ((response: Response) => Response | Promise<Response>)[] = [
    (response) => withJson(response, (body) => ({ ...body, issuer: "https://evil.example" })),
    () => new Response("<html>", { headers: { "content-type": "text/html" } }),
    () => new Response("", { status: 502 }),
    (response) => withJson(response, (body) => ({ ...body, padding: "x".repeat(512 * 1024) })),
  ];
  for (const wrong of wrongs) {
    change = (_, response) => wrong(response);
    await expect(create().authorizationUrl(CHECKS, request)).rejects.toEqual(problem("unreachable"));
  }
});

it("asks what the issuer is like each hour, and leaves it alone for a while after a failure", async () => {
  const subject = create();
  const asked = () => issuer.asked.filter((line) => line === DISCOVERY).length;
  await Promise.all([subject.authorizationUrl(CHECKS, request), subject.authorizationUrl(CHECKS, request)]);
  clock += HOUR_MS - 1;
  await subject.authorizationUrl(CHECKS, request);
  expect(asked()).toBe(1);
  clock += 1;
  change = () => new Response("", { status: 503 });
  await expect(subject.authorizationUrl(CHECKS, request)).rejects.toEqual(problem("unreachable"));
  change = (_, response) => response;
  clock += 4_999;
  await expect(subject.authorizationUrl(CHECKS, request)).rejects.toEqual(problem("unreachable"));
  clock += 1;
  expect(await subject.authorizationUrl(CHECKS, request)).toContain(issuer.url);
  expect(asked()).toBe(3);
});

it("tells the log of a problem without what was sent", async () => {
  change = (path, response) =>
    path === "/token"
      ? Response.json({ error: "invalid_client", error_description: CLIENT_SECRET }, { status: 401 })
      : response;
  const error = await claims().catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ problem: "unreachable", detail: expect.stringContaining("invalid_client") });
  expect(String(error)).not.toContain(CLIENT_SECRET);
});
