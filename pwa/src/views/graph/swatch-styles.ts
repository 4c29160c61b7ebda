import { unsafeCSS } from "lit";
import { DASHES, dashOf, PALETTE_SIZE } from "../../charts/chart-picture.ts";

/** A dash of the chart as a pattern of gaps, px. */
function gapsOf(dash: readonly number[]): string {
  let at = 0;
  const stops = dash.flatMap((length, index) => {
    const colour = index % 2 === 0 ? "transparent" : "var(--card)";
    const stop = `${colour} ${at}px ${at + length}px`;
    at += length;
    return [stop];
  });
  return `background-image: repeating-linear-gradient(90deg, ${stops.join(", ")});`;
}

/** A swatch for each line of a chart, in its colour and with its dash. Classes, since the server's policy allows no style in the markup. */
export const swatchStyles = unsafeCSS(
  Array.from({ length: PALETTE_SIZE * DASHES.length }, (_, colour) => {
    const dash = dashOf(colour, PALETTE_SIZE);
    const name = `--series-${(colour % PALETTE_SIZE) + 1}`;
    return `i.series-${colour + 1} { background-color: var(${name}); print-color-adjust: exact; ${dash ? gapsOf(dash) : ""} }
.ink-${colour + 1} { color: var(${name}); }`;
  }).join("\n"),
);
