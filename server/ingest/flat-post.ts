import { isMembers, type Members, parseNumber } from "../../shared/ground/members.ts";
import { MAX_SENSORS, MAX_TYPE_LENGTH } from "../../shared/rules/reading.ts";

/** Longest mended JSON that is shown, characters. */
const MAX_MENDED = 400;

/** Sensors as they were probably meant. */
type Meant = readonly Members[];

function isName(name: string): boolean {
  return name !== "" && name.length <= MAX_TYPE_LENGTH;
}

/** The readings that a member holds: one number (`"co":12.5`), numbers by name, or sensors under another name (`"Sensors":[…]`). */
function readingsIn(name: string, member: unknown): Meant {
  const number = parseNumber(member);
  if (number !== undefined) return isName(name) ? [{ type: name, val: number }] : [];
  if (Array.isArray(member)) {
    const items: readonly unknown[] = member;
    return items.filter(isMembers).filter(({ val }) => parseNumber(val) !== undefined);
  }
  if (!isMembers(member)) return [];
  return Object.entries(member).flatMap(([inner, value]) => {
    const val = parseNumber(value);
    return val === undefined || !isName(inner) ? [] : [{ type: inner, val }];
  });
}

/**
 * What to say of a post without `sensors` that has other numbers (`{"id":"x","co":12.5}`): they are kept, but nobody sees or
 * guards them. Answers one warning with the JSON that was probably meant, or none for a plain sign of life.
 */
export function describeFlatPost(value: Members, extra: Members): string[] {
  const found = Object.entries(extra)
    .map(([name, member]) => ({ name, meant: readingsIn(name, member) }))
    .filter(({ meant }) => meant.length > 0);
  if (found.length === 0) return [];
  const { id, pct, ts } = value;
  const sensors = found.flatMap(({ meant }) => meant).slice(0, MAX_SENSORS);
  const mended = JSON.stringify({ id, pct, ts, sensors });
  const meant = mended.length > MAX_MENDED ? `${mended.slice(0, MAX_MENDED)}…` : mended;
  const names = found.slice(0, 3).map(({ name }) => name);
  return [
    `there is no member sensors, so this is kept as a sign of life and ${names.join(", ")} as no gas reading; if it is one, send ${meant}`,
  ];
}
