// Real answers of the routes of gateways and displays, held against the document: status, media type, and every member.

import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Access, AccessBook, Displays, Keys, Pairings, Senders } from "../../../../server/access/access.ts";
import { readConfig } from "../../../../server/config.ts";
import { createApp } from "../../../../server/http/app.ts";
import { Bodies } from "../../../../server/http/bodies/bodies.ts";
import { PostedBodies } from "../../../../server/http/bodies/posted-bodies.ts";
import { createMetrics } from "../../../../server/http/metrics/metrics.ts";
import type { AppParts } from "../../../../server/http/parts.ts";
import { listen } from "../../../../server/listen.ts";
import { AppendError } from "../../../../server/log/append-error.ts";
import type { Entry } from "../../../../shared/entries/entry.ts";
import { ACCESS_PATHS as PATHS } from "../../../../shared/wire/access.ts";
import type { PairingAnswer } from "../../../../shared/wire/displays.ts";
import { seededBytes } from "../../../helpers/access-log.ts";
import { askerOf, SLOW_BODIES } from "../../../helpers/ask-routes.ts";
import { NOON } from "../../../helpers/build-entry.ts";
import { Documented } from "../../../helpers/documented.ts";
import { NO_HTTPS } from "../../../helpers/no-https.ts";
import { OPERATIONS } from "../../../helpers/operations.ts";
import { recordReport } from "../../../helpers/record-report.ts";
import { startTestDavy, type TestDavy } from "../../../helpers/start-davy.ts";

const GROUPS = ["Gateways", "Displays"];
const FREE = { host: "127.0.0.1", port: 0, tls: undefined, maxStreams: 10, keepRefused: () => undefined };
const documented = new Documented();

let davy: TestDavy;
let cookie = "";

beforeAll(async () => {
  davy = await startTestDavy();
});
afterAll(() => davy.stop());

const ask = askerOf(() => davy.url);

async function idOf(response: Response): Promise<string> {
  return ((await response.json()) as { id: string }).id;
}

/** A screen that asks, with its cookie. */
async function askPairing(base = davy.url): Promise<PairingAnswer & { readonly cookie: string }> {
  const response = await ask(`POST ${PATHS.pairings}`, { base });
  const [set = ""] = response.headers.getSetCookie();
  return { ...((await response.json()) as PairingAnswer), cookie: set.split(";")[0] ?? "" };
}

/** Each route that has a body, with one that is right. */
async function routesWithBodies(): Promise<readonly [id: string, route: string, body: object][]> {
  const key = await idOf(await ask(`POST ${PATHS.keys}`, { body: { name: "k", kind: "gateway" } }));
  const pairing = await askPairing();
  const display = await idOf(
    await ask(`POST ${PATHS.pairings}/${pairing.id}/confirmation`, {
      body: { code: pairing.code, name: "d", places: ["p"] },
    }),
  );
  cookie = pairing.cookie;
  const next = await askPairing();
  return [
    ["makeKey", `POST ${PATHS.keys}`, { name: "a", kind: "gateway" }],
    ["renameKey", `PATCH ${PATHS.keys}/${key}`, { name: "b" }],
    ["rotateKey", `POST ${PATHS.keys}/${key}/rotation`, { graceHours: 1 }],
    ["allowSender", `POST ${PATHS.senders}`, { name: "s", network: "10.0.0.0/8" }],
    ["changeAccess", `PATCH ${PATHS.access}`, { posts: "open" }],
    ["confirmPairing", `POST ${PATHS.pairings}/${next.id}/confirmation`, { code: next.code, name: "x" }],
    ["changeDisplay", `PATCH ${PATHS.displays}/${display}`, { name: "y" }],
    ["tellContact", `POST ${PATHS.displayContact}`, { build: "7", soundTest: { at: 1, passed: true } }],
  ];
}

const CREATED = new Set(["makeKey", "rotateKey", "allowSender", "confirmPairing"]);

it("answers what is wrong with a body, and then what is right, as the document says", async () => {
  for (const [id, route, body] of await routesWithBodies()) {
    const headers: Record<string, string> = id === "tellContact" ? { Cookie: cookie } : {};
    const foreign = { ...headers, Origin: "https://elsewhere.example" };
    await documented.expect(id, 403, await ask(route, { body, headers: foreign }));
    await documented.expect(id, 400, await ask(route, { body: "{", headers }));
    await documented.expect(id, 400, await ask(route, { body: { nonsense: 1 }, headers }));
    await documented.expect(id, 413, await ask(route, { body: "x".repeat(64 * 1024 + 1), headers }));
    const packed = { ...headers, "Content-Encoding": "zip" };
    await documented.expect(id, 415, await ask(route, { body, headers: packed }));
    await documented.expect(id, CREATED.has(id) ? 201 : 200, await ask(route, { body, headers }));
  }
});

it("answers lists as the document says", async () => {
  const lists = [
    ["listKeys", PATHS.keys],
    ["listSenders", PATHS.senders],
    ["listGateways", PATHS.gateways],
    ["getAccess", PATHS.access],
    ["listDisplays", PATHS.displays],
    ["listRefused", PATHS.refused],
  ] as const;
  await ask("POST /receive-json", { body: { id: "d", sensors: [{ type: "CO", val: 1 }] } });
  await ask("POST /receive-json", { body: "{" });
  for (const [id, path] of lists) await documented.expect(id, 200, await ask(`GET ${path}`));
  await documented.expect("listRefused", 400, await ask(`GET ${PATHS.refused}?why=x`));
});

it("answers what is not there, and what is removed, as the document says", async () => {
  for (const [id, route, body] of [
    ["renameKey", `PATCH ${PATHS.keys}/none`, { name: "b" }],
    ["rotateKey", `POST ${PATHS.keys}/none/rotation`, { graceHours: 1 }],
    ["changeDisplay", `PATCH ${PATHS.displays}/none`, { name: "y" }],
  ] as const)
    await documented.expect(id, 404, await ask(route, { body }));
  for (const [id, path] of [
    ["revokeKey", PATHS.keys],
    ["removeSender", PATHS.senders],
    ["revokeDisplay", PATHS.displays],
  ] as const) {
    const list = (await (await ask(`GET ${path}`)).json()) as Record<string, { id: string }[]>;
    const [first] = Object.values(list)[0] ?? [];
    const route = `DELETE ${path}/${encodeURIComponent(first?.id ?? "")}`;
    const foreign = { Origin: "https://elsewhere.example" };
    await documented.expect(id, 403, await ask(route, { headers: foreign }));
    await documented.expect(id, 204, await ask(route));
    await documented.expect(id, 404, await ask(route));
  }
});

it("answers screens that ask, and whoever looks for them, as the document says", async () => {
  const foreign = { Origin: "https://elsewhere.example" };
  await documented.expect("askPairing", 403, await ask(`POST ${PATHS.pairings}`, { headers: foreign }));
  const { id, code, cookie: own } = await askPairing();
  await documented.expect("askPairing", 201, await ask(`POST ${PATHS.pairings}`));
  const waiting = await ask(`GET ${PATHS.pairings}/${id}`, { headers: { Cookie: own } });
  await documented.expect("getPairing", 200, waiting);
  await documented.expect("findPairing", 200, await ask(`GET ${PATHS.pairings}?code=${code}`));
  await documented.expect("findPairing", 400, await ask(`GET ${PATHS.pairings}`));
  await ask(`POST ${PATHS.pairings}/${id}/confirmation`, { body: { code, name: "z" } });
  const again = await ask(`POST ${PATHS.pairings}`, { headers: { Cookie: own } });
  await documented.expect("askPairing", 409, again);
  for (let tries = 0; tries < 10; tries += 1)
    await documented.expect("findPairing", 403, await ask(`GET ${PATHS.pairings}?code=BBBBBBBB`));
  await documented.expect("findPairing", 429, await ask(`GET ${PATHS.pairings}?code=BBBBBBBB`));
  const body = { code: "BBBBBBBB", name: "z" };
  const route = `POST ${PATHS.pairings}/${id}/confirmation`;
  await documented.expect("confirmPairing", 429, await ask(route, { body }));
});

describe("a server with as much as it may have, whose log takes nothing", () => {
  let ids: { key: string; sender: string; display: string };

  const SECRET = "s".repeat(43);
  const DIGEST = createHash("sha256").update(SECRET).digest("base64url");

  /** Rows of the book, as so many entries would have made them. */
  function fill(book: AccessBook, kind: "key" | "sender" | "display", count: number): string {
    const entries = Array.from({ length: count }, (_, index): Entry => {
      const record =
        kind === "sender" ? { network: `10.0.${index >> 8}.${index & 255}` } : { kind: "gateway" };
      const subject = { kind, id: `${kind}${index}`, name: "n" };
      const made = { seq: index + 1, at: NOON, kind: "access", what: "made", subject, record } as const;
      return kind === "display" ? { ...made, secret: { digest: DIGEST } } : made;
    });
    book.observe({ entries });
    return `${kind}0`;
  }

  async function serve(counts: { keys: number; senders: number; displays: number }, bodies = new Bodies()) {
    const book = new AccessBook();
    const now = () => NOON;
    const random = seededBytes();
    const log = { id: "test", append: () => Promise.reject(new AppendError("disk_full")) };
    const access = new Access({ book, log, now, random, isLoopback: true, hadReadings: false });
    ids = {
      key: fill(book, "key", counts.keys),
      sender: fill(book, "sender", counts.senders),
      display: fill(book, "display", counts.displays),
    };
    const displays = new Displays({ access, random, now });
    const parts = {
      config: readConfig({}),
      report: recordReport(),
      ...{ access, now, log, displays },
      displayWatch: { buildOf: () => "", isPresent: () => false, tell: () => undefined },
      keys: new Keys({ access, random, now }),
      senders: new Senders({ access, random, fixed: ["192.168.0.0/16"] }),
      pairings: new Pairings({ displays, random, now }),
      metrics: createMetrics(),
      posted: new PostedBodies(bodies),
      ingest: { refuse: () => undefined },
      appFolder: "none",
      appProblems: [],
      mqtt: { problems: () => [] },
      https: NO_HTTPS,
      storageFigures: [],
    } as unknown as AppParts;
    return listen(createApp(parts), FREE);
  }

  it("answers 503 to each change", async () => {
    const server = await serve({ keys: 1, senders: 1, displays: 1 });
    const base = server.url;
    const { code, id } = (await (await ask(`POST ${PATHS.pairings}`, { base })).json()) as PairingAnswer;
    for (const [operation, route, body] of [
      ["makeKey", `POST ${PATHS.keys}`, { name: "a", kind: "gateway" }],
      ["renameKey", `PATCH ${PATHS.keys}/${ids.key}`, { name: "b" }],
      ["rotateKey", `POST ${PATHS.keys}/${ids.key}/rotation`, { graceHours: 1 }],
      ["revokeKey", `DELETE ${PATHS.keys}/${ids.key}`, undefined],
      ["allowSender", `POST ${PATHS.senders}`, { name: "s", network: "11.0.0.0/8" }],
      ["removeSender", `DELETE ${PATHS.senders}/${ids.sender}`, undefined],
      ["changeAccess", `PATCH ${PATHS.access}`, { posts: "keys" }],
      ["confirmPairing", `POST ${PATHS.pairings}/${id}/confirmation`, { code, name: "x" }],
      ["changeDisplay", `PATCH ${PATHS.displays}/${ids.display}`, { name: "y" }],
      ["revokeDisplay", `DELETE ${PATHS.displays}/${ids.display}`, undefined],
    ] as const)
      await documented.expect(operation, 503, await ask(route, { body, base }));
    const [cookieName = ""] = (await askPairing(base)).cookie.split("=");
    const test = {
      body: { build: "7", soundTest: { at: NOON, passed: true } },
      headers: { Cookie: `${cookieName}=${SECRET}` },
    };
    const told = await ask(`POST ${PATHS.displayContact}`, { ...test, base });
    await documented.expect("tellContact", 503, told);
    const fixed = `DELETE ${PATHS.senders}/${encodeURIComponent("192.168.0.0/16")}`;
    await documented.expect("removeSender", 400, await ask(fixed, { base }));
    await server.close(0);
  });

  it("answers 409 and 429 to what is one too many", async () => {
    const server = await serve({ keys: 1_000, senders: 500, displays: 200 });
    const base = server.url;
    const { code, id } = (await (await ask(`POST ${PATHS.pairings}`, { base })).json()) as PairingAnswer;
    for (const [operation, route, body] of [
      ["makeKey", `POST ${PATHS.keys}`, { name: "a", kind: "gateway" }],
      ["allowSender", `POST ${PATHS.senders}`, { name: "s", network: "11.0.0.0/8" }],
      ["confirmPairing", `POST ${PATHS.pairings}/${id}/confirmation`, { code, name: "x" }],
    ] as const)
      await documented.expect(operation, 409, await ask(route, { body, base }));
    await server.close(0);
  });

  it("answers 408 to a body that does not come", async () => {
    const server = await serve({ keys: 1, senders: 1, displays: 1 }, SLOW_BODIES);
    for (const { id, method, path } of OPERATIONS.filter(
      ({ group, body }) => body && GROUPS.includes(group),
    )) {
      const route = `${method} ${path.replace("{id}", path.includes("displays") ? ids.display : ids.key)}`;
      await documented.expect(id, 408, await ask(route, { body: {}, base: server.url }));
    }
    await server.close(0);
  });
});

it("answers 429 to the 21st screen that waits", async () => {
  const env = { DAVY_TRUSTED_PROXIES: "127.0.0.1" };
  const other = await startTestDavy({ env });
  const from = (address: string) =>
    ask(`POST ${PATHS.pairings}`, { base: other.url, headers: { "X-Forwarded-For": address } });
  for (let index = 0; index < 20; index += 1) expect((await from(`10.0.0.${index}`)).status).toBe(201);
  await documented.expect("askPairing", 429, await from("10.0.1.1"));
  await other.stop();
});

it("leaves out no answer that the document names", () =>
  documented.expectAll((group) => GROUPS.includes(group)));
