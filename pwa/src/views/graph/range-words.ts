import { msg } from "@lit/localize";
import type { RangeName } from "./graph-state.ts";

/** What a range is called where there is little room. */
export function rangeWord(name: RangeName): string {
  switch (name) {
    case "1h":
      return msg("1 h", { id: "graph.range.1h" });
    case "6h":
      return msg("6 h", { id: "graph.range.6h" });
    case "24h":
      return msg("24 h", { id: "graph.range.24h" });
    case "7d":
      return msg("7 d", { id: "graph.range.7d" });
    case "30d":
      return msg("30 d", { id: "graph.range.30d" });
    case "all":
      return msg("All", { id: "graph.range.all" });
    case "custom":
      return msg("From – to …", { id: "graph.range.custom" });
  }
}
