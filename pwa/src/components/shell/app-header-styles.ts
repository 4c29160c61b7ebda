import { css } from "lit";

export const appHeaderStyles = css`
  header {
    display: flex;
    /* Large text has a second row rather than one thing upon another. */
    flex-wrap: wrap;
    align-items: center;
    gap: 0 var(--gap-4);
    padding: 0 max(var(--gap-4), env(safe-area-inset-left));
    background: var(--card);
    border-bottom: var(--border) solid var(--line);
  }
  .name {
    font-weight: 700;
    color: var(--text);
    letter-spacing: 0.01em;
    /* A long name gives way to where one can go, and to whether all of this is live. */
    flex: 1 1 3.75rem;
    max-width: max-content;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  nav {
    display: flex;
    flex-wrap: wrap;
    gap: var(--gap-1);
  }
  nav a {
    display: inline-flex;
    align-items: center;
    gap: var(--gap-2);
    min-height: 52px;
    padding: 0 var(--gap-3);
    color: var(--muted);
    font-weight: 600;
    text-decoration: none;
    border-block: 3px solid transparent;
  }
  nav a[aria-current] {
    color: var(--accent);
    border-bottom-color: var(--accent);
  }
  .badge {
    display: inline-grid;
    place-items: center;
    min-width: 22px;
    height: 22px;
    padding: 0 6px;
    border-radius: 11px;
    background: var(--a2);
    color: var(--on-a2);
    font-size: clamp(13px, var(--text-note), 15px);
    font-weight: 700;
    line-height: 1;
  }
  .link {
    margin-inline-start: auto;
    display: inline-flex;
    align-items: center;
    gap: var(--gap-2);
    color: var(--muted);
    font-size: 0.875rem;
    white-space: nowrap;
  }
  .tools {
    display: inline-flex;
    margin-inline-start: calc(-1 * var(--gap-2));
  }
  .tools > * {
    display: inline-grid;
    place-items: center;
    inline-size: var(--target);
    block-size: var(--target);
    padding: 0;
    color: var(--accent);
  }
  .tools .search {
    display: none;
  }
  .tools button[aria-pressed="true"] {
    background: var(--accent-tint);
  }
  /* In German, beside an alarm and the button for silence: one row all the same. */
  @media (width < 1400px) {
    nav a {
      gap: var(--gap-1);
      padding: 0 var(--gap-2);
    }
  }
  /* Here the banner of an alarm stands beside it, which has the more to give. */
  @media (min-width: 1400px) {
    .name {
      flex: 0 0 auto;
      max-width: 14rem;
    }
  }
  /* A phone held across, in German: the clock must not be pushed beyond the edge. */
  @media (max-width: 1000px) {
    /* A display is no place to go to from a phone or a tablet; settings lead there. */
    nav .kiosk {
      display: none;
    }
    header {
      gap: 0 var(--gap-2);
    }
  }
  /* In German the site's name would be cut for the sake of what words say as well. */
  @media (720px < width <= 920px) {
    nav a svg.lucide {
      display: none;
    }
  }
  @media (max-width: 720px) {
    /* The site over whether all of this is live; both give way where text is large. */
    header {
      display: grid;
      /* Where the alarm's voice can be silenced, its button stands beside both: nothing below moves for it. */
      grid-template: "name voice tools" auto "link voice tools" auto / minmax(0, 1fr) auto auto;
      gap: 0 var(--gap-1);
      min-height: 60px;
      box-sizing: border-box;
      align-content: center;
      padding: 4px 18px;
      background: none;
      border: none;
    }
    .name {
      grid-area: name;
      max-width: 100%;
      font-size: min(var(--text-head), 6.5vw);
      line-height: 1.2;
    }
    .link {
      grid-area: link;
      justify-self: start;
      margin: 0;
      font-size: min(var(--text-note), 5vw);
    }
    .tools {
      grid-area: tools;
      margin-inline: 0 calc(-1 * var(--gap-3));
    }
    .tools .search {
      display: inline-grid;
    }
    nav {
      position: fixed;
      inset: auto 0 0;
      z-index: 5;
      display: grid;
      grid-template-columns: repeat(4, minmax(0, 1fr));
      gap: 0;
      padding-bottom: env(safe-area-inset-bottom);
      background: var(--card);
      border-top: var(--border) solid var(--line);
    }
    nav a {
      position: relative;
      flex-direction: column;
      justify-content: center;
      gap: 2px;
      padding: var(--gap-1) 0;
      min-height: 56px;
      /* Four words side by side: they cannot grow beyond their columns, whatever the size of text. */
      font-size: min(0.75rem, max(11px, 3.3vw));
      line-height: 1rem;
      font-weight: 500;
    }
    nav a svg.lucide {
      width: 22px;
      height: 22px;
    }
    .badge {
      position: absolute;
      top: 4px;
      left: calc(50% + 6px);
      box-shadow: 0 0 0 2px var(--sheet);
    }
    nav a[aria-current] {
      border-bottom-color: transparent;
      border-top-color: var(--accent);
    }
  }
`;
