import { expect, it } from "vitest";
import type { Streamed } from "../../../pwa/offline/tail-store.ts";
import { TailWriter } from "../../../pwa/src/data/tail-writer.ts";

function startWriter() {
  const written: Streamed[] = [];
  const append = async (streamed: Streamed) => void written.push(streamed);
  return { written, writer: new TailWriter({ append }) };
}

const reading = (t: number) => ({ t, battery: 90, sensors: [{ type: "CO", val: 1 }] });

it("writes each reading once, with the stretch in which the stream was whole", async () => {
  const { writer, written } = startWriter();
  writer.add("a", reading(3));
  writer.add("b", reading(4));
  await writer.flush({ from: 0, to: 5 });
  writer.add("a", reading(7));
  await writer.flush({ from: 0, to: 10 });
  expect(written.map(({ period }) => period)).toEqual([
    { from: 0, to: 5 },
    { from: 5, to: 10 },
  ]);
  expect(written.map(({ devices }) => devices.map(({ device, t }) => [device, ...t]))).toEqual([
    [
      ["a", 3],
      ["b", 4],
    ],
    [["a", 7]],
  ]);
});

it("does not bridge a gap", async () => {
  const { writer, written } = startWriter();
  await writer.flush({ from: 0, to: 5 });
  await writer.flush({ from: 100, to: 110 });
  expect(written.at(-1)?.period).toEqual({ from: 100, to: 110 });
});

it("notes silence as known, and writes nothing when there is nothing new", async () => {
  const { writer, written } = startWriter();
  await writer.flush({ from: 0, to: 5 });
  await writer.flush({ from: 0, to: 5 });
  await writer.flush(undefined);
  expect(written.length).toBe(1);
});

it("writes one batch after the other", async () => {
  const order: string[] = [];
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const writer = new TailWriter({
    append: async ({ period }) => {
      order.push(`begin ${period.to}`);
      if (period.to === 5) await held;
      order.push(`end ${period.to}`);
    },
  });
  void writer.flush({ from: 0, to: 5 });
  const second = writer.flush({ from: 0, to: 9 });
  release();
  await second;
  expect(order).toEqual(["begin 5", "end 5", "begin 9", "end 9"]);
});
