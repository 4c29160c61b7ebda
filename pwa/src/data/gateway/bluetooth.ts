// As much of Web Bluetooth as is used (https://webbluetoothcg.github.io/web-bluetooth/), of which the compiler's own types know nothing.

export interface NotifyingCharacteristic extends EventTarget {
  readonly value?: DataView | undefined;
  startNotifications(): Promise<unknown>;
}

export interface Instrument extends EventTarget {
  readonly name?: string | undefined;
  readonly gatt?: {
    readonly connected: boolean;
    connect(): Promise<{
      getPrimaryService(uuid: string): Promise<{
        getCharacteristic(uuid: string): Promise<NotifyingCharacteristic>;
      }>;
    }>;
    disconnect(): void;
  };
}

export interface Bluetooth {
  requestDevice(options: {
    readonly filters: readonly { readonly services: readonly string[] }[];
  }): Promise<Instrument>;
}

/** The browser's Bluetooth; undefined where it has none, or the page's address is not one that is trusted. */
export function bluetoothOf(navigator: Navigator): Bluetooth | undefined {
  return (navigator as Navigator & { readonly bluetooth?: Bluetooth }).bluetooth;
}

const SHORT = /^(?:0x)?([0-9a-f]{4})$/;
const LONG = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** An id of a service or characteristic in its long form; undefined for what is none. Four digits are one of the standard's. */
export function parseUuid(text: string): string | undefined {
  const plain = text.trim().toLowerCase();
  const [, short] = SHORT.exec(plain) ?? [];
  if (short !== undefined) return `0000${short}-0000-1000-8000-00805f9b34fb`;
  return LONG.test(plain) ? plain : undefined;
}
