/** Runs in the page, so that it may call nothing of here: the distances of animation frames, ms, in the order in which they came. */
export async function recordFrames(seconds: number): Promise<number[]> {
  const frames: number[] = [];
  const start = performance.now();
  let last = start;
  while (last - start < seconds * 1_000) {
    const at = await new Promise<number>(requestAnimationFrame);
    frames.push(at - last);
    last = at;
  }
  return frames.slice(1);
}
