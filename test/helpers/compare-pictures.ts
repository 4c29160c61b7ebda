// Compares a picture of a page with the one that somebody looked at, pixel by pixel, in the browser that took it.

import type { Page } from "playwright-core";

/** Channels (0…255) that differ by no more are alike: edges of letters are smoothed a little otherwise on each machine. */
const ALIKE = 40;

/** The same picture in few bytes, as it is kept: WebP, not quite true. */
export async function smallPicture(page: Page, png: Buffer): Promise<Buffer> {
  const base64 = await page.evaluate(async (given) => {
    const bytes = Uint8Array.from(atob(given), (char) => char.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes]));
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    canvas.getContext("2d")?.drawImage(bitmap, 0, 0);
    const blob = await canvas.convertToBlob({ type: "image/webp", quality: 0.8 });
    const kept = new Uint8Array(await blob.arrayBuffer());
    return btoa(Array.from(kept, (byte) => String.fromCharCode(byte)).join(""));
  }, png.toString("base64"));
  return Buffer.from(base64, "base64");
}

/** Which part of the pixels differs, 0…1; 1 for pictures of another size. */
export function differenceOf(page: Page, one: Buffer, other: Buffer): Promise<number> {
  return page.evaluate(
    async ({ pictures, alike }) => {
      const [a, b] = await Promise.all(
        pictures.map(async (base64) => {
          const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
          const bitmap = await createImageBitmap(new Blob([bytes]));
          const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d");
          context?.drawImage(bitmap, 0, 0);
          return context?.getImageData(0, 0, bitmap.width, bitmap.height);
        }),
      );
      if (!a || !b || a.width !== b.width || a.height !== b.height) return 1;
      let differing = 0;
      for (let at = 0; at < a.data.length; at += 4)
        if (
          [0, 1, 2].some(
            (channel) => Math.abs((a.data[at + channel] ?? 0) - (b.data[at + channel] ?? 0)) > alike,
          )
        )
          differing += 1;
      return differing / (a.data.length / 4);
    },
    { pictures: [one.toString("base64"), other.toString("base64")], alike: ALIKE },
  );
}
