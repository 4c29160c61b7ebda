// Names from outside, as they are shown. What is kept and sent as data stays as it came.

/** Marks that turn the direction of the text behind them (Unicode UAX #9, 2.1 to 2.4): a name with one of them reads as another. */
const TURNS = /[\u202a-\u202e\u2066-\u2069]/g;
/** Letters that are written from right to left. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufefc]/;

/** A text in which nothing turns the direction: each mark that would is shown as one that nobody knows. */
export function withoutTurns(text: string): string {
  return text.replace(TURNS, "\ufffd");
}

/** A name as it may stand in a sentence: what is written from right to left is isolated, and changes nothing around it. */
export function shownName(name: string): string {
  const plain = withoutTurns(name);
  return RIGHT_TO_LEFT.test(plain) ? `\u2068${plain}\u2069` : plain;
}

/** What a device is called on screens: by the name that it was given, else by its id. */
export function deviceName(
  device: string,
  settings: { readonly name?: string | undefined } | undefined,
): string {
  return shownName(settings?.name || device);
}
