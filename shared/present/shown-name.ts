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

/** A device as far as its name goes. */
interface Named {
  readonly device: string;
  readonly settings: { readonly name?: string | undefined };
}

/** What devices that are shown beside each other are called, by id: of several that were given one name each has its id behind it. */
export function namesApart(devices: readonly Named[]): ReadonlyMap<string, string> {
  const names = new Map(devices.map(({ device, settings }) => [device, deviceName(device, settings)]));
  const all = [...names.values()];
  const isShared = (name: string) => all.indexOf(name) !== all.lastIndexOf(name);
  return new Map(
    [...names].map(([device, name]) => [device, isShared(name) ? `${name} (${shownName(device)})` : name]),
  );
}
