// Brings the app up in a document, and takes it down again.

import type { Site } from "../../../shared/rules/site.ts";
import type { AppData } from "../data/base/app-data.ts";
import { setLanguage } from "../i18n/language.ts";
import { createDisplayStore, type DisplayStore } from "../preferences/display.ts";
import { documentStyle } from "../styles/tokens.ts";
import "./davy-app.ts";

/** So long what is seen first waits for the texts, the view's code and what is kept, ms; then the header comes alone. */
const FIRST_MS = 300;

/** Resolves when the texts are there, or will not come by themselves. */
async function applyDisplay(display: DisplayStore, document: Document): Promise<void> {
  const { theme, language } = display.current();
  const root = document.documentElement;
  root.dataset["theme"] = theme;
  root.lang = language;
  // Texts that cannot be loaded leave the language as it is, which is readable; the next change tries again.
  await setLanguage(language).catch(() => undefined);
}

/** The site as it is on this screen: an admin may have chosen another language for a display. */
function siteOn({ site, session }: AppData): Site {
  const standing = session.standing();
  const who = standing.kind === "in" ? standing.me.who : undefined;
  const language = who?.kind === "display" ? who.language : null;
  return language === null ? site.current() : { ...site.current(), language };
}

/**
 * Shows the app over `data`, in one picture with the view once `ready` has settled: a header alone would be laid out
 * and drawn a frame before all else. Answers what takes it down and stops everything it started.
 */
export function startApp(window: Window, data: AppData, ready?: Promise<unknown>): () => void {
  const { document } = window;
  const display = createDisplayStore(window);
  if (documentStyle.styleSheet)
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, documentStyle.styleSheet];
  const texts = applyDisplay(display, document);
  const endings = [
    display.subscribe(() => void applyDisplay(display, document)),
    data.site.subscribe(() => display.setSite(siteOn(data))),
    data.session.subscribe(() => display.setSite(siteOn(data))),
  ];
  const app =
    document.querySelector("davy-app") ?? document.body.appendChild(document.createElement("davy-app"));
  const enough = new Promise((resolve) => setTimeout(resolve, FIRST_MS));
  void Promise.race([Promise.all([texts, ready]), enough]).then(() => {
    if (app.isConnected) app.parts = { data, display };
  });
  return () => {
    for (const end of endings) end();
    app.remove();
    display.stop();
    data.stop();
  };
}
