import { css } from "lit";

/** A page that is used with gloves, outdoors: one large thing to tap, and the state in large words. */
export const bluetoothStyles = css`
  .state {
    display: flex;
    align-items: center;
    gap: var(--gap-3);
    margin: var(--gap-2) 0 0;
    font-size: 1.5rem;
    font-weight: 700;
    overflow-wrap: anywhere;
    hyphens: auto;
  }
  .big {
    width: 100%;
    min-height: max(72px, var(--target));
    margin-top: var(--gap-4);
    font-size: 1.25rem;
  }
  .warn {
    padding-inline-start: var(--gap-3);
    border-inline-start: 4px solid var(--accent);
  }
  label {
    display: block;
    margin-top: var(--gap-3);
  }
  form button {
    margin-top: var(--gap-4);
  }
`;
