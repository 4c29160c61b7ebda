import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, it } from "vitest";
import { limitOf } from "../../../server/notices/limit.ts";

function collect(): void {
  setFlagsFromString("--expose-gc");
  const gc = runInNewContext("gc") as () => void;
  setFlagsFromString("--no-expose-gc");
  gc();
  gc();
}

/** Resolves with why a wait ended; nothing but the wait itself holds its limit. */
function ended(outer: AbortSignal, ms: number): Promise<unknown> {
  const { signal } = limitOf(outer, ms);
  return new Promise((resolve) => signal.addEventListener("abort", () => resolve(signal.reason)));
}

it("ends a wait after its time, also when memory was collected meanwhile", async () => {
  const waiting = ended(new AbortController().signal, 100);
  collect();
  expect(await waiting).toMatchObject({ name: "TimeoutError" });
});

it("ends a wait with what it depends on, also when memory was collected meanwhile", async () => {
  const outer = new AbortController();
  const waiting = ended(outer.signal, 600_000);
  collect();
  outer.abort(new Error("closed"));
  expect(await waiting).toMatchObject({ message: "closed" });
});

it("is over at once where what it depends on is", async () => {
  const { signal, end } = limitOf(AbortSignal.abort(new Error("closed")), 600_000);
  expect(signal.aborted).toBe(true);
  end();
});

it("does nothing any more once it has ended", async () => {
  const outer = new AbortController();
  const { signal, end } = limitOf(outer.signal, 600_000);
  end();
  outer.abort();
  expect(signal.aborted).toBe(false);
});
