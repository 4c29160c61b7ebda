import { expect, it } from "vitest";
import { SERIES, THEMES, type ThemeName } from "../../../pwa/src/styles/tokens.ts";

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

const NAMES = Object.keys(THEMES) as ThemeName[];
const BACKGROUNDS = ["surface", "card", "raised", "a1Tint", "a2Tint", "faultTint"] as const;

it.each(NAMES)("keeps every text of %s readable on every background: 4.5:1, and 7:1 for sunlight", (name) => {
  const theme = THEMES[name];
  const least = name === "contrast" ? 7 : 4.5;
  const onGround = BACKGROUNDS.flatMap((ground) =>
    (["text", "muted"] as const).map(
      (ink) => [`${ink} on ${ground}`, contrast(theme[ink], theme[ground])] as const,
    ),
  );
  const pairs = [
    ...onGround,
    ["accent on card", contrast(theme.accent, theme.card)] as const,
    ["stale on card", contrast(theme.stale, theme.card)] as const,
    ...(["accent", "a1", "a2", "fault", "stale"] as const).map((fill) => {
      const ink = theme[`on${fill[0]?.toUpperCase()}${fill.slice(1)}` as "onA1"];
      return [`text on ${fill}`, contrast(ink, theme[fill])] as const;
    }),
  ];
  expect(pairs.filter(([, ratio]) => ratio < least)).toEqual([]);
});

it.each(NAMES)("keeps the lines and edges of %s visible: 3:1", (name) => {
  const theme = THEMES[name];
  const lines = [...SERIES[name], theme.trace, theme.edge, theme.a1Edge];
  const grounds = [theme.card, theme.a1Tint, theme.a2Tint];
  const ratios = lines.flatMap((line) =>
    grounds.map((ground) => [line, ground, contrast(line, ground)] as const),
  );
  expect(ratios.filter(([, , ratio]) => ratio < 3)).toEqual([]);
});
