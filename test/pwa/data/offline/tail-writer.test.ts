import { expect, it } from "vitest";
import type { Streamed } from "../../../../pwa/offline/tail-store.ts";
import { TailWriter } from "../../../../pwa/src/data/offline/tail-writer.ts";

function startWriter() {
  const written: Streamed[] = [];
  const append = async (streamed: Streamed) => written.push(streamed) > 0;
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
      return true;
    },
  });
  void writer.flush({ from: 0, to: 5 });
  const second = writer.flush({ from: 0, to: 9 });
  release();
  await second;
  expect(order).toEqual(["begin 5", "end 5", "begin 9", "end 9"]);
});

/** A writer whose store takes nothing until it is let go. */
function startHeldWriter() {
  const written: Streamed[] = [];
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const append = async (streamed: Streamed) => {
    await held;
    return written.push(streamed) > 0;
  };
  return { written, release: () => release(), writer: new TailWriter({ append }) };
}

const countOf = ({ devices }: Streamed) => devices.reduce((sum, { t }) => sum + t.length, 0);

it("writes all that came while the store hung at once, however often it was told to", async () => {
  const { writer, written, release } = startHeldWriter();
  for (let t = 1; t <= 100; t += 1) {
    writer.add("a", reading(t));
    void writer.flush({ from: 0, to: t });
  }
  release();
  await writer.flush(undefined);
  expect(written.map(countOf)).toEqual([1, 99]);
  expect(written.map(({ period }) => period)).toEqual([
    { from: 0, to: 1 },
    { from: 1, to: 100 },
  ]);
});

it("holds no more than a bound while the store hangs, and then says of nothing it gave up that it is whole", async () => {
  const { writer, written, release } = startHeldWriter();
  void writer.flush({ from: 0, to: 1 });
  for (let t = 2; t <= 60_000; t += 1) writer.add("a", reading(t));
  void writer.flush({ from: 0, to: 60_000 });
  release();
  await writer.flush(undefined);
  writer.add("a", reading(60_001));
  await writer.flush({ from: 0, to: 60_001 });
  expect(written.map(({ period }) => period)).toEqual([
    { from: 0, to: 1 },
    { from: 60_000, to: 60_000 },
    { from: 60_000, to: 60_001 },
  ]);
  expect(written.map(countOf)).toEqual([0, 9_999, 1]);
});

it("writes again what a failed write had", async () => {
  const written: Streamed[] = [];
  let fails = true;
  const writer = new TailWriter({
    append: async (streamed) => {
      if (fails) throw new Error("no room");
      return written.push(streamed) > 0;
    },
  });
  writer.add("a", reading(3));
  await expect(writer.flush({ from: 0, to: 5 })).rejects.toThrow("no room");
  fails = false;
  writer.add("a", reading(7));
  await writer.flush({ from: 0, to: 10 });
  expect(written.map(countOf)).toEqual([2]);
  expect(written.map(({ period }) => period)).toEqual([{ from: 0, to: 10 }]);
});

it("tells what may not be on the disk yet, and writes it in the ordinary way all the same", async () => {
  const { writer, written, release } = startHeldWriter();
  writer.add("a", reading(3));
  const writing = writer.flush({ from: 0, to: 5 });
  writer.add("a", reading(7));
  writer.add("b", reading(8));
  const unwritten = writer.unwritten({ from: 0, to: 9 });
  expect(unwritten.period).toEqual({ from: 0, to: 9 });
  expect(unwritten.devices.map(({ device, t }) => [device, ...t])).toEqual([
    ["a", 3, 7],
    ["b", 8],
  ]);
  release();
  await writing;
  await writer.flush({ from: 0, to: 9 });
  expect(written.map(countOf)).toEqual([1, 2]);
});
