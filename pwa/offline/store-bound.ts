/** Bytes that history may take on a phone. */
export const DEFAULT_BOUND_BYTES = 100 * 1000 * 1000;
