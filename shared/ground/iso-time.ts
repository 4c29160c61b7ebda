/**
 * A date with a time and a zone. Without a zone it would be read by the server's own, which nobody sent. RFC 3339 allows the
 * small letters and the space.
 */
const ISO_WITH_ZONE =
  /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(?:[Zz]| ?(?:UTC|GMT)| ?([+-])(\d\d)(?::?(\d\d))?)$/;

const MINUTE_MS = 60_000;

/**
 * Reads ISO 8601 with a zone as unix ms; undefined for what is none, and for days and hours that there are not, such as
 * 30 February, which Date.parse takes for 2 March.
 */
export function parseIsoTime(text: string): number | undefined {
  const match = ISO_WITH_ZONE.exec(text);
  if (!match) return undefined;
  const figure = (group: number) => Number(match[group] ?? 0);
  const [year, month, day, hours, minutes] = [figure(1), figure(2), figure(3), figure(4), figure(5)];
  const [zoneHours, zoneMinutes] = [figure(9), figure(10)];
  const local = new Date(0);
  local.setUTCFullYear(year, month - 1, day);
  // Beyond its month, a day is in the next one.
  if (local.getUTCMonth() !== month - 1 || local.getUTCDate() !== day) return undefined;
  if (hours > 23 || minutes > 59 || figure(6) > 59 || zoneHours > 23 || zoneMinutes > 59) return undefined;
  local.setUTCHours(hours, minutes, figure(6), Number(`${match[7] ?? ""}000`.slice(0, 3)));
  const offset = (zoneHours * 60 + zoneMinutes) * MINUTE_MS;
  return local.getTime() + (match[8] === "-" ? offset : -offset);
}
