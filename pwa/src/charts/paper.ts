// For paper a page is laid out anew, but nothing is measured and drawn anew: what was drawn for a wide screen would be cut off at its
// right, where the newest readings are.

/** What fits on A4 and on Letter, within the margins of the page and of a sheet, px. */
export const PAPER_PX = 640;

/** Has `draw` called whenever an element got the width of paper, or its own again. Answers what ends this. */
export function drawForPaper(element: HTMLElement, draw: () => void): () => void {
  const listening = new AbortController();
  const { signal } = listening;
  const show = (width: string) => {
    element.style.width = width;
    draw();
  };
  window.addEventListener("beforeprint", () => show(`${PAPER_PX}px`), { signal });
  window.addEventListener("afterprint", () => show(""), { signal });
  return () => listening.abort();
}
