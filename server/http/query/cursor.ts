// Where the next page begins, in a form that nobody is tempted to compute with.

const FORM = /^\d{1,16}$/;

/** The cursor for what comes after an entry with this number. */
export function formatCursor(before: number): string {
  return Buffer.from(String(before)).toString("base64url");
}

/** The number in a cursor that `formatCursor` made; undefined for any other text. */
export function parseCursor(text: string): number | undefined {
  const digits = Buffer.from(text, "base64url").toString("latin1");
  const before = Number(digits);
  return FORM.test(digits) && Number.isSafeInteger(before) && formatCursor(before) === text
    ? before
    : undefined;
}
