// The colours of graphs' lines. No other screen has them, so they come with a graph: imported for its effect.

import { css, unsafeCSS } from "lit";
import { colourDeclarations, type Roles, systemColours } from "./colours.ts";

/** In their order of use, each with its own dash beside it. */
export const SERIES_COLOURS = {
  "series-1": ["#0068a8", "#5cb6ee", "#004a78"],
  "series-2": ["#b84a00", "#ff9350", "#853500"],
  "series-3": ["#007a59", "#34c99f", "#00543c"],
  "series-4": ["#9c3f76", "#e393c1", "#742853"],
  "series-5": ["#8a6d00", "#f0e442", "#5f4b00"],
  "series-6": ["#2f7fb5", "#7fb8ff", "#1f5a83"],
  "series-7": ["#555555", "#c0c0c0", "#333333"],
  "series-8": ["#6a4fb0", "#b3a0ff", "#4a3390"],
} as const satisfies Roles;

const of = (theme: "light" | "dark" | "contrast") => unsafeCSS(colourDeclarations(theme, SERIES_COLOURS));

const { styleSheet } = css`
  :root,
  [data-theme="light"] {
    ${of("light")}
  }
  @media screen {
    [data-theme="dark"] {
      ${of("dark")}
    }
    [data-theme="contrast"] {
      ${of("contrast")}
    }
  }
  @media (forced-colors: active) {
    :root,
    [data-theme] {
      ${unsafeCSS(systemColours(SERIES_COLOURS))}
    }
  }
`;

if (styleSheet && typeof document === "object")
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, styleSheet];
