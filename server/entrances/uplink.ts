import type { RadioFacts } from "../../shared/fleet/radio.ts";
import type { DeviceTime } from "../../shared/ground/time.ts";

/** One foreign payload, as its entrance has taken it apart. What is in it is not looked at yet. */
export interface Uplink {
  /** Where it comes from, as a path by which mappings are chosen: `chirpstack/<application>/<profile>/<DevEUI>`, `mqtt/<topic>`. */
  readonly source: string;
  /** The device, where the entrance knows it: then nothing else names it. */
  readonly device?: string | undefined;
  /** What its own system calls it. */
  readonly name?: string | undefined;
  /** When it was heard, by the clock of whoever passed it on; what the device itself says of it comes first. */
  readonly time?: DeviceTime;
  /** Percent. */
  readonly battery?: number | undefined;
  /** What a codec, or the sender, made of it: members, a list, a number. */
  readonly members?: unknown;
  readonly bytes?: Uint8Array | undefined;
  readonly port?: number | undefined;
  /** By what a repetition is known, whatever is in it. */
  readonly key?: string | undefined;
  readonly radio?: RadioFacts | undefined;
  /** Somebody tries the way out. It becomes no reading, so that nobody takes it for gas. */
  readonly isSimulated?: boolean | undefined;
  /** It comes among much else that is no gas: without any it is refused, and tells of no device. */
  readonly needsGas?: boolean | undefined;
  /** It tells that the device lives, and holds no payload. */
  readonly isStatus?: boolean | undefined;
  /** The device where neither a mapping nor the payload names one. */
  readonly likelyDevice?: string | undefined;
  /** It was asked for among much else: without a gas and a mapping it is no reading. */
  readonly isChance?: boolean | undefined;
  /** Nobody knows how old it is: it counts only where it says so itself. */
  readonly needsTime?: boolean | undefined;
}

/** What an adapter makes of a post: uplinks, nothing that matters here, or what is wrong with it. */
export type Adapted =
  /** `leftOut` says of each item that could not be read why; it costs the others nothing. */
  | { readonly uplinks: readonly Uplink[]; readonly leftOut?: readonly string[] }
  /** Known, and no reading: why it is passed over. */
  | { readonly passedOver: string }
  | { readonly problem: string };

/** What could be read of a post of several items, and why the others could not; a problem where nothing could. */
export function adaptedOf(uplinks: readonly Uplink[], leftOut: readonly string[]): Adapted {
  const [first] = leftOut;
  return uplinks.length === 0 && first !== undefined ? { problem: first } : { uplinks, leftOut };
}
