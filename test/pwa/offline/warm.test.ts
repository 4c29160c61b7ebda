import { expect, it } from "vitest";
import { warm, warmSlices } from "../../../pwa/offline/warm.ts";
import type { SliceName } from "../../../shared/history/slice.ts";

const NOW = Date.UTC(2026, 10, 23, 14, 30);

/** A library that notes what is asked of it and answers by `isThere`. */
function recordLibrary(isThere: (ref: SliceName) => boolean = () => true) {
  const asked: SliceName[] = [];
  const refresh = async (ref: SliceName) => {
    asked.push(ref);
    return isThere(ref);
  };
  return { asked, library: { refresh } };
}

const signal = new AbortController().signal;

it("wants the last day in minutes and the last six hours as they came, the latest first", () => {
  expect(warmSlices("a", NOW, { isPinned: false }).map(({ slice }) => slice)).toEqual([
    "2026-11-23",
    "2026-11-22",
    "2026-11-23T14",
    "2026-11-23T13",
    "2026-11-23T12",
    "2026-11-23T11",
    "2026-11-23T10",
    "2026-11-23T09",
    "2026-11-23T08",
  ]);
});

it("keeps a pinned device for the graphs of 7 and of 30 days as well", () => {
  const slices = warmSlices("a", NOW, { isPinned: true });
  const of = (resolution: string) =>
    slices.filter((ref) => ref.resolution === resolution).map(({ slice }) => slice);
  expect(of("minute")).toHaveLength(8);
  expect(of("minute").at(-1)).toBe("2026-11-16");
  expect(of("hour")).toEqual(["2026-11", "2026-10"]);
  expect(of("raw")).toHaveLength(7);
});

it("goes through all devices and tells how far it is", async () => {
  const { asked, library } = recordLibrary();
  const progress: number[] = [];
  const onProgress = (done: number) => void progress.push(done);
  expect(await warm({ library, pinned: new Set(), devices: ["a", "b"], now: NOW, signal, onProgress })).toBe(
    true,
  );
  expect(asked).toEqual([
    ...warmSlices("a", NOW, { isPinned: false }),
    ...warmSlices("b", NOW, { isPinned: false }),
  ]);
  expect(progress.at(-1)).toBe(1);
  expect([...progress].sort((a, b) => a - b)).toEqual(progress);
});

it("leaves out a device that the server does not know", async () => {
  const { asked, library } = recordLibrary(({ device }) => device !== "gone");
  expect(await warm({ library, pinned: new Set(), devices: ["gone", "a"], now: NOW, signal })).toBe(true);
  expect(asked.filter(({ device }) => device === "a").length).toBe(9);
});

it("gives up when the network is gone", async () => {
  const { asked, library } = recordLibrary(() => false);
  expect(await warm({ library, pinned: new Set(), devices: ["a", "b", "c", "d"], now: NOW, signal })).toBe(
    false,
  );
  expect(asked.length).toBe(2);
});

it("stops between two slices when it is called off", async () => {
  const calling = new AbortController();
  const { asked, library } = recordLibrary();
  const onProgress = () => asked.length === 3 && calling.abort();
  expect(
    await warm({ library, pinned: new Set(), devices: ["a"], now: NOW, signal: calling.signal, onProgress }),
  ).toBe(false);
  expect(asked.length).toBe(4);
});
