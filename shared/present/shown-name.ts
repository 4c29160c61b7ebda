// Names from outside, as they are shown. What is kept and sent as data stays as it came.

/** Marks that turn the direction of the text behind them (Unicode UAX #9, 2.1 to 2.4): a name with one of them reads as another. */
const TURNS = /[\u202a-\u202e\u2066-\u2069]/g;
/** Where letters begin that are written from right to left: most names have nothing from here on. */
const BEYOND = /[\u0590-\uffff]/;
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
const [ISOLATE, END] = ["\u2068", "\u2069"];

/** A text in which nothing turns the direction: each mark that would is shown as one that nobody knows. */
export function withoutTurns(text: string): string {
  return BEYOND.test(text) ? text.replace(TURNS, "\ufffd") : text;
}

/** A name as it may stand in a sentence: what is written from right to left changes nothing around it. */
export function shownName(name: string): string {
  if (!BEYOND.test(name)) return name;
  const plain = withoutTurns(name);
  return RIGHT_TO_LEFT.test(plain) ? `${ISOLATE}${plain}${END}` : plain;
}

/** What a device is called on screens: by the name that it was given, else by its id. */
export function deviceName(
  device: string,
  settings: { readonly name?: string | undefined } | undefined,
): string {
  return shownName(settings?.name || device);
}
