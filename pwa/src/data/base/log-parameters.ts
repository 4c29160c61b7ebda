// A question about the log of the site, as an address has it.

import type { LogQuery } from "./alarms.ts";

/** What a question has in an address, for a page and for a file alike. */
export function logParameters({ from, groups, search }: Omit<LogQuery, "cursor">): URLSearchParams {
  const query = new URLSearchParams({ from: String(Math.max(0, Math.floor(from))) });
  for (const group of groups) query.append("group", group);
  if (search.trim() !== "") query.set("q", search.trim());
  return query;
}
