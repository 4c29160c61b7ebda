import { expect, it } from "vitest";
import {
  type ColourRole,
  colourDeclarations,
  colourOf,
  THEME_NAMES,
} from "../../../pwa/src/styles/colours.ts";
import { SERIES_COLOURS } from "../../../pwa/src/styles/series-colours.ts";

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Contrast of two colours as WCAG counts it, 1…21. */
function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

type Ink = ColourRole | keyof typeof SERIES_COLOURS;
type Pair = readonly [ink: Ink, ground: ColourRole];

function inkOf(theme: (typeof THEME_NAMES)[number], ink: Ink): string {
  if (!(ink in SERIES_COLOURS)) return colourOf(theme, ink as ColourRole);
  return SERIES_COLOURS[ink as keyof typeof SERIES_COLOURS][THEME_NAMES.indexOf(theme) as 0 | 1 | 2];
}

/** Every pair of two lists. */
function pairs(inks: readonly Ink[], grounds: readonly ColourRole[]): Pair[] {
  return inks.flatMap((ink) => grounds.map((ground) => [ink, ground] as const));
}

const GROUNDS = ["ground", "sheet", "well", "a1-tint", "a2-tint", "fault-tint"] as const;
const SERIES = [1, 2, 3, 4, 5, 6, 7, 8].map((number) => `series-${number}` as Ink);

const TEXTS: readonly Pair[] = [
  ...pairs(["ink", "ink-2", "ink-3"], GROUNDS),
  ...pairs(["accent"], ["ground", "sheet", "well", "accent-tint"]),
  ...pairs(["stale"], ["ground", "sheet"]),
  ["on-accent", "accent"],
  ["on-a1", "a1"],
  ["on-a2", "a2"],
  ["on-fault", "fault"],
  ["on-stale", "stale"],
  ["on-lost", "lost"],
  ["a1-ink", "sheet"],
  ["a1-ink", "a1-tint"],
  ["a2-ink", "sheet"],
  ["a2-ink", "a2-tint"],
  ["fault-ink", "sheet"],
  ["fault-ink", "fault-tint"],
];

const SHAPES: readonly Pair[] = [
  ...pairs(["edge"], ["sheet", "ground"]),
  ...pairs(["trace"], ["sheet", "a1-tint", "a2-tint"]),
  ...pairs(["a1-edge"], ["ground", "sheet", "a1-tint"]),
  ...pairs(["a2-edge"], ["ground", "sheet", "a2-tint"]),
  ...pairs(["fault-edge"], ["ground", "sheet", "fault-tint"]),
  ...pairs(["a2", "fault"], ["ground"]),
  ["on-a2", "a2-edge"],
  ["on-fault", "fault-edge"],
  ...pairs(SERIES, ["sheet", "a1-tint", "a2-tint"]),
];

function below(least: number, theme: (typeof THEME_NAMES)[number], tried: readonly Pair[]): string[] {
  return tried
    .map(([ink, ground]) => ({
      pair: `${ink} on ${ground}`,
      ratio: contrast(inkOf(theme, ink), colourOf(theme, ground)),
    }))
    .filter(({ ratio }) => ratio < least)
    .map(({ pair, ratio }) => `${pair}: ${ratio.toFixed(2)}`);
}

it.each(THEME_NAMES)(
  "keeps every text of %s readable where it stands: 4.5:1, and 7:1 for sunlight",
  (theme) => {
    expect(below(theme === "contrast" ? 7 : 4.5, theme, TEXTS)).toEqual([]);
  },
);

it.each(THEME_NAMES)("keeps marks, frames, lines and edges of %s visible: 3:1", (theme) => {
  expect(below(3, theme, SHAPES)).toEqual([]);
});

it("has the figures of the design for the pairs that people must not miss", () => {
  const pair = (theme: (typeof THEME_NAMES)[number], ink: ColourRole, ground: ColourRole) =>
    Number(contrast(colourOf(theme, ink), colourOf(theme, ground)).toFixed(2));
  expect(THEME_NAMES.map((theme) => pair(theme, "on-a2", "a2"))).toEqual([6.2, 5.38, 8.37]);
  expect(THEME_NAMES.map((theme) => pair(theme, "a2-ink", "a2-tint"))).toEqual([6.03, 6.86, 7.87]);
  expect(THEME_NAMES.map((theme) => pair(theme, "ink-3", "well"))).toEqual([5.76, 5.79, 12.63]);
});

it("tells apart solid and framed, and a calm sheet from both, in every theme", () => {
  for (const theme of THEME_NAMES)
    for (const level of ["a1", "a2", "fault"] as const)
      expect(
        new Set([colourOf(theme, level), colourOf(theme, `${level}-tint`), colourOf(theme, "sheet")]).size,
      ).toBe(3);
});

it("declares each role as a custom property of its name", () => {
  expect(colourDeclarations("dark")).toContain("--a1-tint: #33270f;\n");
  expect(colourDeclarations("contrast").split("\n")[0]).toBe("--ground: #ffffff;");
});
