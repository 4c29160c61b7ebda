/** Asks over the network as `fetch` does. */
export type Ask = typeof fetch;

/** A `fetch` whose answers are read here up to a length, bytes; rejects for a longer one, and lets go of the connection. */
export function boundedFetch(ask: Ask, maxBytes: number): Ask {
  return async (input, init) => {
    const response = await ask(input, init);
    const { body, status, statusText, headers } = response;
    if (body === null) return response;
    const parts: Uint8Array[] = [];
    let bytes = 0;
    for await (const part of body) {
      bytes += part.byteLength;
      // Leaving the loop cancels the stream.
      if (bytes > maxBytes) throw new RangeError(`The answer is longer than ${maxBytes} bytes.`);
      parts.push(part);
    }
    return new Response(Buffer.concat(parts), { status, statusText, headers });
  };
}
