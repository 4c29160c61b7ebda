// The colours of the design, one line a role: light, dark, contrast. Colour is for the abnormal only, and never alone: marks
// differ by shape, states are named in words. Solid asks for an answer, framed has one. Pairs are held by tests.

export type ThemeName = "light" | "dark" | "contrast";

export const THEME_NAMES: readonly ThemeName[] = ["light", "dark", "contrast"];

/** Colours by role, each as #rrggbb or #rrggbbaa in every theme. */
export type Roles = Readonly<Record<string, readonly [light: string, dark: string, contrast: string]>>;

const ROLES = {
  /** The page, a group upon it, an inset in that. */
  ground: ["#e7eaed", "#0d1013", "#ffffff"],
  sheet: ["#ffffff", "#191e23", "#ffffff"],
  well: ["#f1f3f5", "#232a30", "#ffffff"],
  /** A hairline between rows, and the border of a control: 3:1. */
  line: ["#dce1e6", "#2d353c", "#000000"],
  edge: ["#76808a", "#7d8892", "#000000"],
  /** Text, second text, third text. */
  ink: ["#12161b", "#f0f3f5", "#000000"],
  "ink-2": ["#414b55", "#bcc5cd", "#1f1f1f"],
  "ink-3": ["#56606a", "#9aa5af", "#333333"],
  /** Only what can be touched. */
  accent: ["#0a58a6", "#7fbcf7", "#003a78"],
  "on-accent": ["#ffffff", "#06121d", "#ffffff"],
  "accent-tint": ["#deebf9", "#183350", "#d6e8ff"],
  /** Lines in small charts, what lies under them, and the empty part of a bar. */
  trace: ["#47515b", "#b3bdc6", "#000000"],
  "trace-fill": ["#47515b1f", "#b3bdc624", "#0000001a"],
  track: ["#dce1e6", "#3a434b", "#c9c9c9"],
  /** Of each level: the solid block and what is on it; mark and frame; text; the framed block. */
  a2: ["#c1122b", "#d01d32", "#a00018"],
  "on-a2": ["#ffffff", "#ffffff", "#ffffff"],
  "a2-edge": ["#c1122b", "#f4525f", "#a00018"],
  "a2-ink": ["#b30f26", "#ff858c", "#8f0015"],
  "a2-tint": ["#fdeaec", "#3a161b", "#ffe1e4"],
  a1: ["#f7b500", "#ffb81f", "#ffb000"],
  "on-a1": ["#1a1200", "#1a1200", "#000000"],
  "a1-edge": ["#b06f00", "#ffb81f", "#000000"],
  "a1-ink": ["#7a4b00", "#ffc650", "#5c3600"],
  "a1-tint": ["#fff4d8", "#33270f", "#ffeab8"],
  fault: ["#5140b5", "#6753d6", "#3b279a"],
  "on-fault": ["#ffffff", "#ffffff", "#ffffff"],
  "fault-edge": ["#5140b5", "#8b79f2", "#3b279a"],
  "fault-ink": ["#4937ab", "#b9acff", "#35218f"],
  "fault-tint": ["#edeafb", "#262141", "#e6e0ff"],
  /** No data; no connection. The hatch lies under what is old. */
  stale: ["#56606a", "#9aa5af", "#333333"],
  "on-stale": ["#ffffff", "#0d1013", "#ffffff"],
  hatch: ["#12161b14", "#ffffff14", "#00000029"],
  lost: ["#2a323a", "#3a444d", "#000000"],
  "on-lost": ["#ffffff", "#ffffff", "#ffffff"],
  scrim: ["#0a0e1485", "#000000a3", "#000000b8"],
} as const satisfies Roles;

/** A colour by what it is for; its custom property is its name after two dashes. */
export type ColourRole = keyof typeof ROLES;

/** What a role looks like in a theme, as #rrggbb or #rrggbbaa. */
export function colourOf(theme: ThemeName, role: ColourRole): string {
  return ROLES[role][THEME_NAMES.indexOf(theme) as 0 | 1 | 2];
}

/** The declarations of roles in a theme, as CSS. */
export function colourDeclarations(theme: ThemeName, roles: Roles = ROLES): string {
  const at = THEME_NAMES.indexOf(theme);
  return Object.entries(roles)
    .map(([role, colours]) => `--${role}: ${colours[at]};`)
    .join("\n");
}

/** Roles that are the page's ground where the system chooses the colours: what lies below text, and text upon what is solid. */
const GROUNDS = /^(on-|ground|sheet|well)|tint$/;
/** Roles that lie under something else, and are faint. */
const FAINT = /^(track|trace-fill|hatch)$/;

function systemColour(role: string): string {
  if (GROUNDS.test(role)) return "Canvas";
  if (FAINT.test(role)) return "color-mix(in srgb, CanvasText 20%, Canvas)";
  return role === "accent" ? "LinkText" : "CanvasText";
}

/**
 * The declarations of roles where the system chooses the colours (forced colours), as CSS: its own pairs, so that a block keeps
 * its fill, its frame and its mark when its hue is gone.
 */
export function systemColours(roles: Roles = ROLES): string {
  return Object.keys(roles)
    .map((role) => `--${role}: ${systemColour(role)};`)
    .join("\n");
}
