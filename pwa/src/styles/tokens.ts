// The design's tokens: colours by theme, space, text, figures, corners, elevation and motion. A calm plant is a table of
// numbers; what is abnormal leaves it and becomes a block. No component writes a colour, a corner or a text size of its own.

import { type CSSResult, css, unsafeCSS } from "lit";
import { colourDeclarations, systemColours, type ThemeName } from "./colours.ts";

function colours(theme: ThemeName): CSSResult {
  return unsafeCSS(colourDeclarations(theme));
}

/** The document's own style: tokens by `data-theme`, sizes, and the page itself. */
export const documentStyle = css`
  :root {
    --font: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif;
    --mono: ui-monospace, "SF Mono", "Cascadia Mono", "Liberation Mono", monospace;
    /* 16 inside a sheet, 12 between sheets, 24 at the page's edge. */
    --gap-1: 4px;
    --gap-2: 8px;
    --gap-3: 12px;
    --gap-4: 16px;
    --gap-5: 24px;
    --gap-6: 32px;
    --gap-7: 48px;
    --gap-8: 64px;
    /* Axis figures only; note; body; lead and names of places; head of a page; title. */
    --text-axis: 0.75rem;
    --text-note: 0.8125rem;
    --text-body: 0.9375rem;
    --text-lead: 1.0625rem;
    --text-head: 1.25rem;
    --text-title: 1.75rem;
    /* In a row, on a device's page, on an alarm's card, and the one that leads. */
    --figure-row: 1.25rem;
    --figure-device: 1.75rem;
    --figure-card: 2.75rem;
    --figure-lead: 4.5rem;
    --weight-calm: 550;
    --weight-strong: 600;
    --weight-alarm: 700;
    --radius-chip: 6px;
    --radius-control: 12px;
    --radius-sheet: 16px;
    --radius-block: 20px;
    --radius-dialog: 24px;
    --target: 44px;
    --alarm-target: 48px;
    /* None with reduced motion: what uses them asks. */
    --motion-value: 150ms;
    --motion-move: 250ms;
    /* What is 0 is a hairline; a sheet, what floats, a dialog. */
    --border: 1px;
    --frame: 2px;
    --elevation-1: 0 1px 2px #10182014;
    --elevation-2: 0 2px 6px #1018201a, 0 8px 24px #10182024;
    --elevation-3: 0 24px 64px #10182052;
    --dash-gap: transparent;
  }
  /* A phone is held in gloves. */
  @media (max-width: 720px) {
    :root {
      --target: 48px;
      --alarm-target: 56px;
    }
  }
  :root,
  [data-theme="light"] {
    color-scheme: light;
    ${colours("light")}
  }
  /* Paper is light, whatever the screen is. */
  @media screen {
    [data-theme="dark"] {
      color-scheme: dark;
      --elevation-1: none;
      --elevation-2: 0 0 0 1px var(--line), 0 12px 32px #0000008f;
      --elevation-3: 0 0 0 1px var(--line), 0 24px 64px #000000b8;
      ${colours("dark")}
    }
    [data-theme="contrast"] {
      color-scheme: light;
      --border: 2px;
      --frame: 4px;
      --elevation-1: inset 0 0 0 2px var(--line);
      --elevation-2: 0 0 0 2px var(--line);
      --elevation-3: 0 0 0 4px var(--line);
      --dash-gap: var(--sheet);
      ${colours("contrast")}
    }
  }
  @media (forced-colors: active) {
    :root,
    [data-theme] {
      /* All colours of the app are the system's then: what it would change by itself is a fill, a shadow or a hatch that tells something. */
      forced-color-adjust: none;
      --elevation-1: inset 0 0 0 1px CanvasText;
      --elevation-2: 0 0 0 2px CanvasText;
      --elevation-3: 0 0 0 4px CanvasText;
      ${unsafeCSS(systemColours())}
    }
  }
  /* Names of before, for what has not moved to the roles yet. */
  :root,
  [data-theme] {
    --surface: var(--ground);
    --card: var(--sheet);
    --raised: var(--sheet);
    --text: var(--ink);
    --muted: var(--ink-2);
    --radius: var(--radius-sheet);
    --radius-small: var(--radius-control);
  }
  html {
    background: var(--ground);
    color: var(--ink);
    /* Of the size that this person set in the browser. */
    font: 100%/1.4 var(--font);
    font-variant-numeric: tabular-nums;
    -webkit-text-size-adjust: 100%;
    text-size-adjust: 100%;
  }
  /* A screen of this width is a large one, and is read from further away. */
  @media (min-width: 2880px) {
    html {
      font-size: 125%;
    }
  }
  @media (min-width: 3600px) {
    html {
      font-size: 150%;
    }
  }
  /* What lies over the page's lower edge beside the ways of a phone: the worst alarm, or the button by which one is answered. */
  :root {
    --overlay: var(--dock, 0px);
  }
  :root[data-foot] {
    --overlay: calc(1.5rem + 72px);
  }
  /* What gets the focus is scrolled clear of it. */
  html {
    scroll-padding-bottom: var(--overlay);
  }
  @media (max-width: 720px) {
    html {
      scroll-padding-bottom: calc(72px + var(--overlay) + env(safe-area-inset-bottom));
    }
  }
  body {
    margin: 0;
    min-height: 100dvh;
  }
  @media print {
    html {
      background: none;
    }
  }
  @page {
    margin: 12mm;
  }
`;
