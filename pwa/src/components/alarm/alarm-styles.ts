// The blocks of alarms: solid asks for an answer, framed has one, dashed is over but nobody looked. Hue and shape say how bad.

import { css, html, nothing } from "lit";
import type { AlarmPresentation } from "../../../../shared/present/present-alarm.ts";
import { drillWord } from "../../i18n/alarm-texts.ts";
import { stateMark, stateMarkStyles } from "../sensor/state-mark.ts";

/**
 * The class of an alarm's block. A drill is never a solid block: nobody may take it for real. Nor is what is not live, on any
 * screen: it is hatched, whoever has answered it.
 */
export function blockClass(shown: AlarmPresentation): string {
  return `block ${kindOf(shown)} ${shown.tone}`;
}

function kindOf({ standing, alarm, isAged }: AlarmPresentation): "solid" | "framed" | "dashed" | "aged" {
  if (isAged && standing !== "ended") return "aged";
  if (standing === "asks") return alarm.drill ? "framed" : "solid";
  return standing === "answered" ? "framed" : "dashed";
}

/** The mark of an alarm: shape and colour of its level. */
export function alarmMark({ tone }: Pick<AlarmPresentation, "tone">) {
  return stateMark(tone);
}

/** A tag on what is tried out. */
export function drillTag({ alarm }: AlarmPresentation) {
  return alarm.drill ? html`<span class="drill">${drillWord()}</span>` : nothing;
}

/** For every element that shows a block. */
export const alarmStyles = [
  stateMarkStyles,
  css`
    .block {
      --fill: var(--sheet);
      --rim: var(--edge);
      --second: var(--ink-2);
      color: var(--ink);
      background-color: var(--fill);
      /* Printed as well: without their ground the letters upon the worst alarm would be the palest. */
      print-color-adjust: exact;
    }
    .a2 {
      --solid: var(--a2);
      --on-solid: var(--on-a2);
      --rim: var(--a2-edge);
      --tint: var(--a2-tint);
      --word: var(--a2-ink);
    }
    .a1 {
      --solid: var(--a1);
      --on-solid: var(--on-a1);
      --rim: var(--a1-edge);
      --tint: var(--a1-tint);
      --word: var(--a1-ink);
    }
    .fault {
      --solid: var(--fault);
      --on-solid: var(--on-fault);
      --rim: var(--fault-edge);
      --tint: var(--fault-tint);
      --word: var(--fault-ink);
    }
    .stale {
      --solid: var(--lost);
      --on-solid: var(--on-lost);
      --rim: var(--edge);
      --tint: var(--sheet);
      --word: var(--ink-2);
    }
    .block.solid {
      --fill: var(--solid);
      --second: var(--on-solid);
      color: var(--on-solid);
    }
    .block.framed {
      --fill: var(--tint);
      box-shadow: inset 0 0 0 var(--frame) var(--rim);
    }
    .block.aged {
      background-image: repeating-linear-gradient(135deg, var(--hatch) 0 4px, transparent 4px 10px);
    }
    .block:is(.dashed, .aged) {
      outline: var(--frame) dashed var(--rim);
      outline-offset: calc(-1 * var(--frame));
    }
    .solid > * .mark .fill,
    .solid > .mark .fill {
      fill: var(--on-solid);
      stroke: var(--on-solid);
    }
    .solid > * .mark .sign,
    .solid > .mark .sign {
      stroke: var(--solid);
    }
    .solid > * .mark :is(.outline, .line),
    .solid > .mark :is(.outline, .line) {
      stroke: var(--on-solid);
    }
    .block a {
      color: inherit;
    }
    .block :focus-visible {
      outline-color: currentColor;
    }
    .drill {
      padding: 0 var(--gap-2);
      color: var(--on-accent);
      background: var(--accent);
      border-radius: var(--radius-chip);
      font-size: var(--text-note);
      font-weight: var(--weight-alarm);
      text-transform: uppercase;
    }
    button.answer {
      min-height: var(--alarm-target);
      font-size: var(--text-lead);
      font-weight: var(--weight-alarm);
      border: 0;
      border-radius: 14px;
      color: var(--word);
      background: var(--sheet);
      box-shadow: inset 0 0 0 2px var(--rim);
    }
    .solid button.answer {
      color: var(--solid);
      background: var(--on-solid);
      box-shadow: none;
    }
    .waits {
      display: flex;
      align-items: center;
      gap: var(--gap-2);
      font-weight: var(--weight-strong);
    }
  `,
];
