// How many streams there may be, so that nobody takes the places of all others.

import type { LiveRequest } from "./live.ts";
import type { StreamClient } from "./stream-client.ts";
import { StreamGroups } from "./stream-groups.ts";

/**
 * Of one account: a person with all devices, a display, a reader's key. Beyond it the oldest gives way, and comes back if somebody reads
 * it still: where a cable was cut it stays open for long, and a phone that comes and goes would be kept out by what it left.
 */
const MAX_OF_ACCOUNT = 100;
/**
 * Of one address, as a share of all, but so many in any case. Beyond it a new one is refused: a whole site may be behind that address,
 * and none of it gives way.
 */
const SHARE_OF_ADDRESS = 0.5;
const LEAST_OF_ADDRESS = 1_000;

/** Whose place a stream takes. An account is named as its owner is (`ownerKey`). */
export type PlaceOf = Pick<LiveRequest, "account" | "address">;

/** The places for streams, by account and address. */
export class StreamPlaces {
  readonly #maxStreams: number;
  readonly #byAccount = new StreamGroups();
  readonly #byAddress = new StreamGroups();
  #taken = 0;

  constructor(maxStreams: number) {
    this.#maxStreams = maxStreams;
  }

  /** Why there is no place; undefined where there is one. */
  refusal({ address = "" }: PlaceOf): "full" | "address-full" | undefined {
    if (this.#taken >= this.#maxStreams) return "full";
    const ofAddress = this.#byAddress.of(address).size;
    const most = Math.max(LEAST_OF_ADDRESS, this.#maxStreams * SHARE_OF_ADDRESS);
    return ofAddress >= most ? "address-full" : undefined;
  }

  /** Which stream gives way to a further one of an account; undefined where none has to. */
  givesWay({ account }: PlaceOf): StreamClient | undefined {
    if (account === undefined) return undefined;
    const open = [...this.#byAccount.of(account)].filter(({ ending }) => !ending);
    return open.length >= MAX_OF_ACCOUNT ? open[0] : undefined;
  }

  /** Takes a place until the stream is closed. */
  take(client: StreamClient, { account, address = "" }: PlaceOf): void {
    this.#taken += 1;
    if (account !== undefined) this.#byAccount.add(account, client);
    this.#byAddress.add(address, client);
    client.onceClosed(() => {
      this.#taken -= 1;
    });
  }
}
