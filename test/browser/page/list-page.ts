// A keyed list by itself: what the property test of lists drives in the browser.

import { html, render } from "lit";
import { keyedList } from "../../../pwa/src/components/base/keyed-list.ts";

/** One item to show: who it is, and what it says. `throws` stands for a template with a fault. */
export interface Listed {
  readonly key: string;
  readonly text: string;
  readonly throws?: boolean;
}

/** What the document holds after a rendering. */
export interface ShownList {
  readonly texts: readonly string[];
  /** Keys whose element is another one than before. */
  readonly replaced: readonly string[];
  /** Nodes of the list in all. */
  readonly nodes: number;
  readonly error: string | undefined;
}

declare global {
  interface Window {
    showList(items: readonly Listed[]): ShownList;
  }
}

const elements = new Map<string, Element>();

function itemOf({ key, text, throws }: Listed) {
  const fault = () => {
    throw new Error(`fault of ${key}`);
  };
  return html`<li data-key=${key}>${throws ? { toString: fault } : text}</li>`;
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
  };
};
