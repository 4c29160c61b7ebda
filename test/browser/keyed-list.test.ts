import { build } from "esbuild";
import fc from "fast-check";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { describeInBrowser, launchBrowser } from "../helpers/browser.ts";
import type { Listed, ShownList } from "./page/list-page.ts";

async function bundleListPage(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: ["test/browser/page/list-page.ts"],
    bundle: true,
    write: false,
    format: "iife",
    target: "es2022",
    logLevel: "warning",
  });
  return outputFiles[0]?.text ?? "";
}

describeInBrowser("a keyed list", () => {
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    browser = await launchBrowser();
    page = await browser.newPage();
    await page.addScriptTag({ content: await bundleListPage() });
  });
  afterAll(() => browser.close());

  const show = (lists: readonly (readonly Listed[])[]): Promise<ShownList[]> =>
    page.evaluate((given) => given.map((items) => window.showList(items)), lists);
  /** Nodes of one item: an element with its text, and the markers around both. */
  const nodesPerItem = async () => (await show([[{ key: "a", text: "a" }]]))[0]!.nodes;

  it("shows what is in the list after any adds, removes and moves, with the nodes it had and none left behind", async () => {
    const perItem = await nodesPerItem();
    const keys = fc.uniqueArray(fc.constantFrom(..."abcdefgh"), { maxLength: 8 });
    const steps = fc.array(fc.tuple(keys, fc.nat(9)), { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(steps, async (rounds) => {
        const lists = rounds.map(([order, round]) => order.map((key) => ({ key, text: `${key}${round}` })));
        const seen = await show(lists);
        for (const [index, { texts, replaced, nodes, error }] of seen.entries()) {
          expect(error).toBeUndefined();
          expect(texts).toEqual(lists[index]?.map(({ text }) => text));
          expect(replaced).toEqual([]);
          expect(nodes).toBe(perItem * texts.length);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("shows both of two items with one key, and puts itself right after a template that threw", async () => {
    const perItem = await nodesPerItem();
    const [a, b, c] = ["a", "b", "c"].map((key) => ({ key, text: key }));
    const [twins, broken, after] = await show([
      [a!, b!, { key: "b", text: "another b" }],
      [c!, { ...b!, throws: true }, a!],
      [b!, c!, a!],
    ]);
    expect(twins?.texts).toEqual(["a", "b", "another b"]);
    expect(broken?.error).toContain("fault of b");
    expect(after).toMatchObject({ texts: ["b", "c", "a"], nodes: 3 * perItem, error: undefined });
  });

  it("looks into no template that is the one before, wherever its item moves, unless that one threw", async () => {
    const [a, b, c] = ["a", "b", "c"].map((key) => ({ key, text: key }));
    const kept = (item: Listed) => ({ ...item, isKept: true });
    const [first, second, broken, after] = await show([
      [a!, b!],
      [kept(b!), c!, kept(a!)],
      [kept(c!), { ...a!, throws: true }, kept(b!)],
      [kept(b!), kept(a!), kept(c!)],
    ]);
    expect(first?.rendered).toEqual(["a", "b"]);
    expect(second).toMatchObject({ rendered: ["c"], texts: ["b", "c", "a"] });
    expect(broken).toMatchObject({ rendered: ["a"], error: "Error: fault of a" });
    expect(after).toMatchObject({ rendered: ["a"], error: "Error: fault of a" });
  });
});
