import { expect, it } from "vitest";
import { sources, textOf } from "../../helpers/source-files.ts";

it("leaves no width between two layouts: that of a zoomed page is no whole number", () => {
  const page = sources().filter((file) => /^pwa[/\\]src[/\\]/.test(file));
  const ends = (side: "min" | "max") =>
    page.flatMap((file) =>
      [...textOf(file).matchAll(new RegExp(`\\(${side}-width: (\\d+)px\\)`, "g"))].map(([, px]) =>
        Number(px),
      ),
    );
  const begins = new Set(ends("min"));
  expect(ends("max").filter((px) => begins.has(px + 1))).toEqual([]);
  expect(begins.has(1_280)).toBe(true);
});
