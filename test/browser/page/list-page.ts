// A keyed list by itself: what the property test of lists drives in the browser.

import { html, render, type TemplateResult } from "lit";
import { keyedList } from "../../../pwa/src/components/base/keyed-list.ts";

/** One item to show: who it is, and what it says. `throws` stands for a template with a fault. */
export interface Listed {
  readonly key: string;
  readonly text: string;
  readonly throws?: boolean;
  /** Whether the item's template is the very one of the round before. */
  readonly isKept?: boolean;
}

/** What the document holds after a rendering. */
export interface ShownList {
  readonly texts: readonly string[];
  /** Keys whose element is another one than before. */
  readonly replaced: readonly string[];
  /** Nodes of the list in all. */
  readonly nodes: number;
  readonly error: string | undefined;
  /** Keys whose templates were looked into. */
  readonly rendered: readonly string[];
}

declare global {
  interface Window {
    showList(items: readonly Listed[]): ShownList;
  }
}

const elements = new Map<string, Element>();

const templates = new Map<string, TemplateResult>();
let rendered: string[] = [];

function itemOf(item: Listed): TemplateResult {
  const known = templates.get(item.key);
  if (item.isKept && known) return known;
  const template = templateOf(item);
  templates.set(item.key, template);
  return template;
}

function templateOf({ key, text, throws }: Listed): TemplateResult {
  const print = () => {
    rendered.push(key);
    if (throws) throw new Error(`fault of ${key}`);
    return text;
  };
  return html`<li data-key=${key}>${{ toString: print }}</li>`;
}

function countNodes(root: Node): number {
  const walker = document.createTreeWalker(root);
  let nodes = 0;
  while (walker.nextNode()) nodes += 1;
  return nodes;
}

function tryRender(items: readonly Listed[]): string | undefined {
  try {
    render(html`<ul ${keyedList(items, ({ key }) => key, itemOf)}></ul>`, document.body);
    return undefined;
  } catch (error) {
    return String(error);
  }
}

window.showList = (items) => {
  rendered = [];
  const error = tryRender(items);
  const list = document.querySelector("ul");
  const shown = [...(list?.children ?? [])];
  const replaced: string[] = [];
  const keys = new Set<string>();
  for (const element of shown) {
    const key = element.getAttribute("data-key") ?? "";
    keys.add(key);
    if (elements.has(key) && elements.get(key) !== element) replaced.push(key);
    elements.set(key, element);
  }
  for (const key of elements.keys()) if (!keys.has(key)) elements.delete(key);
  return {
    texts: shown.map(({ textContent }) => textContent ?? ""),
    replaced,
    nodes: list ? countNodes(list) : 0,
    error,
    rendered: [...new Set(rendered)],
  };
};
