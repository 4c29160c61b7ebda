// This phone as a gateway: it takes readings from an instrument by Bluetooth and passes them on. What the screens know of it.

import type { Subscribe } from "./app-data.ts";

/** Where an instrument tells its readings, and with what they are passed on. Ids as in `parseUuid`. */
export interface GatewaySettings {
  readonly service: string;
  readonly characteristic: string;
  /** A gateway's key; empty for none. */
  readonly key: string;
}

/** `lost`: it was there and comes back by itself when it is near again. */
export type InstrumentLink =
  | { readonly kind: "none" }
  | { readonly kind: "choosing" }
  | { readonly kind: "connecting" | "connected" | "lost"; readonly name: string }
  | { readonly kind: "failed"; readonly reason: string };

/** Why readings wait: no network, a key that the server does not take, or what else it said. */
export type PassingTrouble =
  | { readonly kind: "network" | "key" }
  | { readonly kind: "said"; readonly reason: string };

/** How the gateway is. Times are unix ms by this page's knowledge of the server's clock. */
export interface GatewayState {
  /** False where the browser knows no Bluetooth. */
  readonly isPossible: boolean;
  readonly settings: GatewaySettings;
  readonly link: InstrumentLink;
  readonly heard: number;
  readonly heardAt: number | undefined;
  /** Messages that were no readings. */
  readonly unread: number;
  /** Readings that are not passed on yet, those given up since there were too many, and those passed on. */
  readonly waiting: number;
  readonly dropped: number;
  readonly passedOn: number;
  /** Readings that the server refused, and why the last one. */
  readonly refused: number;
  readonly refusal: string | undefined;
  readonly trouble: PassingTrouble | undefined;
  /** Whether what waits outlives this page. */
  readonly isKept: boolean;
}

/** The gateway, which goes on for as long as the app is open. */
export interface GatewaySource {
  readonly subscribe: Subscribe;
  state(): GatewayState;
  /** Lets the person choose an instrument; to be called from a tap. */
  connect(): void;
  disconnect(): void;
  /** Takes effect with the next connection; a key at once. */
  change(settings: GatewaySettings): void;
}
