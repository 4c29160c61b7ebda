// The marks of the states. Each has its own outline, so that they differ in greyscale and to any eye.

import { css, type SVGTemplateResult, svg } from "lit";
import type { SensorStatus } from "../../../../shared/present/present-sensor.ts";

const SHAPES: { readonly [S in SensorStatus]: SVGTemplateResult } = {
  normal: svg`<circle class="outline" cx="12" cy="12" r="6" />`,
  a1: svg`<path class="fill" d="M12 2.2 22.8 21.2H1.2Z" /><path class="sign" d="M12 8.4v6.2M12 17.6v.8" />`,
  a2: svg`<path class="fill" d="M7.4 1h9.2L23 7.4v9.2L16.6 23H7.4L1 16.6V7.4Z" />
    <path class="sign" d="M12 5.8v8M12 17.4v.9" />`,
  fault: svg`<rect class="fill" x="1.5" y="1.5" width="21" height="21" rx="2" />
    <path class="sign" d="m7.4 7.4 9.2 9.2m0-9.2-9.2 9.2" />`,
  late: svg`<circle class="outline" cx="12" cy="12" r="9.6" />
    <path class="line" d="M8.8 9.4a3.2 3.2 0 1 1 4.6 2.9c-1 .5-1.4 1.1-1.4 2.2M12 17.6v.8" />`,
  stale: svg`<circle class="outline dashed" cx="12" cy="12" r="9.6" />
    <path class="line" d="M12 6.8V12l3.6 2.4" />`,
  offline: svg`<circle class="outline" cx="12" cy="12" r="9.6" /><path class="line" d="M5.4 18.6 18.6 5.4" />`,
};

/** The mark of a state, as large as the text beside it; decoration only: the state is also said in words. */
export function stateMark(status: SensorStatus): SVGTemplateResult {
  return svg`<svg class="mark ${status}" viewBox="0 0 24 24" aria-hidden="true">${SHAPES[status]}</svg>`;
}

/** Goes into the styles of every element that uses `stateMark`. */
export const stateMarkStyles = css`
  .mark {
    flex: none;
    width: 1.25em;
    height: 1.25em;
    vertical-align: -0.22em;
    fill: none;
    stroke-width: 2.6;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .mark .outline,
  .mark .line {
    stroke: var(--stale);
  }
  .mark.normal .outline {
    stroke: var(--edge);
    stroke-width: 2;
  }
  .mark .dashed {
    stroke-dasharray: 3.4 2.64;
    stroke-linecap: butt;
  }
  .mark.a1 .fill {
    fill: var(--a1);
    stroke: var(--a1-edge);
    stroke-width: 1.4;
  }
  .mark.a1 .sign {
    stroke: var(--on-a1);
  }
  .mark.a2 .fill {
    fill: var(--a2-edge);
  }
  .mark.a2 .sign {
    stroke: var(--on-a2);
  }
  .mark.fault .fill {
    fill: var(--fault-edge);
  }
  .mark.fault .sign {
    stroke: var(--on-fault);
  }
`;
