// Motion that explains: that a value is another one, and where something went. None where the person asked for less.

/** The design's figures, ms. */
const VALUE_MS = 150;
const MOVE_MS = 250;
/** More at once explain nothing, and cost a phone its frames. */
const MOST_MOVED = 40;
/** As little do more figures that change on a page within a second: a wall of 200 devices has 800 a second. */
const MOST_CHANGED = 20;

function isStill(): boolean {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

/**
 * Counts what changes on the whole page: tells at each change, at a time in ms, whether there are too many to be told apart, in this
 * second or the one before it.
 */
export function createChangeRate(): (now: number) => boolean {
  let since = 0;
  let count = 0;
  let wasMany = false;
  return (now) => {
    if (now - since > 1_000) {
      wasMany = count > MOST_CHANGED && now - since <= 2_000;
      since = now;
      count = 0;
    }
    count += 1;
    return wasMany || count > MOST_CHANGED;
  };
}

const isMany = createChangeRate();

/** Shows by a short fade that a figure is another one than before; one that comes up is shown as it is. */
export class ValueMotion {
  readonly #texts = new WeakMap<Element, string>();

  /** Takes in the figures as they stand by now. */
  observe(figures: Iterable<Element>): void {
    for (const figure of figures) {
      const text = figure.textContent ?? "";
      const before = this.#texts.get(figure);
      this.#texts.set(figure, text);
      if (before === undefined || before === text || isMany(performance.now()) || isStill()) continue;
      figure.animate([{ opacity: 0.3 }, { opacity: 1 }], { duration: VALUE_MS });
    }
  }
}

/**
 * Remembers where elements stand. What it answers lets each of them that is still there go from where it was to where it stands
 * by then; it is to be called once they have moved.
 */
export function rememberPlaces(elements: readonly Element[]): () => void {
  if (elements.length > MOST_MOVED || isStill()) return () => undefined;
  const places = elements.map((element) => ({ element, from: element.getBoundingClientRect() }));
  return () => {
    for (const { element, from } of places) {
      const to = element.getBoundingClientRect();
      const [x, y] = [from.left - to.left, from.top - to.top];
      if (!element.isConnected || (x === 0 && y === 0)) continue;
      element.animate([{ transform: `translate(${x}px, ${y}px)` }, { transform: "none" }], {
        duration: MOVE_MS,
        easing: "ease-in-out",
      });
    }
  };
}
