import fc from "fast-check";
import { expect, it } from "vitest";
import { parseSlicePath, parseSliceRef } from "../../../pwa/offline/slice-ref.ts";
import { periodOf, RESOLUTIONS, sliceOf } from "../../../shared/history/slice.ts";
import { PATH_STEPS } from "../../../shared/rules/reading.ts";
import { PATHS, slicePath } from "../../../shared/wire/api.ts";

const device = fc.string({ minLength: 1, unit: "grapheme" }).filter((id) => !PATH_STEPS.includes(id));
const time = fc.integer({ min: 0, max: 4_000_000_000_000 });

it("reads out of a path the slice that it was made for", () => {
  fc.assert(
    fc.property(device, fc.constantFrom(...RESOLUTIONS), time, (name, resolution, at) => {
      const ref = { device: name, resolution, slice: sliceOf(resolution, at) };
      const path = new URL(slicePath(ref.device, ref.resolution, ref.slice), "http://davy").pathname;
      expect(parseSlicePath(path)).toEqual(ref);
      expect(parseSliceRef(structuredClone(ref))).toEqual(ref);
      expect(periodOf(ref).from).toBeLessThanOrEqual(at);
      expect(periodOf(ref).to).toBeGreaterThan(at);
    }),
  );
});

it("finds no slice in the path of anything else", () => {
  for (const path of Object.values(PATHS)) expect(parseSlicePath(path)).toBeUndefined();
  const wrong = [
    "a/history/raw/2026-11-23",
    "a/history/raw/2026-11-23T14/x",
    "a/history/second/2026",
    "%E0%A4%A/history/raw/2026-11-23T14",
    "/history/raw/2026-11-23T14",
  ];
  for (const path of wrong) expect(parseSlicePath(`${PATHS.devices}/${path}`), path).toBeUndefined();
});

it("takes any other message for none", () => {
  fc.assert(
    fc.property(fc.anything(), (message) => {
      expect(parseSliceRef(message)).toBeUndefined();
    }),
  );
  expect(parseSliceRef({ device: "a", resolution: "raw", slice: "2026-11" })).toBeUndefined();
});
