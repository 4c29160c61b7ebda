// The design's tokens, all of them. A quiet grey plant; one accent for what can be touched; colour for the abnormal only,
// and never colour alone: state marks differ by shape, states are named in words.

import { type CSSResult, css, unsafeCSS } from "lit";

export type ThemeName = "light" | "dark" | "contrast";

/** Colours of one theme. `on…` is for text and marks upon the colour of that name; contrast ≥ 4.5:1, in `contrast` ≥ 7:1. */
export interface Colours {
  readonly surface: string;
  readonly card: string;
  readonly raised: string;
  readonly line: string;
  /** Borders of inputs and buttons: 3:1 against the card. */
  readonly edge: string;
  readonly text: string;
  readonly muted: string;
  readonly accent: string;
  readonly onAccent: string;
  /** The trend line and the bar of a value that is in order. */
  readonly trace: string;
  /** The bar's empty part. */
  readonly track: string;
  readonly a1: string;
  readonly onA1: string;
  readonly a1Tint: string;
  /** Amber alone is too light to stand out from a light ground without its hue. */
  readonly a1Edge: string;
  readonly a2: string;
  readonly onA2: string;
  readonly a2Tint: string;
  readonly fault: string;
  readonly onFault: string;
  readonly faultTint: string;
  readonly stale: string;
  readonly onStale: string;
  readonly hatch: string;
}

const LIGHT: Colours = {
  surface: "#e6e9ec",
  card: "#f7f8f9",
  raised: "#ffffff",
  line: "#d0d5da",
  edge: "#79838d",
  text: "#171b20",
  muted: "#4d5761",
  accent: "#0a5aa0",
  onAccent: "#ffffff",
  trace: "#6b7682",
  track: "#d0d5da",
  a1: "#f0a400",
  onA1: "#1c1300",
  a1Tint: "#fff3d6",
  a1Edge: "#a86800",
  a2: "#c0152a",
  onA2: "#ffffff",
  a2Tint: "#fde6e8",
  fault: "#5340b8",
  onFault: "#ffffff",
  faultTint: "#ebe8fa",
  stale: "#5d6670",
  onStale: "#ffffff",
  hatch: "#00000014",
};

const DARK: Colours = {
  surface: "#14171a",
  card: "#1f2428",
  raised: "#2a3036",
  line: "#363d44",
  edge: "#7d8893",
  text: "#edf0f2",
  muted: "#aab3bc",
  accent: "#78b8f5",
  onAccent: "#08131e",
  trace: "#98a3ae",
  track: "#3d454d",
  a1: "#ffb31a",
  onA1: "#1c1300",
  a1Tint: "#3a2f14",
  a1Edge: "#ffb31a",
  a2: "#ff5c64",
  onA2: "#240004",
  a2Tint: "#431c20",
  fault: "#ab9bff",
  onFault: "#120a33",
  faultTint: "#2c2648",
  stale: "#a0a9b2",
  onStale: "#14171a",
  hatch: "#ffffff14",
};

/** For sunlight: black on white, every text 7:1, edges instead of shades. */
const CONTRAST: Colours = {
  surface: "#ffffff",
  card: "#ffffff",
  raised: "#ffffff",
  line: "#000000",
  edge: "#000000",
  text: "#000000",
  muted: "#333333",
  accent: "#003e80",
  onAccent: "#ffffff",
  trace: "#333333",
  track: "#c9c9c9",
  a1: "#ffb000",
  onA1: "#000000",
  a1Tint: "#ffd166",
  a1Edge: "#000000",
  a2: "#a00018",
  onA2: "#ffffff",
  a2Tint: "#ffccd0",
  fault: "#3f2a9e",
  onFault: "#ffffff",
  faultTint: "#dfd9ff",
  stale: "#404040",
  onStale: "#ffffff",
  hatch: "#00000026",
};

export const THEMES: { readonly [Name in ThemeName]: Colours } = {
  light: LIGHT,
  dark: DARK,
  contrast: CONTRAST,
};

/** Lines of charts: Okabe and Ito's palette, darkened or lightened to 3:1 against the theme's card. In order of use. */
export const SERIES: { readonly [Name in ThemeName]: readonly string[] } = {
  light: ["#0072b2", "#c14f00", "#00805d", "#a8487f", "#8a6d00", "#2f7fb5", "#555555", "#6a4fb0"],
  dark: ["#56b4e9", "#ff8a3d", "#2fc79c", "#e08bbd", "#f0e442", "#7fb8ff", "#c0c0c0", "#b3a0ff"],
  contrast: ["#00507d", "#8f3a00", "#005a41", "#7d2f5c", "#5f4b00", "#1f5a83", "#333333", "#4a3390"],
};

/** The custom property of a colour: `a1Tint` is `--a1-tint`. */
export function colourProperty(name: string): string {
  return `--${name.replaceAll(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`)}`;
}

function declarations(theme: ThemeName): CSSResult {
  const colours = Object.entries(THEMES[theme]).map(([name, value]) => `${colourProperty(name)}: ${value};`);
  const series = SERIES[theme].map((value, index) => `--series-${index + 1}: ${value};`);
  return unsafeCSS([...colours, ...series].join("\n"));
}

/** The document's own style: tokens by `data-theme`, sizes, and the page itself. */
export const documentStyle = css`
  :root {
    color-scheme: light;
    --font: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif;
    --mono: ui-monospace, "SF Mono", "Cascadia Mono", "Liberation Mono", monospace;
    --gap-1: 4px;
    --gap-2: 8px;
    --gap-3: 12px;
    --gap-4: 16px;
    --gap-5: 24px;
    --gap-6: 32px;
    --radius: 10px;
    --radius-small: 6px;
    --border: 1px;
    --dash-gap: transparent;
    --target: 44px;
    --alarm-target: 48px;
    ${declarations("light")}
  }
  :root[data-theme="dark"] {
    color-scheme: dark;
    ${declarations("dark")}
  }
  :root[data-theme="contrast"] {
    --border: 2px;
    --dash-gap: var(--card);
    ${declarations("contrast")}
  }
  html {
    background: var(--surface);
    color: var(--text);
    font: 16px/1.45 var(--font);
    font-variant-numeric: tabular-nums;
    -webkit-text-size-adjust: 100%;
    text-size-adjust: 100%;
  }
  /* The ways of a phone lie over the page's lower edge: what gets the focus is scrolled clear of them. */
  @media (max-width: 720px) {
    html {
      scroll-padding-bottom: calc(72px + env(safe-area-inset-bottom));
    }
  }
  body {
    margin: 0;
    min-height: 100dvh;
  }
`;
