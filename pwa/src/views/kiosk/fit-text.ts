// The largest size in which words have room, as measured and not as guessed. Sizes in units of the wall.

/** The width of a text of a weight, em. */
export type Measure = (text: string, weight: number) => number;

/** Texts that were measured are remembered, up to so many; then it begins anew. */
const MOST_REMEMBERED = 2_000;
/** Figures are drawn in tabular digits, which a canvas does not know. */
const MARGIN = 1.04;
const PROBE_PX = 100;
/** Sizes are rounded to parts of a pixel on their way to the screen. */
const SLACK = 0.98;

/** Measures in a font family, on a canvas of its own. Where there is none, letters are taken for wide. */
function createMeasure(family: string, canvas: () => CanvasRenderingContext2D | null): Measure {
  const known = new Map<string, number>();
  const pen = canvas();
  return (text, weight) => {
    const key = `${weight} ${text}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    if (known.size >= MOST_REMEMBERED) known.clear();
    if (pen) pen.font = `${weight} ${PROBE_PX}px ${family}`;
    const width = pen ? (pen.measureText(text).width / PROBE_PX) * MARGIN : text.length * 0.7;
    known.set(key, width);
    return width;
  };
}

/** Measures in the font of an element, which is known once it is in the document. */
export function measureIn(element: Element): Measure {
  let measure: Measure | undefined;
  return (text, weight) => {
    measure ??= createMeasure(getComputedStyle(element).fontFamily, () =>
      document.createElement("canvas").getContext("2d"),
    );
    return measure(text, weight);
  };
}

/** Words in lines, and their size. */
export interface Fitted {
  readonly lines: readonly string[];
  readonly size: number;
}

export interface FitNeeds {
  readonly text: string;
  readonly weight: number;
  readonly width: number;
  readonly height: number;
  readonly most: number;
  readonly least: number;
  readonly lineHeight: number;
}

/** The ways to break a text once, between words. */
function breaks(text: string): (readonly string[])[] {
  const words = text.split(" ");
  return words
    .slice(1)
    .map((_, index) => [words.slice(0, index + 1).join(" "), words.slice(index + 1).join(" ")]);
}

/** A text that has no room at its least size gives way as far as this part of it, so that two lines take the height of one; then it is cut. */
const GIVES_WAY = 0.5;

/** A text in one line or two, whichever is larger; in the height of one line of its least size where it has no more, and whole. */
export function fitText(needs: FitNeeds, measure: Measure): Fitted {
  const { text, weight, width, height, most, least, lineHeight } = needs;
  const wide = (lines: readonly string[]) =>
    (width * SLACK) / Math.max(...lines.map((line) => measure(line, weight)), Number.EPSILON);
  const sizeIn = (high: number) => (lines: readonly string[]) =>
    Math.min(most, wide(lines), high / (lines.length * lineHeight));
  const ways: (readonly string[])[] = [[text], ...breaks(text)];
  const bestIn = (sizeOf: ReturnType<typeof sizeIn>) => {
    const lines = ways.reduce((a, b) => (sizeOf(b) > sizeOf(a) * 1.05 ? b : a));
    return { lines, size: sizeOf(lines) };
  };
  const best = bestIn(sizeIn(height));
  if (best.size >= least) return best;
  const { lines, size } = bestIn(sizeIn(Math.max(height, least * lineHeight)));
  return { lines, size: Math.max(least * GIVES_WAY, Math.min(least, size)) };
}
