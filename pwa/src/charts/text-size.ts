/** One rem in this document, px: what a drawing is measured by that has letters in it. */
export function textSize(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
}
