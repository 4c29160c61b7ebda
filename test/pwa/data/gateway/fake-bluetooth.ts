// An instrument at the seam to the browser's Bluetooth.

import type {
  Bluetooth,
  Instrument,
  NotifyingCharacteristic,
} from "../../../../pwa/src/data/gateway/bluetooth.ts";

class FakeCharacteristic extends EventTarget implements NotifyingCharacteristic {
  value: DataView | undefined;
  startNotifications = async () => this;
}

/** One instrument that a person chooses. */
export class FakeBluetooth extends EventTarget implements Bluetooth, Instrument {
  readonly name = "GasMeter 7";
  readonly asked: string[] = [];
  isNear = true;
  isCancelled = false;
  #characteristic = new FakeCharacteristic();
  #isConnected = false;

  readonly requestDevice: Bluetooth["requestDevice"] = async ({ filters }) => {
    this.asked.push(...filters.flatMap(({ services }) => services));
    if (this.isCancelled) throw new DOMException("User cancelled", "NotFoundError");
    return this;
  };

  readonly gatt = {
    connected: false,
    connect: async () => {
      if (!this.isNear) throw new Error("GATT Server is disconnected");
      this.#isConnected = true;
      this.#characteristic = new FakeCharacteristic();
      return {
        getPrimaryService: async (uuid: string) => {
          this.asked.push(uuid);
          return {
            getCharacteristic: async (id: string) => {
              this.asked.push(id);
              return this.#characteristic;
            },
          };
        },
      };
    },
    disconnect: () => {
      this.#isConnected = false;
    },
  };

  get isConnected(): boolean {
    return this.#isConnected;
  }

  notify(text: string): void {
    this.#characteristic.value = new DataView(Uint8Array.from(Buffer.from(text)).buffer);
    this.#characteristic.dispatchEvent(new Event("characteristicvaluechanged"));
  }

  lose(): void {
    this.#isConnected = false;
    this.dispatchEvent(new Event("gattserverdisconnected"));
  }
}
