// axe in a page: https://www.deque.com/axe/.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import type { Page } from "playwright-core";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

declare global {
  interface Window {
    axe: { run(context: Document, options: object): Promise<AxeResults> };
  }
}

/** The rules that every page is held to. */
export const STANDARDS: readonly string[] = [
  "wcag2a",
  "wcag2aa",
  "wcag21a",
  "wcag21aa",
  "wcag22aa",
  "best-practice",
];

export interface AxeFinding {
  readonly isSerious: boolean;
  /** The rule, where it is broken, and how. */
  readonly line: string;
}

/** All that axe finds in a page by a set of rules or by single ones. */
export async function axeFindings(page: Page, runOnly: readonly string[] = STANDARDS): Promise<AxeFinding[]> {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(AXE);
  const { violations } = await page.evaluate(
    (rules) => window.axe.run(document, { resultTypes: ["violations"], runOnly: rules }),
    runOnly,
  );
  return violations.flatMap(({ id, impact, nodes }) =>
    nodes.map(({ target, failureSummary }) => ({
      isSerious: impact === "serious" || impact === "critical",
      line: `${id}: ${target.flat()} ${failureSummary}`,
    })),
  );
}
