// The style guide: every component in every state, in the three themes. For development alone; nothing of the app imports it.

import { THEME_NAMES } from "../styles/colours.ts";
import { documentStyle } from "../styles/tokens.ts";
import "./style-guide.ts";

const { styleSheet } = documentStyle;
if (styleSheet) document.adoptedStyleSheets = [styleSheet];

for (const theme of THEME_NAMES) {
  const guide = document.createElement("style-guide");
  guide.heading = theme;
  guide.dataset["theme"] = theme;
  document.body.append(guide);
}
