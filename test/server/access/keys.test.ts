import { expect, it } from "vitest";
import { AccessBook, digestOf, Keys } from "../../../server/access/access.ts";
import { newKey } from "../../../server/access/keys.ts";
import { HOUR_MS } from "../../../shared/ground/time.ts";
import { ADMIN, accessInMemory } from "../../helpers/access-log.ts";
import { NOON } from "../../helpers/build-entry.ts";

function setUp() {
  const parts = accessInMemory();
  return { ...parts, keys: new Keys(parts) };
}

const digestsIn = (value: unknown) => JSON.stringify(value);

it("makes keys that say what they are for, with 130 random bits", () => {
  const bytes = (value: number) => (count: number) => new Uint8Array(count).fill(value);
  expect(newKey("gateway", bytes(0))).toBe("davy_g_aaaaaaaaaaaaaaaaaaaaaaaaaa");
  expect(newKey("reader", bytes(255))).toBe("davy_r_77777777777777777777777777");
});

it("writes down the digest of a key and never the key, with who made it", async () => {
  const { keys, entries, book } = setUp();
  const { key, row } = await keys.make({ name: "Shaft 3", kind: "gateway" }, ADMIN);
  expect(entries).toEqual([
    {
      seq: 1,
      at: NOON,
      kind: "access",
      what: "key-made",
      by: ADMIN,
      subject: { kind: "key", id: row.id, name: "Shaft 3" },
      record: { kind: "gateway" },
      secret: { digest: digestOf(key) },
    },
  ]);
  expect(row.id).toMatch(/^[\w-]{6}$/);
  expect(book.find(digestOf(key))).toMatchObject({ kind: "key", row: { id: row.id } });
  expect(digestsIn(entries) + digestsIn(book.snapshot())).not.toContain(key);
});

it("finds the same keys after a restart from a snapshot, and from the entries", async () => {
  const { keys, entries, book } = setUp();
  const { key } = await keys.make({ name: "a", kind: "reader" }, ADMIN);
  await keys.rename(keys.list()[0]?.id ?? "", "b", ADMIN);
  const [restored, replayed] = [new AccessBook(), new AccessBook()];
  restored.restore(JSON.parse(JSON.stringify(book.snapshot())));
  replayed.observe({ entries });
  for (const other of [restored, replayed])
    expect(other.find(digestOf(key))?.row).toMatchObject({ name: "b", record: { kind: "reader" } });
});

it("takes both keys for a while after a rotation, and knows until when", async () => {
  const { keys, book } = setUp();
  const first = await keys.make({ name: "a", kind: "gateway" }, ADMIN);
  const second = await keys.rotate(first.row.id, 24, ADMIN);
  expect(second.key).not.toBe(first.key);
  for (const key of [first.key, second.key]) expect(book.find(digestOf(key))?.row.id).toBe(first.row.id);
  expect(second.row.record["oldUntil"]).toBe(NOON + 24 * HOUR_MS);
  const third = await keys.rotate(first.row.id, 1, ADMIN);
  expect(book.find(digestOf(first.key))).toBeUndefined();
  expect(third.row.createdAt).toBe(NOON);
});

it("lists no revoked key, but knows it for one, and changes it no more", async () => {
  const { keys, book } = setUp();
  const { key, row } = await keys.make({ name: "a", kind: "gateway" }, ADMIN);
  await keys.revoke(row.id, ADMIN);
  expect(keys.list()).toEqual([]);
  expect(book.find(digestOf(key))?.row.record).toMatchObject({ ended: "revoked" });
  for (const change of [
    keys.revoke(row.id, ADMIN),
    keys.rename(row.id, "b", ADMIN),
    keys.rotate(row.id, 1, ADMIN),
  ])
    await expect(change).rejects.toMatchObject({ code: "unknown" });
});

it("takes no more than 1,000 keys", async () => {
  const { keys } = setUp();
  for (let index = 0; index < 1_000; index += 1)
    await keys.make({ name: `${index}`, kind: "gateway" }, ADMIN);
  const one = keys.make({ name: "one more", kind: "gateway" }, ADMIN);
  await expect(one).rejects.toMatchObject({ code: "full" });
  expect(new Set(keys.list().map(({ id }) => id)).size).toBe(1_000);
});
