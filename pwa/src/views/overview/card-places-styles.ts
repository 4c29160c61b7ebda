import { css, unsafeCSS } from "lit";

/** Most cards side by side. */
export const MAX_COLUMNS = 6;
const CARD = { least: 330, gap: 16 };

const from2 = Array.from({ length: MAX_COLUMNS - 1 }, (_, index) => index + 2);
/** A place knows its cards by class, since the page's policy forbids style attributes. */
const counts = unsafeCSS(from2.map((count) => `.cards-${count} { --cards: ${count}; }`).join("\n"));
/** As many columns as there is room for cards of the least width, px. */
const columns = unsafeCSS(
  from2
    .map((count) => {
      const width = count * CARD.least + (count - 1) * CARD.gap;
      return `@container (min-width: ${width}px) { .places { --columns: ${count}; } }`;
    })
    .join("\n"),
);

export const cardPlacesStyles = css`
  :host {
    display: block;
    container-type: inline-size;
  }
  /* Places stand side by side where they fit; each takes as many columns as it has cards. */
  .places {
    --columns: 1;
    display: grid;
    grid-template-columns: repeat(var(--columns), minmax(0, 1fr));
    gap: var(--gap-5) var(--gap-4);
  }
  section {
    --cards: 1;
    grid-column: span min(var(--cards), var(--columns));
  }
  h2 {
    display: flex;
    align-items: center;
    gap: var(--gap-2);
    margin: 0 0 var(--gap-2);
    color: var(--muted);
    font-size: 1rem;
  }
  .cards {
    display: grid;
    grid-template-columns: repeat(min(var(--cards), var(--columns)), minmax(0, 1fr));
    align-items: start;
    gap: var(--gap-4);
  }
  /* A card takes as many short rows as it has sensors, and one for its head: the next one then stands right below the
     shorter of two, and still never above one that is worse. */
  @container (min-width: ${unsafeCSS(2 * CARD.least + CARD.gap)}px) {
    .cards {
      grid-auto-rows: minmax(5rem, auto);
      row-gap: 0;
      margin-bottom: calc(-1 * var(--gap-4));
    }
    device-card {
      grid-row: span var(--rows, 4);
      margin-bottom: var(--gap-4);
    }
  }
  ${counts}
  ${columns}
`;
