// Sizes that are worked out go to elements as custom properties. Not by a style attribute, which the page's policy forbids.

import { noChange } from "lit";
import { Directive, directive, type ElementPart, type PartInfo, PartType } from "lit/directive.js";

type Vars = { readonly [name: string]: string | number };

class CssVars extends Directive {
  #set = new Map<string, string>();

  constructor(part: PartInfo) {
    super(part);
    if (part.type !== PartType.ELEMENT) throw new Error("Sizes belong to an element.");
  }

  render(_vars: Vars) {
    return noChange;
  }

  override update({ element }: ElementPart, [vars]: [Vars]) {
    const { style } = element as HTMLElement;
    const next = new Map(Object.entries(vars).map(([name, value]) => [`--${name}`, String(value)]));
    for (const name of this.#set.keys()) if (!next.has(name)) style.removeProperty(name);
    for (const [name, value] of next) if (this.#set.get(name) !== value) style.setProperty(name, value);
    this.#set = next;
    return noChange;
  }
}

/** `<div ${cssVars({ width: 12 })}>` is a div with `--width: 12`. */
export const cssVars = directive(CssVars);
