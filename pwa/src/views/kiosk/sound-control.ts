// How a wall says whether it can be heard, and the way to two minutes of silence.

import { msg, str } from "@lit/localize";
import { css, html, nothing, type TemplateResult } from "lit";
import { icon } from "../../components/base/more-icons.ts";
import type { Format } from "../../i18n/format.ts";
import type { WallSound } from "./wall-sound.ts";

/** The control; nothing where all can be heard and nothing is. */
export function soundControl(sound: WallSound, format: Format): TemplateResult | typeof nothing {
  if (!sound.isArmed)
    return html`<button class="mute alarm">${icon("volumeOff")}${msg("Sound is off – touch to turn on", { id: "kiosk.mute" })}</button>`;
  const until = sound.silencedUntil;
  if (sound.isDue)
    return html`<button class="silence alarm" @click=${() => sound.silence()}>
      ${icon("volumeOff")}${msg("Silence 2 min", { id: "kiosk.silence" })}
    </button>`;
  if (until === undefined) return nothing;
  const time = format.clock(until);
  return html`<button class="silence alarm" @click=${() => sound.unsilence()}>
    ${icon("volume")}${msg(str`Silent until ${time}`, { id: "kiosk.silent" })}
  </button>`;
}

export const soundControlStyles = css`
  .mute.alarm,
  .silence.alarm {
    display: inline-flex;
    align-items: center;
    gap: calc(1 * var(--u));
    min-height: max(var(--alarm-target), calc(5.4 * var(--u)));
    padding: 0 calc(2 * var(--u));
    border-radius: calc(1.4 * var(--u));
    font-size: calc(2.5 * var(--u));
    font-weight: 600;
  }
  /* Nobody hears of an alarm: the loudest thing on a calm wall, in no colour of an alarm. A touch anywhere turns it on. */
  .mute.alarm {
    border: none;
    background: var(--ink);
    color: var(--ground);
    font-weight: 700;
  }
  .silence.alarm {
    border: max(1px, calc(0.2 * var(--u))) solid var(--edge);
    background: transparent;
    color: var(--accent);
  }
  :is(.mute, .silence) svg.lucide {
    width: 1.2em;
    height: 1.2em;
  }
`;
