import { scryptSync } from "node:crypto";
import { expect, it } from "vitest";
import { ScryptThreads } from "../../../server/access/scrypt-threads.ts";

const job = (password: string, N = 16) => ({
  password,
  salt: Buffer.from("salt"),
  bytes: 32,
  options: { N, r: 1, p: 1 },
});

it("works out what scrypt says, one after the other and at a time", async () => {
  const threads = new ScryptThreads();
  const expected = (password: string) => scryptSync(password, "salt", 32, { N: 16, r: 1, p: 1 });
  expect(Buffer.from(await threads.run(job("one")))).toEqual(expected("one"));
  const both = await Promise.all(["two", "three"].map((password) => threads.run(job(password))));
  expect(both.map((hash) => Buffer.from(hash))).toEqual([expected("two"), expected("three")]);
});

it("says what cannot be worked out, and goes on with the next", async () => {
  const threads = new ScryptThreads();
  await threads.run(job("before"));
  await expect(threads.run(job("no power of two", 15))).rejects.toThrow();
  expect((await threads.run(job("after"))).length).toBe(32);
});
