import { expect, it } from "vitest";
import { Senders } from "../../../server/access/access.ts";
import { ADMIN, accessInMemory } from "../../helpers/access-log.ts";
import { NOON } from "../../helpers/build-entry.ts";

function setUp(fixed: readonly string[] = []) {
  const parts = accessInMemory();
  return { ...parts, senders: new Senders({ ...parts, fixed }) };
}

it("allows an address and a network from the next question on, and no longer once removed", async () => {
  const { senders, entries } = setUp();
  expect(senders.find("10.0.0.7")).toBeUndefined();
  const one = await senders.allow({ name: "one", network: "10.0.0.7" }, ADMIN);
  const net = await senders.allow({ name: "net", network: "fd00::1/8" }, ADMIN);
  expect(one).toEqual({ id: one.id, name: "one", network: "10.0.0.7", createdAt: NOON, isFixed: false });
  expect(senders.find("::ffff:10.0.0.7")).toMatchObject({ id: one.id });
  expect(senders.find("fd12::9")).toMatchObject({ id: net.id, network: "fd00::/8" });
  expect(senders.find("10.0.0.8")).toBeUndefined();
  await senders.remove(one.id, ADMIN);
  expect(senders.find("10.0.0.7")).toBeUndefined();
  expect(entries.map((entry) => "what" in entry && entry.what)).toEqual([
    "sender-allowed",
    "sender-allowed",
    "sender-removed",
  ]);
});

it("answers the same one when it is allowed twice, however it is written", async () => {
  const { senders, entries } = setUp();
  const first = await senders.allow({ name: "one", network: "10.1.2.3/8" }, ADMIN);
  expect(await senders.allow({ name: "other", network: "10.0.0.0/8" }, ADMIN)).toEqual(first);
  expect(entries).toHaveLength(1);
});

it("knows those of the settings, which keep their ids and cannot be removed", async () => {
  const { senders } = setUp(["192.168.7.5/24", "10.0.0.1"]);
  expect(senders.list().map(({ id, isFixed }) => [id, isFixed])).toEqual([
    ["192.168.7.0/24", true],
    ["10.0.0.1", true],
  ]);
  expect(senders.find("192.168.7.200")?.id).toBe("192.168.7.0/24");
  await expect(senders.remove("10.0.0.1", ADMIN)).rejects.toMatchObject({ code: "invalid" });
  await expect(senders.remove("none", ADMIN)).rejects.toMatchObject({ code: "unknown" });
});

it.each(["host", "10.0.0.0/0", "::/0"])("allows no %s", async (network) => {
  const { senders, entries } = setUp();
  await expect(senders.allow({ name: "a", network }, ADMIN)).rejects.toMatchObject({ code: "invalid" });
  expect(entries).toEqual([]);
});

it("answers rightly for more addresses than it remembers", async () => {
  const { senders } = setUp(["10.0.0.0/16"]);
  for (let index = 0; index < 6_000; index += 1) {
    const address = `10.${index % 2}.${index >> 8}.${index & 255}`;
    expect(senders.find(address) !== undefined).toBe(index % 2 === 0);
  }
});
