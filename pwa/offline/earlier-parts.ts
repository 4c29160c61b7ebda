// Which files of earlier builds the shell's cache keeps.

/** The part of a Cache that is used. */
export type PartsCache = Pick<Cache, "match" | "put" | "delete"> & {
  keys(): Promise<readonly { readonly url: string }[]>;
};

async function readNames(cache: PartsCache, note: string): Promise<ReadonlySet<unknown>> {
  const names: unknown = await (await cache.match(note))?.json().catch(() => undefined);
  return new Set(Array.isArray(names) ? names : []);
}

/**
 * Forgets what neither this build has nor the builds since the last update, so that each part outlives one update. `current`
 * are the addresses of this build's files, `parts` begins those of parts, `note` is the address of what is remembered.
 */
export async function forgetEarlier(
  cache: PartsCache,
  { current, parts, note }: { current: ReadonlySet<string>; parts: string; note: string },
): Promise<void> {
  const before = await readNames(cache, note);
  const kept: string[] = [];
  for (const { url } of await cache.keys()) {
    if (current.has(url) || url === note) continue;
    if (url.startsWith(parts) && !before.has(url)) kept.push(url);
    else await cache.delete(url);
  }
  await cache.put(note, new Response(JSON.stringify(kept)));
}
