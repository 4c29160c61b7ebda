// How a wall says whether it can be heard, and the way to two minutes of silence.

import { msg, str } from "@lit/localize";
import { css, html, nothing, type TemplateResult } from "lit";
import { icon } from "../../components/base/more-icons.ts";
import type { Format } from "../../i18n/format.ts";
import type { WallSound } from "./wall-sound.ts";

interface Control {
  readonly look: "mute" | "silence" | "test";
  readonly icon: "volume" | "volumeOff";
  readonly text: string;
  readonly act: () => void;
}

function testControl(sound: WallSound): Control {
  const act = () => sound.testNow();
  switch (sound.test) {
    case "runs":
      return {
        look: "silence",
        icon: "volume",
        text: msg("Sound test: no alarm", { id: "kiosk.testRuns" }),
        act,
      };
    case "failed": {
      const text = msg("Sound test failed – test again", { id: "kiosk.testFailed" });
      return { look: "mute", icon: "volumeOff", text, act };
    }
    case "none":
      return { look: "test", icon: "volume", text: msg("Test the sound", { id: "kiosk.testNow" }), act };
  }
}

function controlOf(sound: WallSound, format: Format): Control {
  if (sound.isMute) {
    const text = msg("Sound is off – touch to turn on", { id: "kiosk.mute" });
    // A touch anywhere arms it.
    return { look: "mute", icon: "volumeOff", text, act: () => undefined };
  }
  if (sound.isDue) {
    const text = msg("Silence 2 min", { id: "kiosk.silence" });
    return { look: "silence", icon: "volumeOff", text, act: () => sound.silence() };
  }
  const until = sound.silencedUntil;
  if (until === undefined) return testControl(sound);
  const time = format.clock(until);
  const text = msg(str`Silent until ${time}`, { id: "kiosk.silent" });
  return { look: "silence", icon: "volume", text, act: () => sound.unsilence() };
}

/** The control; where all can be heard and nothing is, a small one that tests it. One button whatever it says: it keeps the focus. */
export function soundControl(sound: WallSound, format: Format): TemplateResult {
  const { look, text, act, icon: sign } = controlOf(sound, format);
  const words = look === "test" ? html`<span class="visually-hidden">${text}</span>` : text;
  return html`<button class="${look} alarm" title=${look === "test" ? text : nothing} @click=${act}>${icon(sign)}${words}</button>`;
}

export const soundControlStyles = css`
  :is(.mute, .silence, .test).alarm {
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
    /* On two lines: beside the words of a calm wall the clock's line stays one, whatever the age says. */
    max-width: 12.4em;
    padding-inline: calc(1 * var(--u));
    font-size: calc(2 * var(--u));
    line-height: 1.15;
    text-align: start;
    text-wrap: balance;
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
  /* There for whoever looks for it: no higher than the line that it stands in, and wide enough for a finger. */
  .test.alarm {
    justify-content: center;
    min-width: max(var(--alarm-target), calc(5.4 * var(--u)));
    margin-block: calc(-0.5 * var(--alarm-target));
    padding: 0;
    border: none;
    background: transparent;
    color: inherit;
  }
  /* Where the header has lines of its own for it they are as high whatever it says: nothing moves under a finger when an alarm comes. */
  @media (max-width: 720px), (orientation: portrait) {
    .test.alarm {
      margin-block: 0;
    }
  }
  :is(.mute, .silence, .test) svg.lucide {
    width: 1.2em;
    height: 1.2em;
  }
`;
