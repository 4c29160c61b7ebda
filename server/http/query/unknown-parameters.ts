// Parameters that an address does not have. Passed over in silence, a misspelt `from` would answer another question than was asked.

/** What others call the same thing. */
const SYNONYMS: Readonly<Record<string, readonly string[]>> = {
  points: ["limit", "count", "n", "max", "maxpoints", "max_points", "size", "samples"],
  from: ["start", "since", "begin", "after", "start_time", "from_time"],
  to: ["end", "until", "stop", "before", "end_time", "to_time"],
  device: ["id", "device_id", "deviceid", "sensor", "name", "key"],
  resolution: ["interval", "step", "bucket", "granularity", "res"],
  tz: ["timezone", "time_zone", "zone"],
  separator: ["delimiter", "sep", "delim"],
  decimal: ["decimal_separator", "comma"],
  kind: ["kinds", "type", "what"],
  by: ["who", "actor", "user", "person", "name"],
  limit: ["count", "n", "max", "points", "size", "page_size", "per_page"],
  cursor: ["page", "next", "offset", "after", "before"],
  last_event_id: ["lasteventid", "last-event-id", "since", "after", "last_id"],
};

/** Letters to add, drop or change, up to which a name counts as misspelt. */
const MISSPELT = 2;

/** How many letters must be added, dropped or changed to come from one word to the other (Levenshtein). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [place, letter] of [...a].entries()) {
    const next = [place + 1];
    for (const [index, other] of [...b].entries()) {
      const changed = (row[index] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(changed, (row[index + 1] ?? 0) + 1, (next[index] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

function nearestTo(name: string, known: readonly string[]): string | undefined {
  const wanted = name.toLowerCase();
  const synonym = known.find((candidate) => SYNONYMS[candidate]?.includes(wanted));
  if (synonym !== undefined) return synonym;
  const [nearest] = known
    .map((candidate) => ({ candidate, far: distance(wanted, candidate) }))
    .sort((a, b) => a.far - b.far);
  return nearest && nearest.far <= Math.min(MISSPELT, nearest.candidate.length - 1)
    ? nearest.candidate
    : undefined;
}

/** Longest part of an unknown name that is said again. */
const MAX_SHOWN = 40;

/** What is wrong with the names of the given parameters, one sentence each. */
export function unknownParameters(given: readonly string[], known: readonly string[]): string[] {
  const unknown = given.filter((name) => !known.includes(name));
  return unknown.slice(0, MAX_SHOWN).map((name) => {
    const shown = name.slice(0, MAX_SHOWN);
    if (known.length === 0) return `${shown} is not known: this address has no parameters`;
    const nearest = nearestTo(shown, known);
    const meant = nearest === undefined ? "" : `; did you mean ${nearest}?`;
    return `${shown} is not known${meant} (known: ${known.join(", ")})`;
  });
}
