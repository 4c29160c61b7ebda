import type { Piece } from "./database.ts";

/** Takes this share of the bound away more than needed, so that not every write has to look for victims. */
const HEADROOM = 0.05;

/** The pieces that must go so that the rest takes at most `bound` bytes: the longest unused first. None while it fits. */
export function choosePiecesToEvict(pieces: readonly Piece[], bound: number): Piece[] {
  let excess = pieces.reduce((sum, { bytes }) => sum + bytes, 0) - bound;
  if (excess <= 0) return [];
  excess += bound * HEADROOM;
  const oldestFirst = [...pieces].sort((a, b) => a.usedAt - b.usedAt || a.to - b.to);
  const chosen: Piece[] = [];
  for (const piece of oldestFirst) {
    if (excess <= 0) break;
    chosen.push(piece);
    excess -= piece.bytes;
  }
  return chosen;
}
