// Which messages of a broker are in the log, of the latest: one that was kept but not yet acknowledged when the server was killed comes
// again, and is known by this. A broker gives a message's number to another one only once the first is acknowledged.

import { DELIVERY_KEY } from "../../shared/entries/delivery.ts";
import type { Projection } from "./projections.ts";

/** Messages that are remembered, the oldest go first; brokers have at most some hundreds under way. */
const MAX_KEPT = 2_000;

/** The latest messages of a broker that became readings. */
export interface Deliveries extends Projection {
  /** The key by which a message of that number and content was kept, the latest. */
  keyOf(id: number, content: string): string | undefined;
}

const nameOf = (id: number | string, content: string) => `${id} ${content}`;

/** None yet. */
export function createDeliveries(): Deliveries {
  let keys = new Map<string, string>();

  function note(readingKey: string): void {
    const [, key = "", id = "", content = ""] = DELIVERY_KEY.exec(readingKey) ?? [];
    if (key === "") return;
    const name = nameOf(id, content);
    keys.delete(name);
    keys.set(name, key);
    const [oldest] = keys.keys();
    if (keys.size > MAX_KEPT && oldest !== undefined) keys.delete(oldest);
  }

  return {
    name: "deliveries",
    // It was checked when it was written, with the file that has it.
    restore(state) {
      keys = new Map(Array.isArray(state) ? (state as [string, string][]) : []);
    },
    observe({ entries }) {
      for (const entry of entries)
        if (entry.kind === "reading" && entry.key?.startsWith("post =mqtt/")) note(entry.key);
    },
    snapshot: () => [...keys],
    keyOf: (id, content) => keys.get(nameOf(id, content)),
  };
}
