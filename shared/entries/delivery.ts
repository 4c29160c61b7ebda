// The key of a reading that a broker has brought: the number and the content by which the broker's repetition of it is known, and what
// tells it from an earlier message of both.

/** What stands in a reading's key of such a message; the groups are the message's own key, its number, and its content. */
export const DELIVERY_KEY = /^post =(mqtt\/(\d+)\/([0-9a-f]+)\/[0-9a-z]+)(?:\/\d+)?\n/;

/** The key of a message. `content`: hexadecimal; `mark`: 0-9 and a-z, another one for each message. */
export function deliveryKey(id: number, content: string, mark: string): string {
  return `mqtt/${id}/${content}/${mark}`;
}
