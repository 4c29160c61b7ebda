import type { Report } from "../../server/report.ts";

/** What was reported, for tests that look into it. */
export interface RecordedReport extends Report {
  readonly lines: { readonly level: string; readonly message: string; readonly details: object }[];
}

export function recordReport(): RecordedReport {
  const lines: RecordedReport["lines"] = [];
  const recorder = (level: string) => (details: object, message: string) =>
    void lines.push({ level, message, details });
  return {
    lines,
    debug: recorder("debug"),
    info: recorder("info"),
    warn: recorder("warn"),
    error: recorder("error"),
  };
}
