import { MAX_SENSORS, MAX_TYPE_LENGTH } from "../../shared/reading.ts";
import { type Members, parseNumber } from "./json-value.ts";

/** Longest mended JSON that is shown, characters. */
const MAX_MENDED = 400;

/**
 * What to say of a post without `sensors` that has other numbers (`{"id":"x","co":12.5}`): they are kept, but nobody sees or
 * guards them. Answers one warning with the JSON that was probably meant, or none for a plain sign of life.
 */
export function describeFlatPost(value: Members, extra: Members): string[] {
  const figures = Object.entries(extra).filter(
    ([name, member]) => name !== "" && name.length <= MAX_TYPE_LENGTH && parseNumber(member) !== undefined,
  );
  if (figures.length === 0) return [];
  const { id, pct, ts } = value;
  const sensors = figures.slice(0, MAX_SENSORS).map(([type, member]) => ({ type, val: parseNumber(member) }));
  const mended = JSON.stringify({ id, pct, ts, sensors });
  const meant = mended.length > MAX_MENDED ? `${mended.slice(0, MAX_MENDED)}…` : mended;
  const names = figures.slice(0, 3).map(([name]) => name);
  return [
    `there is no member sensors, so this is kept as a sign of life and ${names.join(", ")} as no gas reading; if it is one, send ${meant}`,
  ];
}
