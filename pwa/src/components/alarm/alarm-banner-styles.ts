import { css } from "lit";

/** From here on the banner stands in the head of the page; below it lies over the page's lower edge. */
export const bannerStyles = css`
  :host {
    display: contents;
  }
  aside {
    display: flex;
    align-items: center;
    gap: var(--gap-1) 10px;
    min-width: 0;
    line-height: 1.2;
  }
  aside .mark {
    width: 30px;
    height: 30px;
  }
  .words {
    flex: 1 1 7.5rem;
    align-content: center;
    min-width: 0;
    min-height: var(--target);
    color: inherit;
    text-decoration: none;
    overflow-wrap: anywhere;
  }
  .words b {
    font-size: var(--text-lead);
    font-weight: var(--weight-alarm);
  }
  .more {
    font-size: var(--text-body);
  }
  .quiet {
    --fill: var(--sheet);
    color: var(--ink);
  }
  .quiet button.answer {
    color: var(--on-solid);
    background: var(--solid);
    box-shadow: none;
  }
  button.answer {
    flex: 0 1 auto;
    padding: 0 18px;
    white-space: nowrap;
  }
  @media (min-width: 1280px) {
    aside {
      /* Less has no room for words: then it stands in a row of its own. */
      flex: 1 1 16rem;
      max-width: 32.5rem;
      min-height: 50px;
      margin: 0 auto;
      padding: 2px 2px 2px var(--gap-3);
      border-radius: 14px;
    }
    .words b > span,
    .more {
      display: block;
      max-inline-size: 100%;
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
    }
    /* A figure that has no room goes to a line that is not seen: half of one is another one. */
    .words b {
      display: flex;
      flex-wrap: wrap;
      gap: 0 0.35em;
      block-size: 1.2em;
      overflow: hidden;
    }
    .words b,
    button.answer {
      font-size: var(--text-body);
    }
    .more {
      font-size: var(--text-note);
    }
    button.answer {
      border-radius: var(--radius-control);
    }
    .quiet {
      box-shadow: inset 0 0 0 var(--frame) var(--rim);
    }
  }
  @media (width < 1280px) {
    aside {
      position: fixed;
      left: var(--gap-2);
      right: var(--gap-2);
      bottom: calc(var(--gap-2) + env(safe-area-inset-bottom));
      z-index: 6;
      flex-wrap: wrap;
      max-width: 520px;
      min-height: 72px;
      margin: 0 auto;
      padding: var(--gap-2) var(--gap-2) var(--gap-2) 14px;
      border-radius: var(--radius-block);
      box-shadow: var(--elevation-2);
      container-type: inline-size;
    }
    .words b,
    .more {
      display: block;
    }
    .wide {
      display: none;
    }
    button.answer {
      flex: 1 0 auto;
      max-width: 100%;
    }
  }
  @media (max-width: 720px) {
    aside {
      bottom: calc(var(--bar-height, 68px) + var(--gap-2) + env(safe-area-inset-bottom));
    }
    :host([view="alarms"]) aside,
    :host([view="alarm"]) aside {
      display: none;
    }
    @container (max-width: 18rem) {
      .more {
        display: none;
      }
    }
  }
`;
