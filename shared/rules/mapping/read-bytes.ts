import type { ByteField } from "./mapping.ts";

/** The number that stands in the bytes; undefined where they end before it. */
export function readBytes(bytes: Uint8Array, { offset, width, endian, form }: ByteField): number | undefined {
  if (offset + width > bytes.length) return undefined;
  const part = [...bytes.subarray(offset, offset + width)];
  if (endian === "little") part.reverse();
  if (form === "float") {
    if (width !== 4) return undefined;
    return new DataView(Uint8Array.from(part).buffer).getFloat32(0);
  }
  // No shifts: of four bytes they would make a negative number.
  const number = part.reduce((sum, byte) => sum * 256 + byte, 0);
  const isNegative = form === "signed" && (part[0] ?? 0) >= 128;
  return isNegative ? number - 256 ** width : number;
}
