import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { HOUR_MS } from "../../../../shared/ground/time.ts";
import { ACCESS_PATHS } from "../../../../shared/wire/access.ts";
import { PATHS } from "../../../../shared/wire/api.ts";
import type {
  GatewaysAnswer,
  KeysAnswer,
  NewKeyAnswer,
  SenderAnswer,
} from "../../../../shared/wire/gateways.ts";
import type { RefusedListAnswer } from "../../../../shared/wire/refused.ts";
import { setUpAdmin } from "../../../helpers/as-person.ts";
import { NOON } from "../../../helpers/build-entry.ts";
import { startTestDavy, type TestDavy } from "../../../helpers/start-davy.ts";
import { temporaryFolder } from "../../../helpers/temporary-folder.ts";

let folder: string;
let davy: TestDavy;
let clock: number;

async function start(env: Readonly<Record<string, string>> = {}): Promise<void> {
  davy = await startTestDavy({ folder, env, now: () => clock });
}

beforeEach(async () => {
  clock = NOON;
  folder = await temporaryFolder("keys");
  await start();
});
afterEach(async () => {
  await davy.stop();
  await rm(folder, { recursive: true, force: true });
});

async function ask<Answer>(route: string, body?: object): Promise<Answer> {
  const [method = "", path = ""] = route.split(" ");
  const sent = body === undefined ? {} : { body: JSON.stringify(body) };
  const response = await fetch(davy.url + path, { method, ...sent });
  const text = await response.text();
  expect([route, response.status, text]).toEqual([route, expect.any(Number), expect.any(String)]);
  if (response.status >= 400) throw new Error(`${route}: ${response.status} ${text}`);
  return (text === "" ? undefined : JSON.parse(text)) as Answer;
}

let uid = 0;
function post(headers: Record<string, string> = {}, path: string = PATHS.receiveJson) {
  uid += 1;
  const body = JSON.stringify({ id: "handheld 1", uid, pct: 80, sensors: [{ type: "CO", val: 7 }] });
  return fetch(davy.url + path, { method: "POST", headers, body });
}

const bearer = (key: string) => ({ Authorization: `Bearer ${key}` });
const basic = (key: string) => ({ Authorization: `Basic ${Buffer.from(`any:${key}`).toString("base64")}` });
const makeKey = (kind: string, name = "Shaft 3") =>
  ask<NewKeyAnswer>(`POST ${ACCESS_PATHS.keys}`, { name, kind });
const closePosts = () => ask(`PATCH ${ACCESS_PATHS.access}`, { posts: "keys" });
const refused = () => ask<RefusedListAnswer>(`GET ${ACCESS_PATHS.refused}?why=key`);

async function viasInJournal(): Promise<string[]> {
  const names = await readdir(join(folder, "journal"));
  const texts = await Promise.all(names.map((name) => readFile(join(folder, "journal", name), "utf8")));
  return [...texts.join("").matchAll(/"kind":"reading".*?(?:"via":"([^"]*)")?,"crc"/g)].map(
    ([, via = ""]) => via,
  );
}

describe("a server whose posts need a key", () => {
  it("takes a gateway's key by Bearer, Basic and path, by either way in, and each entry says so", async () => {
    const { key, id } = await makeKey("gateway");
    expect((await post()).status).toBe(200);
    await closePosts();
    expect((await post(bearer(key))).status).toBe(200);
    expect((await post(basic(key), PATHS.readings)).status).toBe(200);
    expect((await post({}, `/k/${key}${PATHS.receiveJson}`)).status).toBe(200);
    expect((await post({}, `/k/${key}${PATHS.readings}`)).status).toBe(200);
    expect(await viasInJournal()).toEqual(["", `k${id}`, `k${id}`, `p${id}`, `p${id}`]);
  });

  it("answers 401 with the remedy to a post without one, stores nothing of it, and shows who it was", async () => {
    await closePosts();
    const response = await post();
    expect(response.status).toBe(401);
    expect(response.headers.get("www-authenticate")).toContain("Basic");
    expect(await response.json()).toEqual({
      code: "unauthenticated",
      error: expect.stringMatching(/Authorization: Bearer .*\/k\/<key>\/receive-json.*allows your address/),
    });
    await post({}, PATHS.readings);
    const row = { from: "127.0.0.1", why: "key", code: "no_key", devices: ["handheld 1"], canAllow: true };
    expect((await refused()).refused).toEqual([expect.objectContaining({ ...row, count: 2 })]);
    expect(await viasInJournal()).toEqual([]);
    await davy.close();
    expect(await readFile(join(folder, "rejected.ndjson"), "utf8")).toContain('\\"handheld 1\\"');
  });

  it("takes no wrong key, no reader's key and no secret of another kind, and says which it was", async () => {
    const reader = await makeKey("reader");
    const gateway = await makeKey("gateway");
    await closePosts();
    const wrong = [
      bearer("davy_g_aaaaaaaaaaaaaaaaaaaaaaaaaa"),
      bearer(reader.key),
      basic(reader.key),
      { Authorization: `Digest ${gateway.key}` },
      { Authorization: gateway.key },
      { Authorization: "Basic" },
      { Cookie: `davy-x=${gateway.key}` },
    ];
    for (const headers of wrong) expect([headers, (await post(headers)).status]).toEqual([headers, 401]);
    expect((await post({}, `/k/${reader.key}${PATHS.receiveJson}`)).status).toBe(401);
    expect((await post({}, `/k/Bearer ${gateway.key}${PATHS.receiveJson}`)).status).toBe(401);
    const said = await refused();
    expect(said.refused.map(({ code }) => code).sort()).toEqual(["no_key", "wrong_key"]);
    expect(JSON.stringify(said)).not.toContain("davy_");
  });

  it("lets nothing out for a gateway's key, in a header or in the path", async () => {
    const { key } = await makeKey("gateway");
    for (const path of [PATHS.devices, PATHS.health, "/", PATHS.metrics]) {
      const { status, headers } = await fetch(`${davy.url}/k/${key}${path}`, { redirect: "manual" });
      expect([path, status, headers.get("set-cookie")]).toEqual([path, 404, null]);
    }
    const { status } = await fetch(davy.url + PATHS.devices, { headers: bearer(key) });
    expect(status).toBe(403);
  });

  it("takes nothing for a revoked key from the answer on, also where posts are open", async () => {
    const { key, id } = await makeKey("gateway");
    await closePosts();
    expect((await post(bearer(key))).status).toBe(200);
    await ask(`DELETE ${ACCESS_PATHS.keys}/${id}`);
    expect((await post(bearer(key))).status).toBe(401);
    await ask(`PATCH ${ACCESS_PATHS.access}`, { posts: "open" });
    expect((await post(bearer(key))).status).toBe(401);
    expect((await post({}, `/k/${key}${PATHS.receiveJson}`)).status).toBe(401);
    expect((await refused()).refused[0]).toMatchObject({ code: "revoked_key", count: 3 });
    expect((await ask<KeysAnswer>(`GET ${ACCESS_PATHS.keys}`)).keys).toEqual([]);
    // Whoever sends another password out of habit is no worse off than who sends none.
    expect((await post(bearer("password"))).status).toBe(200);
  });

  it("takes the key before a rotation for as long as was said, also after it was remembered", async () => {
    const { key, id } = await makeKey("gateway");
    await closePosts();
    const second = await ask<NewKeyAnswer>(`POST ${ACCESS_PATHS.keys}/${id}/rotation`, { graceHours: 2 });
    expect(second).toMatchObject({ id, oldUntil: NOON + 2 * HOUR_MS });
    clock = NOON + 2 * HOUR_MS;
    expect((await post(bearer(key))).status).toBe(200);
    clock += 1;
    expect((await post(bearer(key))).status).toBe(401);
    expect((await post(bearer(second.key))).status).toBe(200);
    expect((await ask<KeysAnswer>(`GET ${ACCESS_PATHS.keys}`)).keys).toMatchObject([{ id, oldUntil: null }]);
  });

  it("takes posts from an allowed address with one tap, and no longer once it is removed", async () => {
    await closePosts();
    expect((await post()).status).toBe(401);
    const [row] = (await refused()).refused;
    const sender = await ask<SenderAnswer>(`POST ${ACCESS_PATHS.senders}`, { name: "x", network: row?.from });
    expect((await post()).status).toBe(200);
    expect((await refused()).refused[0]?.canAllow).toBe(false);
    expect(await viasInJournal()).toEqual([`a${sender.id}`]);
    await ask(`DELETE ${ACCESS_PATHS.senders}/${sender.id}`);
    expect((await post()).status).toBe(401);
  });

  it("goes on by the same keys, addresses and figures after a restart", async () => {
    const { key, id } = await makeKey("gateway");
    await closePosts();
    await post(bearer(key));
    await davy.close();
    clock += HOUR_MS;
    await start({ DAVY_INGEST_FROM: "10.0.0.0/8" });
    expect((await post()).status).toBe(401);
    expect((await post(bearer(key))).status).toBe(200);
    const { gateways } = await ask<GatewaysAnswer>(`GET ${ACCESS_PATHS.gateways}`);
    expect(gateways).toEqual([
      {
        how: "key",
        id,
        name: "Shaft 3",
        lastPostAt: clock,
        from: "127.0.0.1",
        firstFrom: "127.0.0.1",
        readingsADay: 2,
        devices: [{ device: "handheld 1", battery: 80, lastAt: clock }],
      },
      {
        how: "address",
        id: "10.0.0.0/8",
        name: "DAVY_INGEST_FROM",
        lastPostAt: null,
        from: "",
        firstFrom: "",
        readingsADay: 0,
        devices: [],
      },
    ]);
  });
});

it("lets a reader's key read what programs read, by Bearer and Basic, and nothing in; revoked over a restart too", async () => {
  const { key, id } = await makeKey("reader", "Prometheus");
  await post();
  const admin = await setUpAdmin(davy);
  const range = "from=now-1h&to=now";
  const paths = [
    PATHS.metrics,
    `${PATHS.exportCsv}?${range}`,
    PATHS.devices,
    PATHS.lastEntity,
    `${PATHS.dataFromTimestamp}?system_time=0`,
    PATHS.backup,
  ];
  const ask = async (path: string, headers: Record<string, string>) => {
    const response = await fetch(davy.url + path, { headers });
    await response.arrayBuffer();
    return response.status;
  };
  for (const path of paths) {
    expect([path, await ask(path, {})]).toEqual([path, 401]);
    expect([path, await ask(path, bearer(key))]).toEqual([path, 200]);
    // A backup ends a moment after its last byte, and there is one at a time.
    await expect.poll(async () => [path, await ask(path, basic(key))]).toEqual([path, 200]);
  }
  expect(await ask(ACCESS_PATHS.keys, bearer(key))).toBe(403);
  expect((await admin.ask(ACCESS_PATHS.keys)).body.keys).toMatchObject([{ id, lastUsedAt: NOON }]);
  await admin.ask(`${ACCESS_PATHS.keys}/${id}`, { method: "DELETE" });
  expect(await ask(PATHS.metrics, bearer(key))).toBe(401);
  await davy.close();
  await start();
  expect(await ask(PATHS.metrics, bearer(key))).toBe(401);
});

it("keeps no key in any file or line of the log, however it was sent, and whatever became of it", async () => {
  const gateway = await makeKey("gateway");
  const reader = await makeKey("reader");
  await closePosts();
  for (const key of [gateway.key, reader.key, `${gateway.key}x`]) {
    await post(bearer(key));
    await post(basic(key));
    await post({}, `/k/${key}${PATHS.receiveJson}`);
    await post({}, `/k/${key}/nowhere`);
    await fetch(`${davy.url}${PATHS.receiveJson}?key=${key}`, { method: "POST", body: `{"key":"${key}"}` });
  }
  const rotated = await ask<NewKeyAnswer>(`POST ${ACCESS_PATHS.keys}/${gateway.id}/rotation`, {
    graceHours: 1,
  });
  const answers = [
    ACCESS_PATHS.keys,
    ACCESS_PATHS.refused,
    ACCESS_PATHS.gateways,
    PATHS.logbook,
    PATHS.metrics,
  ];
  const said = await Promise.all(answers.map(async (path) => (await fetch(davy.url + path)).text()));
  await davy.close();
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = names.filter((name) => name.isFile());
  const kept = await Promise.all(files.map((file) => readFile(join(file.parentPath, file.name), "latin1")));
  const all = [...said, ...kept, JSON.stringify(davy.report.lines)].join("\n");
  expect(all.length).toBeGreaterThan(10_000);
  for (const { key } of [gateway, reader, rotated]) {
    const secret = key.slice("davy_g_".length);
    const encoded = Buffer.from(`any:${key}`).toString("base64").slice(0, 30);
    expect([all.includes(secret), all.includes(encoded)]).toEqual([false, false]);
  }
  expect(said.join("")).not.toMatch(/digest|secret/i);
});

it("tells of all that post without a key while posts are open, so that nobody is shut out unseen", async () => {
  await post();
  const { gateways } = await ask<GatewaysAnswer>(`GET ${ACCESS_PATHS.gateways}`);
  expect(gateways).toMatchObject([{ how: "open", readingsADay: 1, devices: [{ device: "handheld 1" }] }]);
  await closePosts();
  await post();
  const after = await ask<GatewaysAnswer>(`GET ${ACCESS_PATHS.gateways}`);
  expect(after.gateways).toMatchObject([{ how: "open", readingsADay: 1 }]);
});
