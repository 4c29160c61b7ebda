/** What one look found: in order, worth a look, or wrong. `todo` says what to do about it. */
export interface Finding {
  readonly what: string;
  readonly state: "ok" | "look" | "bad";
  readonly says: string;
  readonly todo?: string;
}
