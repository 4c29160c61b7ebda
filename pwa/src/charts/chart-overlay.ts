// What lies over a chart's canvas: the crosshair through all lanes with a dot on each line, the stretch that is being chosen, and
// the places of the legends. Nothing of it covers a peak: values stand in the legends.

import type { Period } from "../../../shared/history/slice.ts";
import { plotWidth } from "./chart-layout.ts";
import type { ChartColours, ChartPicture } from "./chart-picture.ts";
import { type ChartPlan, heightOf } from "./chart-plan.ts";
import type { Readout } from "./chart-readout.ts";

/** What the overlay goes by: what was drawn. */
export interface Drawn {
  readonly picture: ChartPicture;
  readonly plan: ChartPlan;
  readonly colours: ChartColours;
}

function createPart(name: string): HTMLElement {
  const part = document.createElement("div");
  part.className = name;
  part.hidden = true;
  return part;
}

/** Keeps `have` at so many elements; each is made once. */
function keepCount(have: HTMLElement[], count: number, make: (index: number) => HTMLElement): void {
  while (have.length < count) have.push(make(have.length));
  for (const extra of have.splice(count)) extra.remove();
}

function xOf(time: number, { picture: { window }, plan: { frame } }: Drawn): number {
  const part = (time - window.from) / (window.to - window.from);
  return frame.left + plotWidth(frame) * Math.min(1, Math.max(0, part));
}

/** Owns the elements over the canvas; they are children of `root`. */
export class ChartOverlay {
  private readonly cursor = createPart("cursor");
  private readonly selection = createPart("selection");
  private readonly at = createPart("moment");
  private readonly dots: HTMLElement[] = [];
  private readonly legends: HTMLElement[] = [];
  private readonly lanes: HTMLElement[] = [];

  constructor(private readonly root: ShadowRoot) {
    root.append(this.selection, this.cursor, this.at);
  }

  /** Places a slot for the legend of each lane: `lane-0` and on. */
  placeLegends({ frame }: ChartPlan): void {
    keepCount(this.legends, frame.legends.length, (index) => this.createLegend(index));
    keepCount(this.lanes, Math.max(0, frame.legends.length - 1), () => this.add("lane"));
    for (const [index, { left, top, width, height }] of frame.legends.entries()) {
      const { style } = this.legends[index] ?? createPart("legend");
      style.transform = `translate(${left}px, ${top}px)`;
      style.width = `${width}px`;
      style.height = `${height}px`;
      const lane = this.lanes[index - 1];
      if (lane) lane.style.transform = `translateY(${top}px)`;
    }
  }

  /** Shows the crosshair at what was read, or hides it. */
  point(readout: Readout | undefined, drawn: Drawn): void {
    const { picture, plan } = drawn;
    for (const part of [this.cursor, this.at]) part.hidden = readout === undefined;
    const values = readout ? this.valuesOf(readout, drawn) : [];
    keepCount(this.dots, values.length, () => this.add("dot"));
    if (!readout) return;
    const x = xOf(readout.at, drawn);
    const { frame } = plan;
    this.cursor.style.transform = `translateX(${x - 0.5}px)`;
    this.cursor.style.height = `${frame.height - frame.bottom}px`;
    this.at.textContent = picture.words.at(readout.at, picture.window);
    const half = this.at.offsetWidth / 2;
    this.at.style.transform = `translateX(${Math.min(frame.width - 2 * half, Math.max(0, x - half))}px)`;
    for (const [index, { x, y, colour }] of values.entries()) {
      const dot = this.dots[index];
      if (!dot) continue;
      dot.style.transform = `translate(${x}px, ${y}px)`;
      dot.style.background = drawn.colours.series[colour % drawn.colours.series.length] ?? "";
    }
  }

  /** Shows the stretch that is being chosen, or hides it. */
  choose(period: Period | undefined, drawn: Drawn): void {
    this.selection.hidden = period === undefined;
    if (!period) return;
    const [left, right] = [xOf(period.from, drawn), xOf(period.to, drawn)];
    const { frame } = drawn.plan;
    this.selection.style.transform = `translateX(${left}px)`;
    this.selection.style.width = `${right - left}px`;
    this.selection.style.height = `${frame.height - frame.bottom}px`;
  }

  /** Each dot is where its line is: two devices do not measure at the same moment. */
  private valuesOf({ lines }: Readout, drawn: Drawn) {
    const byId = new Map(lines.map((line) => [line.id, line]));
    return drawn.plan.strips.flatMap((plan) =>
      plan.strip.lines.flatMap(({ id, colour }) => {
        const { t, value } = byId.get(id) ?? {};
        const foot = plan.area.top + plan.area.height;
        if (t === undefined || value === undefined) return [];
        return [{ x: xOf(t, drawn), y: foot - heightOf(value, plan), colour }];
      }),
    );
  }

  private createLegend(index: number): HTMLElement {
    const legend = this.add("legend");
    const slot = document.createElement("slot");
    slot.name = `lane-${index}`;
    legend.append(slot);
    return legend;
  }

  private add(name: string): HTMLElement {
    const part = createPart(name);
    part.hidden = false;
    this.root.append(part);
    return part;
  }
}
