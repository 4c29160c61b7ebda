import type { Frame } from "./frame.ts";
import type { Audience, Scopes } from "./scopes.ts";

/** What is told in one round: for each scope that hears any of it the events, joined for one write. */
export interface Tick {
  /** The seq at which all live streams stood before it, and the one at which they stand after it. */
  readonly from: number;
  readonly to: number;
  readonly chunks: ReadonlyMap<Audience, Buffer>;
  /** It leaves out what came in, which was more than is kept: streams that stand before it must catch up. */
  readonly isTorn: boolean;
  /** It is a piece of more than one write should hold; others come before or after it. */
  readonly isPiece: boolean;
}

/** Joins frames for each live scope that hears them, until one has `maxBytes`. Answers with the last seq that is in it as well. */
export function joinTick(
  frames: Iterable<Frame>,
  scopes: Pick<Scopes, "hearing">,
  maxBytes: number,
): { readonly to: number | undefined; readonly chunks: ReadonlyMap<Audience, Buffer> } {
  const texts = new Map<Audience, string>();
  let to: number | undefined;
  let longest = 0;
  for (const { device, text, seq } of frames) {
    if (longest >= maxBytes) break;
    to = seq;
    if (text === "") continue;
    for (const audience of scopes.hearing(device)) {
      if (audience.live.size === 0) continue;
      const joined = (texts.get(audience) ?? "") + text;
      texts.set(audience, joined);
      longest = Math.max(longest, joined.length);
    }
  }
  return { to, chunks: new Map([...texts].map(([audience, text]) => [audience, Buffer.from(text)])) };
}
