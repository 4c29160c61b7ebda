import type { StampedEntry } from "../../../../shared/entries/entry.ts";
import type { Events } from "../../../events/events.ts";
import type { CallName, Calls } from "./protocol.ts";

type Call = <Name extends CallName>(name: Name, ask: Calls[Name]["ask"]) => Promise<Calls[Name]["answer"]>;

/** An entry that was kept as JSON. Its checksum vouches for its bytes; what it holds may be anything that some version wrote. */
function parseEntry(text: string): StampedEntry {
  return JSON.parse(text) as StampedEntry;
}

/** The events store over the calls of its thread. */
export function eventsOver(call: Call): Events {
  return {
    async list(request) {
      const { entries, ...page } = await call("listEvents", request);
      return { ...page, events: entries.map(parseEntry) };
    },
    async after(seq, { limit }) {
      const entries = await call("eventsAfter", { seq, limit });
      return entries.map(parseEntry);
    },
  };
}
