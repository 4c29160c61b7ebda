const QUARTER_HOUR_MS = 15 * 60_000;
const MINUTE_MS = 60_000;

function offsetMinutes(format: Intl.DateTimeFormat, ms: number): number {
  const name = format.formatToParts(ms).find(({ type }) => type === "timeZoneName")?.value ?? "";
  const [, sign, hours = "0", minutes = "0"] = /^GMT(?:([+-])(\d\d):(\d\d))?/.exec(name) ?? [];
  return (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

function twoDigits(value: number): string {
  return String(value).padStart(2, "0");
}

/**
 * Writes unix ms as ISO 8601 in a time zone (IANA name), with the offset that was in force: `2026-11-23T15:00:00.000+01:00`,
 * in UTC with `Z`.
 */
export function createZonedFormat(timeZone: string): (ms: number) => string {
  if (timeZone === "UTC") return (ms) => new Date(ms).toISOString();
  const format = new Intl.DateTimeFormat("en", { timeZone, timeZoneName: "longOffset" });
  // Asking Intl costs more than a whole row; no zone has changed its clocks off the quarter hour since 1972.
  let quarter = Number.NaN;
  let offset = 0;
  return (ms) => {
    const current = Math.floor(ms / QUARTER_HOUR_MS);
    if (current !== quarter) {
      offset = offsetMinutes(format, ms);
      quarter = current;
    }
    const local = new Date(ms + offset * MINUTE_MS).toISOString().slice(0, -1);
    const absolute = Math.abs(offset);
    return `${local}${offset < 0 ? "-" : "+"}${twoDigits(Math.floor(absolute / 60))}:${twoDigits(absolute % 60)}`;
  };
}
