// lit's repeat, mended: removePart of lit-html 3.3.1 to 3.3.3 leaves a part's end marker in the document
// (https://github.com/lit/lit/issues/5298), and a screen that shows a fleet for months would gather them without end.

import { type ChildPart, Directive, type DirectiveResult, directive } from "lit/directive.js";
import { getCommittedValue } from "lit/directive-helpers.js";
import { repeat } from "lit/directives/repeat.js";

function partsOf(container: ChildPart): readonly ChildPart[] {
  const committed = getCommittedValue(container);
  return Array.isArray(committed) ? committed : [];
}

/** Renders a list, and removes what the list before it left behind: at most one round's markers remain. */
class TidyList extends Directive {
  #parts: readonly ChildPart[] = [];

  override render(list: unknown): unknown {
    return list;
  }

  override update(container: ChildPart, [list]: [unknown]): unknown {
    const parts = partsOf(container);
    const kept = new Set(parts);
    for (const part of this.#parts) {
      const end = part.endNode;
      if (!kept.has(part) && end instanceof Comment) end.remove();
    }
    this.#parts = parts;
    return list;
  }
}

const tidyList = directive(TidyList);

/** A list in which each item keeps its nodes for as long as its key is in it, wherever it moves. */
export function keyedList<T>(
  items: Iterable<T>,
  keyOf: (item: T) => unknown,
  template: (item: T) => unknown,
): DirectiveResult {
  return tidyList(repeat(items, keyOf, template));
}
