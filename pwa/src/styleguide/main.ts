// The style guide: every component in every state, in the three themes. For development alone; nothing of the app imports it.

import { THEME_NAMES } from "../styles/colours.ts";
import { documentStyle } from "../styles/tokens.ts";
import "./style-guide.ts";

const { styleSheet } = documentStyle;
if (styleSheet) document.adoptedStyleSheets = [styleSheet];

/** `?theme=dark` shows that one alone. */
const wanted = new URLSearchParams(location.search).get("theme");

for (const theme of THEME_NAMES.filter((name) => wanted === null || name === wanted)) {
  const guide = document.createElement("style-guide");
  guide.heading = theme;
  guide.dataset["theme"] = theme;
  document.body.append(guide);
}
