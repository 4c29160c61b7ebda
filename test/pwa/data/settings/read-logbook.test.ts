import { expect, it } from "vitest";
import { readChanges } from "../../../../pwa/src/data/settings/read-logbook.ts";

const { signal } = new AbortController();
const setting = (seq: number, over = {}) => ({
  seq,
  at: seq * 1_000,
  kind: "setting",
  device: "a b",
  patch: { name: `n${seq}` },
  ...over,
});

function answering(...pages: readonly unknown[]) {
  const asked: string[] = [];
  const fetch = async (path: string) => {
    asked.push(path);
    return new Response(JSON.stringify(pages[asked.length - 1]));
  };
  return { fetch, asked };
}

it("asks for what was set of one device, and then for what is older", async () => {
  const { fetch, asked } = answering({ events: [setting(2)], cursor: "2" }, { events: [setting(1)] });
  const first = await readChanges(fetch, { device: "a b" }, signal);
  expect(first).toEqual({ changes: [setting(2)], cursor: "2" });
  expect(await readChanges(fetch, { device: "a b", cursor: "2" }, signal)).toEqual({ changes: [setting(1)] });
  const path = "/api/v1/logbook?device=a+b&limit=10&kind=setting&kind=forget&kind=settings-found";
  expect(asked).toEqual([path, `${path}&cursor=2`]);
});

it("looks on where a page is empty with further ones to come", async () => {
  const { fetch } = answering(
    { events: [], cursor: "9" },
    { events: [], cursor: "5" },
    { events: [setting(4)] },
  );
  expect((await readChanges(fetch, { device: "a b" }, signal)).changes).toEqual([setting(4)]);
});

it("leaves out what is no such entry, and an actor of another form", async () => {
  const by = { kind: "person", name: "Kim", from: "10.0.0.2" };
  const events = [
    setting(9, { by }),
    setting(8, { by: "Kim" }),
    { seq: 7, at: 7, kind: "forget", device: "a b", data: "keep" },
    setting(6, { patch: "nonsense" }),
    { seq: 5, at: 5, kind: "from-the-future" },
    "text",
  ];
  const { changes } = await readChanges(answering({ events }).fetch, { device: "a b" }, signal);
  expect(changes).toEqual([setting(9, { by }), setting(8), events[2]]);
});

it("rejects when the server does not answer, or something else does", async () => {
  const refused = async () => new Response("", { status: 503 });
  await expect(readChanges(refused, { device: "a" }, signal)).rejects.toThrow("status 503");
  await expect(readChanges(answering({}).fetch, { device: "a" }, signal)).rejects.toThrow();
});
