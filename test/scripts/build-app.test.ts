import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { bundlePage } from "../../scripts/build/build-app.ts";

it("asks the browser to compile every part while it comes, not in the midst of the first drawing, and keeps private members plain", async () => {
  const folder = mkdtempSync(join(tmpdir(), "davy-bundle-"));
  try {
    await bundlePage(folder, "test");
    const parts = readdirSync(folder);
    expect(parts.some((name) => name.startsWith("echarts-"))).toBe(true);
    // The browser looks for it before the first word of code only.
    const unasked = parts.filter(
      (name) => !readFileSync(join(folder, name), "utf8").startsWith("//# allFunctionsCalledOnLoad\n"),
    );
    expect(unasked).toEqual([]);
    // What esbuild says where it made a private member an entry of a WeakMap: slower, and more to load.
    const lowered = parts.filter((name) =>
      readFileSync(join(folder, name), "utf8").includes("private member"),
    );
    expect(lowered).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
