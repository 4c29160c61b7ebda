import { expect, it } from "vitest";
import { createReadingTurns } from "../../../../server/http/guards/reading-turns.ts";

it("lets twenty wait for one another, and tells the next to come again", async () => {
  const inTurn = createReadingTurns("exposure");
  let end: (value: string) => void = () => undefined;
  const first = inTurn(() => new Promise<string>((resolve) => (end = resolve)));
  const others = Array.from({ length: 19 }, (_, place) => inTurn(async () => place));
  const message = "Too many ask for exposure at once. Ask again in 10 s.";
  await expect(inTurn(async () => "too many")).rejects.toMatchObject({ status: 503, message });
  end("read");
  expect(await Promise.all([first, ...others])).toEqual(["read", ...others.map((_, place) => place)]);
  expect(await inTurn(async () => "room again")).toBe("room again");
});

it("gives its place free when a reading fails", async () => {
  const inTurn = createReadingTurns("exposure");
  for (let times = 0; times < 25; times += 1)
    await expect(inTurn(() => Promise.reject(new Error("damaged")))).rejects.toThrow("damaged");
  expect(await inTurn(async () => 1)).toBe(1);
});
