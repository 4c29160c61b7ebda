import { css, unsafeCSS } from "lit";

/** Sheets stand side by side where there is room for so many of the least width, rem. */
const SHEET = { least: 37.5, gap: 0.75, most: 4 };

const columns = unsafeCSS(
  Array.from({ length: SHEET.most - 1 }, (_, index) => index + 2)
    .map((count) => {
      const width = count * SHEET.least + (count - 1) * SHEET.gap;
      return `@container (min-width: ${width}rem) { .sheets { --columns: ${count}; } }`;
    })
    .join("\n"),
);

/** From this width on two sheets stand side by side. */
export const WIDE = "(min-width: 79rem)";

/** From this width on a row has room for its last hour. */
export const ROOMY = "(min-width: 36rem)";

export const overviewStyles = css`
  :host {
    display: block;
    container-type: inline-size;
  }
  /* Room for tools that come a moment later; on a phone they stand behind the magnifier. */
  .tools {
    min-block-size: calc(var(--target) + 4px);
    margin-block-end: var(--gap-3);
  }
  @media (max-width: 720px) {
    .tools:not(.finding) {
      display: none;
    }
  }
  .sheets {
    --columns: 1;
    display: grid;
    grid-template-columns: repeat(var(--columns), minmax(0, 1fr));
    gap: 10px 0.75rem;
  }
  /* A sheet takes as many steps as its rows need: the next one stands right below the shorter column. */
  @container (min-width: ${unsafeCSS(2 * SHEET.least + SHEET.gap)}rem) {
    .sheets {
      grid-auto-rows: minmax(0.25rem, auto);
      row-gap: 0;
    }
    place-sheet {
      grid-row: span var(--steps, 13);
      margin-block-end: 0.75rem;
    }
  }
  ${columns}
  .hint {
    color: var(--ink-2);
  }
`;
