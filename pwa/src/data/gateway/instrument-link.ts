// The link to one instrument: chosen by a person, and taken up again by itself whenever it was lost.

import { SECOND_MS } from "../../../../shared/ground/time.ts";
import type { GatewaySettings, InstrumentLink } from "../base/gateway.ts";
import { type Bluetooth, type Instrument, type NotifyingCharacteristic, parseUuid } from "./bluetooth.ts";

/** Between two tries to reach an instrument that was lost, ms; doubled up to the longest. */
const FIRST_RETRY_MS = SECOND_MS;
const LONGEST_RETRY_MS = 30 * SECOND_MS;

export interface LinkParts {
  readonly bluetooth: Bluetooth;
  readonly after: (ms: number, callback: () => void) => () => void;
  readonly settings: () => GatewaySettings;
  readonly onPiece: (piece: DataView) => void;
  /** A connection begins. */
  readonly onBegin: () => void;
  readonly onChange: () => void;
}

/** Keeps the link. */
export class InstrumentLinker {
  readonly #parts: LinkParts;
  #state: InstrumentLink = { kind: "none" };
  #instrument: Instrument | undefined;
  #characteristic: NotifyingCharacteristic | undefined;
  #retryMs = FIRST_RETRY_MS;
  #cancelRetry: (() => void) | undefined;
  /** Raised when somebody chooses or ends: what was under way before that counts no more. */
  #round = 0;

  constructor(parts: LinkParts) {
    this.#parts = parts;
  }

  get state(): InstrumentLink {
    return this.#state;
  }

  /** Lets the person choose, then connects. */
  async choose(): Promise<void> {
    this.end();
    const round = this.#round;
    const service = parseUuid(this.#parts.settings().service);
    if (service === undefined) return this.#set({ kind: "failed", reason: "service" });
    this.#set({ kind: "choosing" });
    try {
      const instrument = await this.#parts.bluetooth.requestDevice({ filters: [{ services: [service] }] });
      if (round !== this.#round) return;
      this.#instrument = instrument;
      instrument.addEventListener("gattserverdisconnected", this.#lost);
      await this.#connect(round);
    } catch (error) {
      if (round !== this.#round) return;
      // Whoever closes the list has chosen nothing.
      const isCancelled = error instanceof Error && error.name === "NotFoundError";
      this.#set(isCancelled ? { kind: "none" } : { kind: "failed", reason: reasonOf(error) });
    }
  }

  /** Lets go of the instrument. */
  end(): void {
    this.#round += 1;
    this.#cancelRetry?.();
    this.#cancelRetry = undefined;
    this.#characteristic?.removeEventListener("characteristicvaluechanged", this.#heard);
    this.#instrument?.removeEventListener("gattserverdisconnected", this.#lost);
    this.#instrument?.gatt?.disconnect();
    this.#instrument = undefined;
    this.#characteristic = undefined;
    if (this.#state.kind !== "none") this.#set({ kind: "none" });
  }

  async #connect(round: number): Promise<void> {
    const name = this.#name;
    this.#set({ kind: "connecting", name });
    const { service, characteristic } = this.#parts.settings();
    const server = await this.#instrument?.gatt?.connect();
    const found = await server?.getPrimaryService(parseUuid(service) ?? service);
    const notifying = await found?.getCharacteristic(parseUuid(characteristic) ?? characteristic);
    if (round !== this.#round || !notifying) return;
    this.#characteristic?.removeEventListener("characteristicvaluechanged", this.#heard);
    this.#characteristic = notifying;
    this.#parts.onBegin();
    notifying.addEventListener("characteristicvaluechanged", this.#heard);
    await notifying.startNotifications();
    if (round !== this.#round) return;
    this.#retryMs = FIRST_RETRY_MS;
    this.#set({ kind: "connected", name });
  }

  get #name(): string {
    return this.#instrument?.name ?? "";
  }

  readonly #heard = (): void => {
    const value = this.#characteristic?.value;
    if (value) this.#parts.onPiece(value);
  };

  readonly #lost = (): void => {
    this.#set({ kind: "lost", name: this.#name });
    this.#cancelRetry?.();
    const round = this.#round;
    this.#cancelRetry = this.#parts.after(this.#retryMs, () => {
      this.#connect(round).catch(() => {
        if (round === this.#round) this.#lost();
      });
    });
    this.#retryMs = Math.min(LONGEST_RETRY_MS, this.#retryMs * 2);
  };

  #set(state: InstrumentLink): void {
    this.#state = state;
    this.#parts.onChange();
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message || error.name : String(error);
}
