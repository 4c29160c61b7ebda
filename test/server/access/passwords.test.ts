import { randomBytes } from "node:crypto";
import { expect, it } from "vitest";
import { createPasswords } from "../../../server/access/passwords.ts";

const QUICK = { N: 16, r: 1, p: 1 };

it("keeps of a password a record with a salt of its own, and knows it again", async () => {
  const passwords = createPasswords({ random: randomBytes, cores: 4, cost: QUICK });
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
  const record = await createPasswords({ random: randomBytes, cores: 4 }).recordOf("correct horse battery");
  expect(record).toMatch(/^scrypt\$15\$8\$3\$/);
});

it("knows a record that was made at another cost", async () => {
  const record = await createPasswords({
    random: randomBytes,
    cores: 4,
    cost: { N: 32, r: 2, p: 1 },
  }).recordOf("correct horse battery");
  expect(
    await createPasswords({ random: randomBytes, cores: 4, cost: QUICK }).isRight(
      "correct horse battery",
      record,
    ),
  ).toBe(true);
});

it.each([
  [4, 34],
  [2, 33],
  [1, 33],
])("on %i cores lets 32 wait beside those that it works on, and turns more away", async (cores, taken) => {
  const passwords = createPasswords({ random: randomBytes, cores, cost: QUICK });
  const asked = Array.from({ length: 40 }, () => passwords.isRight("x", undefined));
  const answers = await Promise.all(asked);
  expect(answers.filter((answer) => answer === false)).toHaveLength(taken);
  expect(answers.filter((answer) => answer === undefined)).toHaveLength(40 - taken);
  expect(await passwords.isRight("x", undefined)).toBe(false);
});
