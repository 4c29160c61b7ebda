// A list whose items keep their nodes wherever they move. lit's own `repeat` leaves an end marker in the document for each
// item that it removes (https://github.com/lit/lit/issues/5298), and a screen that shows a fleet for months would gather
// them without end. Here each item stands between two markers of ours, and only public parts of lit are used.

import { noChange, type RenderOptions, type RootPart, render } from "lit";
import { AsyncDirective } from "lit/async-directive.js";
import { type DirectiveResult, directive, type ElementPart } from "lit/directive.js";
import { rememberPlaces } from "./motion.ts";

interface Item {
  readonly start: Comment;
  readonly end: Comment;
  part: RootPart | undefined;
  /** The template that it shows; undefined before the first, and after one that threw. */
  shown: unknown;
}

/** Templates by key, in the order in which they are to stand. */
type Wanted = ReadonlyMap<string, unknown>;

/** An item's nodes, from its first marker to its last. */
function nodesOf({ start, end }: Item): Node[] {
  const nodes: Node[] = [];
  for (let node: Node | null = start; node && node !== end; node = node.nextSibling) nodes.push(node);
  return [...nodes, end];
}

function move(item: Item, parent: Element, before: Node | null): void {
  for (const node of nodesOf(item)) parent.insertBefore(node, before);
}

class KeyedList extends AsyncDirective {
  /** What stands in the element, whatever was thrown on the way: the next pass puts it right. */
  readonly #items = new Map<string, Item>();
  readonly #byStart = new WeakMap<Node, Item>();
  /** The keys in the order in which they stand. */
  #order: readonly string[] = [];

  override render(_wanted: Wanted): unknown {
    return noChange;
  }

  override update({ element, options }: ElementPart, [wanted]: [Wanted]): unknown {
    // `render` fills no other kind; this app has none in its lists.
    if (!(element instanceof HTMLElement)) return noChange;
    for (const [key, item] of this.#items) if (!wanted.has(key)) this.#remove(key, item);
    const settle = this.#isReordered(wanted) ? rememberPlaces(this.#elements()) : undefined;
    let next = element.firstChild;
    for (const [key, template] of wanted) {
      const item = this.#items.get(key) ?? this.#create(key, element);
      this.#place(item, element, next);
      if (item.shown !== template) this.#show(item, template, { element, options });
      next = item.end.nextSibling;
    }
    this.#order = [...wanted.keys()];
    settle?.();
    return noChange;
  }

  /** Whether one of those that stay goes past another. */
  #isReordered(wanted: Wanted): boolean {
    const stay = this.#order.filter((key) => wanted.has(key));
    let at = 0;
    for (const key of wanted.keys()) if (key === stay[at]) at += 1;
    return at < stay.length;
  }

  /** The element of each item. */
  #elements(): Element[] {
    return [...this.#items.values()].flatMap(({ start }) => start.nextElementSibling ?? []);
  }

  protected override disconnected(): void {
    for (const { part } of this.#items.values()) part?.setConnected(false);
  }

  protected override reconnected(): void {
    for (const { part } of this.#items.values()) part?.setConnected(true);
  }

  #show(
    item: Item,
    template: unknown,
    { element, options }: Pick<ElementPart, "options"> & { readonly element: HTMLElement },
  ): void {
    item.shown = undefined;
    item.part = render(template, element, this.#optionsFor(item, options));
    item.shown = template;
  }

  #optionsFor({ end }: Item, options: RenderOptions | undefined): RenderOptions {
    return { ...options, renderBefore: end, isConnected: this.isConnected };
  }

  #create(key: string, parent: Element): Item {
    const item = {
      start: parent.appendChild(new Comment()),
      end: parent.appendChild(new Comment()),
      part: undefined,
      shown: undefined,
    };
    this.#items.set(key, item);
    this.#byStart.set(item.start, item);
    return item;
  }

  /** Brings an item to stand before `next`. If it follows the item that stands there, that one is the one which moved away. */
  #place(item: Item, parent: Element, next: ChildNode | null): void {
    if (item.start === next) return;
    const standing = next && this.#byStart.get(next);
    if (standing && standing.end.nextSibling === item.start) move(standing, parent, null);
    else move(item, parent, next);
  }

  #remove(key: string, item: Item): void {
    this.#items.delete(key);
    item.part?.setConnected(false);
    for (const node of nodesOf(item)) node.parentNode?.removeChild(node);
  }
}

const keyed = directive(KeyedList);

/**
 * Fills the element that it stands in, which must hold nothing else, with a list in which each item keeps its nodes for as
 * long as its key is in it, wherever it moves: `<ul ${keyedList(…)}></ul>`. Items with one key are all shown. An item for
 * which `template` answers the same object as before is left as it is.
 */
export function keyedList<T>(
  items: Iterable<T>,
  keyOf: (item: T) => string,
  template: (item: T) => unknown,
): DirectiveResult {
  const wanted = new Map<string, unknown>();
  for (const item of items) {
    let key = keyOf(item);
    while (wanted.has(key)) key += "\n";
    wanted.set(key, template(item));
  }
  return keyed(wanted);
}
