import { css } from "lit";

export const overviewStyles = css`
  :host {
    display: block;
  }
  .tools {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--gap-3) var(--gap-4);
    margin-bottom: var(--gap-4);
  }
  fleet-summary {
    flex: 1 1 26em;
  }
  .search {
    position: relative;
    flex: 0 1 18em;
  }
  .search svg {
    position: absolute;
    left: var(--gap-3);
    top: 50%;
    translate: 0 -50%;
    color: var(--muted);
  }
  .search input {
    padding-left: calc(var(--gap-3) * 2 + 1.25em);
  }
  h2 {
    display: flex;
    align-items: center;
    gap: var(--gap-2);
    margin: var(--gap-5) 0 var(--gap-3);
    color: var(--muted);
    font-size: 1rem;
  }
  section:first-of-type h2 {
    margin-top: 0;
  }
  .cards {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 330px), 1fr));
    align-items: start;
    gap: var(--gap-4);
  }
  .hint {
    color: var(--muted);
  }
  @media (max-width: 620px) {
    .search,
    fleet-summary {
      flex-basis: 100%;
    }
  }
`;
