import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { bundlePage } from "../../scripts/build/build-app.ts";

it("asks the browser to compile every part while it comes, and not in the midst of the first drawing", async () => {
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
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
