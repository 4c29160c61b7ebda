// Writes JSON as bytes, piece by piece: what the journal needs of it, twice as fast as JSON.stringify and an encoding after it,
// and without a text for each line that the garbage collector must clear away.

const FIRST_BYTES = 512 * 1024;
/** A larger memory is let go after use. */
const KEPT_BYTES = 4 * 1024 * 1024;
/** No finite number takes more characters. */
const NUMBER_BYTES = 25;
/** A character of a text takes at most so many bytes in UTF-8. */
const CHARACTER_BYTES = 3;

const HEX_DIGITS = "0123456789abcdef";
const DIGIT_0 = 0x30;
const POINT = 0x2e;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const FIRST_PLAIN = 0x20;
const LAST_PLAIN = 0x7e;
/** Below it whole numbers, which have at most nine digits, are divided as integers, which is faster… */
const SMALL = 1e9;
const SMALL_DIGITS = 9;
/** …so that of larger ones this many digits at a time are split off. */
const SPLIT_DIGITS = 6;
const SPLIT = 1e6;

/** A growing piece of memory that is used again after each `take`. */
export class JsonBytes {
  #bytes = Buffer.allocUnsafeSlow(FIRST_BYTES);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** A view of what was written, from a place on. It ends to be true with the next call. */
  from(start: number): Buffer {
    return this.#bytes.subarray(start, this.#length);
  }

  /** Takes back what was written after a place. */
  cut(length: number): void {
    this.#length = length;
  }

  /** ASCII as it is. */
  ascii(text: string): void {
    this.#reserve(text.length);
    const bytes = this.#bytes;
    const start = this.#length;
    for (let index = 0; index < text.length; index += 1) bytes[start + index] = text.charCodeAt(index);
    this.#length = start + text.length;
  }

  /** Any value as JSON.stringify has it. */
  value(value: unknown): void {
    const text = JSON.stringify(value);
    this.#reserve(text.length * CHARACTER_BYTES);
    this.#length += this.#bytes.write(text, this.#length);
  }

  /** A text as JSON. */
  text(text: string): void {
    this.#reserve(text.length + 2);
    const bytes = this.#bytes;
    let at = this.#length;
    bytes[at++] = QUOTE;
    for (let index = 0; index < text.length; index += 1) {
      const code = text.charCodeAt(index);
      if (code < FIRST_PLAIN || code > LAST_PLAIN || code === QUOTE || code === BACKSLASH) {
        this.value(text);
        return;
      }
      bytes[at++] = code;
    }
    bytes[at++] = QUOTE;
    this.#length = at;
  }

  /** A number as JSON, null for none. Whole numbers and tenths, which nearly all are, take a tenth of the usual time. */
  number(value: number | null): void {
    this.#reserve(NUMBER_BYTES);
    const tenths = (value ?? Number.NaN) * 10;
    if (value === null || !(value >= 0 && value <= Number.MAX_SAFE_INTEGER)) this.value(value);
    else if (Number.isInteger(value)) this.#length = this.#digits(value, this.#length);
    else if (Number.isInteger(tenths) && tenths < SMALL && tenths / 10 === value) {
      const whole = Math.floor(value);
      const at = this.#digits(whole, this.#length);
      this.#bytes[at] = POINT;
      this.#bytes[at + 1] = DIGIT_0 + (tenths - whole * 10);
      this.#length = at + 2;
    } else this.value(value);
  }

  /** 32 bits as eight hexadecimal digits. */
  hex(bits: number): void {
    this.#reserve(8);
    const bytes = this.#bytes;
    let at = this.#length;
    for (let shift = 28; shift >= 0; shift -= 4) bytes[at++] = HEX_DIGITS.charCodeAt((bits >>> shift) & 15);
    this.#length = at;
  }

  /** A copy of all that was written; begins anew. */
  take(): Buffer {
    // Not from Node's pool: whoever keeps these bytes would keep a whole piece of it.
    const taken = Buffer.allocUnsafeSlow(this.#length);
    this.#bytes.copy(taken, 0, 0, this.#length);
    this.#length = 0;
    if (this.#bytes.length > KEPT_BYTES) this.#bytes = Buffer.allocUnsafeSlow(FIRST_BYTES);
    return taken;
  }

  /** The digits of a whole number that is not negative, written at a place from the last to the first. Answers where they end. */
  #digits(whole: number, start: number): number {
    let digits = whole < SMALL ? 1 : SMALL_DIGITS + 1;
    for (let power = whole < SMALL ? 10 : SMALL * 10; power <= whole; power *= 10) digits += 1;
    const end = start + digits;
    let at = end;
    let rest = whole;
    for (; rest >= SMALL; at -= SPLIT_DIGITS) {
      const upper = Math.floor(rest / SPLIT);
      this.#lastDigits(rest - upper * SPLIT, at - SPLIT_DIGITS, at);
      rest = upper;
    }
    this.#lastDigits(rest, start, at);
    return end;
  }

  /** The last digits of a small whole number, as many as there is room for between two places. */
  #lastDigits(whole: number, start: number, end: number): void {
    const bytes = this.#bytes;
    let rest = whole | 0;
    for (let at = end - 1; at >= start; at -= 1) {
      const tens = (rest / 10) | 0;
      bytes[at] = DIGIT_0 + (rest - tens * 10);
      rest = tens;
    }
  }

  #reserve(count: number): void {
    const needed = this.#length + count;
    if (needed <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(needed, this.#bytes.length * 2));
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
  }
}
