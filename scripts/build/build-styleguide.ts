import { build } from "esbuild";
import { squeeze } from "./squeeze-templates.ts";

/** The document that shows the style guide. */
export const STYLEGUIDE_DOCUMENT = `<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>Davy, style guide</title>
<script type="module" src="/styleguide.js"></script></head><body></body></html>`;

/** Bundles the style guide, which is no part of the app, into one script. */
export async function bundleStyleguide(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: ["pwa/src/styleguide/main.ts"],
    bundle: true,
    write: false,
    format: "esm",
    target: ["es2022", "safari16.4"],
    define: { __BUILD__: '"styleguide"', __VERSION__: '"0"' },
    plugins: [squeeze],
    logLevel: "warning",
  });
  return outputFiles[0]?.text ?? "";
}
