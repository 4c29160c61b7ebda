// Runs in the page, sent there as text: what a person sees of it, shadow roots included. Each function stands for itself.

/** The visible elements that a selector finds, with the text that each shows. */
function look(selector: string): { element: Element; text: string }[] {
  const findAll = (root: ParentNode): Element[] => [
    ...root.querySelectorAll(selector),
    ...[...root.querySelectorAll("*")].flatMap(({ shadowRoot }) => (shadowRoot ? findAll(shadowRoot) : [])),
  ];
  const textOf = (element: Element) =>
    element instanceof HTMLElement ? element.innerText : element.textContent;
  return findAll(document)
    .filter((element) => element.getClientRects().length > 0)
    .map((element) => ({ element, text: (textOf(element) ?? "").replaceAll(/\s+/g, " ").trim() }));
}

/** Brings the first element with a text into view; answers its middle, px. */
function aim(selector: string, text: string): { x: number; y: number } | null {
  const found = look(selector).find((one) => one.text.includes(text))?.element;
  if (!found) return null;
  found.scrollIntoView({ block: "center", behavior: "instant" });
  const { left, top, width, height } = found.getBoundingClientRect();
  return { x: left + width / 2, y: top + height / 2 };
}

/** Marks all text of a field, so that typing replaces it. */
function markAll(selector: string): boolean {
  const [found] = look(selector);
  if (!(found?.element instanceof HTMLInputElement)) return false;
  found.element.focus();
  found.element.select();
  return true;
}

/** Chooses from a list, as its own menu would: menus are no part of a page, and differ in each browser. */
function choose(selector: string, value: string): boolean {
  const [found] = look(selector);
  if (!(found?.element instanceof HTMLSelectElement)) return false;
  found.element.value = value;
  found.element.dispatchEvent(new Event("change", { bubbles: true }));
  return found.element.value === value;
}

/** How many different colours a canvas shows: one that is empty shows a single one. */
function countColours(selector: string): number {
  const [found] = look(selector);
  if (!(found?.element instanceof HTMLCanvasElement)) return 0;
  const { width, height } = found.element;
  const pixels = found.element.getContext("2d")?.getImageData(0, 0, width, height).data ?? [];
  return new Set(new Uint32Array(Uint8Array.from(pixels).buffer)).size;
}

const ALL = [look, aim, markAll, choose, countColours].map(String).join("\n");

/** The body of a script that answers an expression over the functions above. */
function over(expression: string): string {
  return `${ALL}\nreturn ${expression};`;
}

/** The questions as scripts. */
export const ask = {
  texts: (selector: string) => over(`look(${JSON.stringify(selector)}).map(({ text }) => text)`),
  aim: (selector: string, text: string) => over(`aim(${JSON.stringify(selector)}, ${JSON.stringify(text)})`),
  markAll: (selector: string) => over(`markAll(${JSON.stringify(selector)})`),
  choose: (selector: string, value: string) =>
    over(`choose(${JSON.stringify(selector)}, ${JSON.stringify(value)})`),
  countColours: (selector: string) => over(`countColours(${JSON.stringify(selector)})`),
  title: over("document.title"),
  isControlled: over("Boolean(navigator.serviceWorker?.controller)"),
};
