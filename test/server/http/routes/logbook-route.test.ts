import { afterAll, beforeAll, expect, it } from "vitest";
import { devicePath, type LogbookAnswer, PATHS } from "../../../../shared/wire/api.ts";
import { startTestDavy, type TestDavy } from "../../../helpers/start-davy.ts";

const START = Date.UTC(2026, 10, 23, 12);
const BY = { kind: "open", name: "", from: "127.0.0.1" };
let davy: TestDavy;
let now = START;

const send = (path: string, init: RequestInit) => fetch(davy.url + path, init);
const patch = (body: object, headers = {}) =>
  send(devicePath("pump"), { method: "PATCH", body: JSON.stringify(body), headers });
const postReading = (id: string) =>
  send(PATHS.receiveJson, { method: "POST", body: JSON.stringify({ id, co: 1 }) });

async function logbook(query = ""): Promise<LogbookAnswer> {
  const answer = await send(`${PATHS.logbook}${query}`, {});
  expect(answer.status).toBe(200);
  return (await answer.json()) as LogbookAnswer;
}

const seqs = async (query = "") => (await logbook(query)).events.map(({ seq }) => seq);

beforeAll(async () => {
  davy = await startTestDavy({ now: () => now, env: { DAVY_TRUSTED_PROXIES: "127.0.0.1" } });
  for (const id of ["pump", "other"]) expect((await postReading(id)).status).toBe(200);
  now += 60_000;
  expect((await patch({ name: "Pump 1", sensors: { CO: { zero: 12 } } })).status).toBe(200);
  now += 60_000;
  const through = { "X-Forwarded-For": "10.0.0.9, 192.168.7.20" };
  expect((await patch({ name: "Pump 2", place: "Hall" }, through)).status).toBe(200);
  now += 60_000;
  expect((await send(`${devicePath("other")}?data=keep`, { method: "DELETE" })).status).toBe(200);
});
afterAll(() => davy.stop());

it("tells what was done, newest first, by whom, and what was before", async () => {
  expect(await logbook()).toEqual({
    events: [
      { seq: 5, at: START + 180_000, kind: "forget", device: "other", data: "keep", by: BY },
      {
        seq: 4,
        at: START + 120_000,
        kind: "setting",
        device: "pump",
        patch: { name: "Pump 2", place: "Hall" },
        was: { name: "Pump 1", place: null },
        by: { ...BY, from: "192.168.7.20" },
      },
      {
        seq: 3,
        at: START + 60_000,
        kind: "setting",
        device: "pump",
        patch: { name: "Pump 1", sensors: { CO: { zero: 12 } } },
        was: { name: null, sensors: { CO: { zero: null } } },
        by: BY,
      },
    ],
  });
});

it("undoes a change by what was before it, and tells of that too", async () => {
  const [, change] = (await logbook()).events;
  const undone = await patch(change?.["was"] as object);
  expect(await undone.json()).toEqual({ name: "Pump 1", sensors: { CO: { zero: 12 } } });
  const [latest] = (await logbook("?limit=1")).events;
  expect(latest).toMatchObject({
    patch: { name: "Pump 1", place: null },
    was: { name: "Pump 2", place: "Hall" },
  });
});

it("finds what was asked for by time, kind, device and person", async () => {
  const minute = (count: number) => START + count * 60_000;
  expect(await seqs(`?to=${minute(3)}`)).toEqual([4, 3]);
  expect(await seqs(`?from=${minute(2)}&to=${minute(3) + 1}&kind=forget`)).toEqual([5]);
  expect(await seqs(`?from=now-61s&kind=forget&kind=setting&to=now`)).toEqual([4]);
  expect(await seqs("?kind=site")).toEqual([]);
  expect(await seqs("?device=other")).toEqual([5]);
  expect(await seqs("?by=open&device=other")).toEqual([5]);
  expect(await seqs("?by=system")).toEqual([]);
});

it("pages by its cursor, whatever comes in meanwhile", async () => {
  const first = await logbook("?limit=2&device=pump");
  await patch({ place: "Shaft" });
  const rest = await logbook(`?limit=2&device=pump&cursor=${first.cursor}`);
  expect([...first.events, ...rest.events].map(({ seq }) => seq)).toEqual([6, 4, 3]);
  expect(rest.cursor).toBeUndefined();
});

it.each([
  ["?limit=0", "limit must be a whole number from 1 to 1000."],
  ["?limit=1001", "limit must be a whole number from 1 to 1000."],
  ["?cursor=7", "cursor must be the `cursor` of an answer; leave it out to begin."],
  ["?from=2000000000000&to=1000000000000", "from must be before to."],
  [
    "?kind=",
    "kind must be a kind of entries such as setting, in at most 40 letters, or be given up to 16 times.",
  ],
  [
    "?who=open",
    "who is not known; did you mean by? (known: from, to, kind, device, by, group, place, q, limit, cursor).",
  ],
  ["?by=a&by=b", "by must be given once."],
])("refuses %s with a sentence", async (query, error) => {
  const answer = await send(PATHS.logbook + query, {});
  expect(answer.status).toBe(400);
  expect(await answer.json()).toEqual({ error, code: "invalid_parameter" });
});

it("is not for pages of other origins, since it tells who is on the network", async () => {
  const headers = { Origin: "https://elsewhere.example" };
  const answer = await send(PATHS.logbook, { headers });
  expect(answer.headers.get("access-control-allow-origin")).toBeNull();
});

it("tells of changes that come at once what each of them found", async () => {
  await Promise.all([1, 2, 3, 4, 5, 6].map((zero) => patch({ sensors: { H2S: { zero } } })));
  const { events } = await logbook("?limit=6");
  const told = events.map((event) => event as unknown as { patch: Zero; was: Zero }).reverse();
  expect(told[0]?.was.sensors.H2S.zero).toBeNull();
  for (const [place, { was }] of told.entries())
    if (place > 0) expect(was.sensors.H2S.zero).toBe(told[place - 1]?.patch.sensors.H2S.zero);
});

interface Zero {
  readonly sensors: { readonly H2S: { readonly zero: number | null } };
}
