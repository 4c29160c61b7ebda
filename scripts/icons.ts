// `npm run icons`: renders pwa/icons/icon.svg into the sizes that browsers and phones ask for.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { launchChromium } from "./launch-chromium.ts";

const FOLDER = "pwa/icons";

/**
 * `square`: the ground fills the picture, since the phone cuts it to its own shape. `scale` keeps the lamp within what is
 * left after that: a circle of 80 % (https://w3c.github.io/manifest/#icon-masks).
 */
const ICONS = [
  { name: "favicon-48", size: 48 },
  { name: "icon-192", size: 192 },
  { name: "icon-512", size: 512 },
  { name: "maskable-192", size: 192, square: true, scale: 0.86 },
  { name: "maskable-512", size: 512, square: true, scale: 0.86 },
  { name: "apple-touch-icon-180", size: 180, square: true, scale: 0.95 },
] as const;

type Icon = {
  readonly name: string;
  readonly size: number;
  readonly square?: boolean;
  readonly scale?: number;
};

function drawn(mark: string, { square = false, scale = 1 }: Icon): string {
  const style = `#lamp{transform-origin:center;transform:scale(${scale})}${square ? "#ground{rx:0}" : ""}`;
  return mark.replace("</svg>", `<style>${style}</style></svg>`);
}

async function render(browser: Browser, mark: string, icon: Icon): Promise<void> {
  const { size, name } = icon;
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(`<body style="margin:0">${drawn(mark, icon)}</body>`);
  await page.screenshot({ path: join(FOLDER, `${name}.png`), omitBackground: true });
  await page.close();
}

const browser = await launchChromium();
const mark = readFileSync(join(FOLDER, "icon.svg"), "utf8");
try {
  for (const icon of ICONS) await render(browser, mark, icon);
} finally {
  await browser.close();
}
