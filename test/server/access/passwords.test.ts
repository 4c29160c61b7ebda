import { randomBytes } from "node:crypto";
import { expect, it } from "vitest";
import { createPasswords } from "../../../server/access/passwords.ts";

const QUICK = { N: 16, r: 1, p: 1 };

it("keeps of a password a record with a salt of its own, and knows it again", async () => {
  const passwords = createPasswords(randomBytes, QUICK);
  const [one, other] = [await passwords.recordOf("grün wie Gras"), await passwords.recordOf("grün wie Gras")];
  expect(one).toMatch(/^scrypt\$4\$1\$1\$[\w-]{22}\$[\w-]{43}$/);
  expect(one).not.toBe(other);
  expect(await passwords.isRight("grün wie Gras", one)).toBe(true);
  // The same letters, composed otherwise, as another keyboard sends them.
  expect(await passwords.isRight("gru\u0308n wie Gras", one)).toBe(true);
  expect(await passwords.isRight("grün wie gras", one)).toBe(false);
  expect(await passwords.isRight("", one)).toBe(false);
  expect(await passwords.isRight("grün wie Gras", undefined)).toBe(false);
});

it("takes 32 MiB and three passes for each, by figures that are pinned here", async () => {
  const record = await createPasswords(randomBytes).recordOf("correct horse battery");
  expect(record).toMatch(/^scrypt\$15\$8\$3\$/);
});

it("knows a record that was made at another cost", async () => {
  const record = await createPasswords(randomBytes, { N: 32, r: 2, p: 1 }).recordOf("correct horse battery");
  expect(await createPasswords(randomBytes, QUICK).isRight("correct horse battery", record)).toBe(true);
});

it("works on two at a time, lets 32 wait, and turns more away", async () => {
  const passwords = createPasswords(randomBytes, QUICK);
  const asked = Array.from({ length: 40 }, () => passwords.isRight("x", undefined));
  const answers = await Promise.all(asked);
  expect(answers.filter((answer) => answer === false)).toHaveLength(34);
  expect(answers.filter((answer) => answer === undefined)).toHaveLength(6);
  expect(await passwords.isRight("x", undefined)).toBe(false);
});
