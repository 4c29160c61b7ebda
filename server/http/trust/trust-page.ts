// The page where a device learns to trust the site. It is made whole on the server, for whatever browser comes.

import { inBasePath } from "../../../shared/ground/base-path.ts";
import { Html, html } from "../docs/html.ts";
import { PLATFORMS, type Platform } from "./platform.ts";
import { type PlatformTexts, TRUST_TEXTS, type TrustTexts } from "./trust-texts.ts";

/** What the page is made of. */
export interface TrustPage {
  readonly language: keyof typeof TRUST_TEXTS;
  readonly platform: Platform;
  readonly siteName: string;
  readonly words: readonly string[];
  readonly basePath: string;
  /** The app's address over HTTPS, with a slash at its end. */
  readonly secureUrl: string;
}

const CHECK = html`<svg width="20" height="20" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="M4.5 12.5l5 5 10-11"/></svg>`;
const DOWNLOAD = html`<svg width="24" height="24" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="M12 3.5v11M7.5 10.5L12 15l4.5-4.5M4 19.5h16"/></svg>`;

/** A sentence in which `**…**` stands out. */
function rich(text: string): Html {
  const pieces = text
    .split("**")
    .map((piece, index) => (index % 2 === 1 ? html`<b>${piece}</b>` : html`${piece}`));
  return new Html(pieces.map(({ text }) => text).join(""));
}

function stepsOf({ steps }: PlatformTexts): Html {
  const [only = "", ...more] = steps;
  if (more.length === 0) return html`<p class="after">${rich(only)}</p>`;
  return html`<ol>${steps.map((step) => html`<li>${rich(step)}</li>`)}</ol>`;
}

function notesOf({ notes }: PlatformTexts): Html {
  return html`${notes.map((note) => html`<p class="note">${rich(note)}</p>`)}`;
}

function trustStep(texts: TrustTexts, { platform, words, basePath }: TrustPage): Html {
  const own = texts.platforms[platform];
  return html`<div class="step now"><i class="number">2</i><div><h2>${texts.trust}</h2>
<p>${texts.ask}</p>
<div class="words" translate="no">${words.map((word) => html`<b>${word}</b>`)}</div>
<a class="button main" href="${inBasePath(basePath, `/trust/${own.file}`)}">${DOWNLOAD}${texts.get}</a>
${stepsOf(own)}
<details><summary class="button">${texts.differ}</summary><p class="stop">${rich(texts.stop)}</p></details></div></div>`;
}

function otherPlatforms(texts: TrustTexts, { platform, basePath }: TrustPage): Html {
  const others = PLATFORMS.filter((each) => each !== platform).map((each) => texts.platforms[each]);
  return html`<details class="others"><summary>${texts.others}</summary><div class="sheet">${others.map(
    (each) =>
      html`<section><h2>${each.name}</h2><p><a href="${inBasePath(basePath, `/trust/${each.file}`)}">${each.file}</a></p>${stepsOf(each)}${notesOf(each)}</section>`,
  )}</div><p class="note">${texts.tried}</p></details>`;
}

/** The page as a document. */
export function renderTrustPage(page: TrustPage): string {
  const { language, platform, siteName, basePath, secureUrl } = page;
  const texts = TRUST_TEXTS[language];
  const file = (name: string) => inBasePath(basePath, `/trust/${name}`);
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${texts.trust}</title>
<link rel="stylesheet" href="${file("trust.css")}">
<script defer src="${file("trust.js")}"></script>
</head>
<body data-secure-url="${secureUrl}">
<main>
<header><p>${texts.place(siteName, texts.platforms[platform].name)}</p><h1>${texts.title}</h1></header>
<div class="sheet">
<div class="step done"><i class="number">${CHECK}</i><div><h2>${texts.network}</h2><p>${texts.networkDone}</p></div></div>
${trustStep(texts, page)}
<div class="step"><i class="number">3</i><div><h2>${texts.home}</h2><p>${texts.homeLater}</p>
<noscript><a class="button" href="${secureUrl}">${texts.open}</a></noscript></div></div>
</div>
<div class="waiting" role="status" data-waiting hidden><i class="spinner"></i>${texts.waiting}</div>
<p class="note">${texts.scope} ${texts.stuck} <a data-onwards href="${secureUrl}">${secureUrl}</a></p>
${notesOf(texts.platforms[platform])}
${otherPlatforms(texts, page)}
</main>
</body>
</html>
`.text;
}
