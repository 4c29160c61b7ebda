// A Chromium for what scripts draw, photograph and measure.

import { type Browser, chromium } from "playwright-core";
import { findChromium } from "./chromium.ts";

/** It starts in containers too, and draws the same on every machine. */
export const CHROMIUM_FLAGS: readonly string[] = ["--no-sandbox", "--disable-gpu"];

/** The path of a Chromium. Throws where there is none. */
export function chromiumPath(): string {
  const path = findChromium();
  if (!path) throw new Error("No Chromium found; set CHROMIUM_PATH.");
  return path;
}

/** Starts a Chromium that leaves nothing behind. Throws where there is none. It ends with this process at the latest. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumPath(), args: [...CHROMIUM_FLAGS] });
}
