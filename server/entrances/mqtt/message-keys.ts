// By what a message that a broker sends again is known as the same: its number, until it is acknowledged, and its content.

import { createHash } from "node:crypto";
import { deliveryKey } from "../../../shared/entries/delivery.ts";
import type { BrokerMessage } from "../../mqtt/mqtt.ts";
import type { Deliveries } from "../../state/deliveries.ts";

/** Messages of this process that are remembered, the oldest go first. */
const MAX_OWN = 2_000;
const CONTENT_LENGTH = 16;

interface MessageKeyParts {
  /** What was kept before this process. */
  readonly deliveries: Pick<Deliveries, "keyOf">;
  /** Another text of 0-9 and a-z at each call. */
  readonly newMark: () => string;
}

function contentOf({ topic, payload }: Pick<BrokerMessage, "topic" | "payload">): string {
  return createHash("sha256").update(`${topic}\0`).update(payload).digest("hex").slice(0, CONTENT_LENGTH);
}

/** Gives messages their keys. */
export class MessageKeys {
  readonly #parts: MessageKeyParts;
  /** Also of those that are not in the log yet. */
  readonly #own = new Map<string, string>();

  constructor(parts: MessageKeyParts) {
    this.#parts = parts;
  }

  /** The key of a message: for one that is sent again that of the first time. Undefined for one that is never sent again. */
  of(message: BrokerMessage): string | undefined {
    const { delivery, isRetained } = message;
    const content = contentOf(message);
    // The broker hands it out at each new subscription.
    if (isRetained) return `mqtt/retained/${content}`;
    if (!delivery) return undefined;
    const name = `${delivery.id} ${content}`;
    const before = this.#own.get(name) ?? this.#parts.deliveries.keyOf(delivery.id, content);
    if (delivery.isRepeated && before !== undefined) return before;
    const key = deliveryKey(delivery.id, content, this.#parts.newMark());
    this.#own.delete(name);
    this.#own.set(name, key);
    const [oldest] = this.#own.keys();
    if (this.#own.size > MAX_OWN && oldest !== undefined) this.#own.delete(oldest);
    return key;
  }
}
