// What the charts of a page show, and what hands do to them.

import type { Download, Page } from "playwright-core";
import { expect } from "vitest";
import type { DrawnChart } from "../browser/page/chart-probe.ts";

export const drawn = (page: Page) => page.evaluate(() => window.probe.drawn());

/** The charts, once they are as expected. */
export async function drawnWhen(
  page: Page,
  isRight: (charts: DrawnChart[]) => boolean,
): Promise<DrawnChart[]> {
  await expect.poll(async () => isRight(await drawn(page))).toBe(true);
  return drawn(page);
}

export const windowOf = ([first]: DrawnChart[]) => ({ from: first?.from ?? 0, to: first?.to ?? 0 });
export const spanOf = ([first]: DrawnChart[]) => (first ? first.to - first.from : 0);

/** Acts, and waits for the window of the first chart to change. */
export async function move(page: Page, act: () => Promise<unknown>) {
  const before = windowOf(await drawn(page));
  await act();
  await expect.poll(async () => windowOf(await drawn(page))).not.toEqual(before);
  return { before, after: windowOf(await drawn(page)) };
}

export function pointsOf(charts: readonly DrawnChart[]) {
  return charts.flatMap(({ series }) => series).flatMap(({ points }) => points);
}

/** Two fingers that move apart around a point. */
export async function pinch(page: Page, { x, y }: { x: number; y: number }): Promise<void> {
  const cdp = await page.context().newCDPSession(page);
  const touch = (type: "touchStart" | "touchMove" | "touchEnd", apart: number) =>
    cdp.send("Input.dispatchTouchEvent", {
      type,
      touchPoints:
        type === "touchEnd"
          ? []
          : [
              { x: x - apart, y, id: 0 },
              { x: x + apart, y, id: 1 },
            ],
    });
  await touch("touchStart", 60);
  for (const apart of [80, 100, 120, 140]) await touch("touchMove", apart);
  await touch("touchEnd", 0);
}

/** What a download holds. */
export async function bytesOf(download: Download): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

export async function textOf(download: Download): Promise<string> {
  return new TextDecoder().decode(await bytesOf(download));
}
