// Columns of numbers in as few bytes as hold them exactly. Readings are mostly short decimals (20.9, 0.3, 1280): as whole
// numbers over a power of ten they take one to four bytes instead of eight. What does not fit so stays a double.

/** How the numbers of a column lie in their bytes: whole = (value − base) × scale; the greatest whole stands for NaN. */
export interface Packing {
  readonly type: "u8" | "u16" | "u32" | "f64";
  readonly base: number;
  readonly scale: number;
}

export interface PackedColumn extends Packing {
  readonly bytes: Uint8Array;
}

const SCALES = [1, 10, 100, 1000, 10_000] as const;
const WHOLES = [
  { type: "u8", array: Uint8Array, none: 0xff },
  { type: "u16", array: Uint16Array, none: 0xffff },
  { type: "u32", array: Uint32Array, none: 0xffffffff },
] as const;

/** Cut to its last one or two bytes it is the `none` of the other kinds. */
const NO_WHOLE = 0xffffffff;

function rangeOf(values: Float64Array): { min: number; max: number } {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return min <= max ? { min, max } : { min: 0, max: 0 };
}

/**
 * The wholes of a column, or undefined where they would not give back the very same numbers. The scaled base is whole, so that
 * value = (whole + base × scale) / scale has one rounding, that of the division. They lie in one kind of array whatever the
 * column's is: a loop that meets three kinds takes several times as long.
 */
function wholesOf(values: Float64Array, baseWhole: number, scale: number): Uint32Array | undefined {
  const wholes = new Uint32Array(values.length).fill(NO_WHOLE);
  for (let row = 0; row < wholes.length; row += 1) {
    const value = values[row] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    const whole = Math.round(value * scale) - baseWhole;
    // Object.is, since −0 must stay what it is.
    if (!Object.is((whole + baseWhole) / scale, value)) return undefined;
    wholes[row] = whole;
  }
  return wholes;
}

function bytesOf(array: Uint8Array | Uint16Array | Uint32Array | Float64Array): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}

/** Packs a column; `unpackColumn` gives back the very same numbers. Byte order is the machine's, which never leaves it. */
export function packColumn(values: Float64Array): PackedColumn {
  const { min, max } = rangeOf(values);
  for (const scale of SCALES) {
    const base = Math.round(min * scale);
    const span = Math.round(max * scale) - base;
    const kind = WHOLES.find(({ none }) => span < none);
    if (!kind) break;
    const wholes = wholesOf(values, base, scale);
    if (wholes) return { type: kind.type, base, scale, bytes: bytesOf(new kind.array(wholes)) };
  }
  return { type: "f64", base: 0, scale: 1, bytes: bytesOf(values.slice()) };
}

/** The numbers of a packed column. */
export function unpackColumn({ type, base, scale }: Packing, bytes: Uint8Array): Float64Array {
  // A copy begins at an address that every type may begin at.
  const { buffer } = bytes.slice();
  const kind = WHOLES.find((candidate) => candidate.type === type);
  if (!kind) return new Float64Array(buffer);
  // Of one kind from here on: a loop that meets three kinds of arrays takes several times as long.
  const values = new Float64Array(new kind.array(buffer));
  for (let row = 0; row < values.length; row += 1) {
    const whole = values[row] ?? kind.none;
    values[row] = whole === kind.none ? Number.NaN : (whole + base) / scale;
  }
  return values;
}
