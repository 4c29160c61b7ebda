// Where JSON text goes wrong. JSON.parse names the place in some of its messages only; this looks for it after a failure.

const SPACE = /[ \t\n\r]*/y;
/** Everything but quotes, backslashes and control characters. */
const PLAIN = /[ !#-[\]-\uffff]*/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/y;
/** How far an escape may be read that turns out to be none. */
const ESCAPE_BEGIN = /\\(?:u[\da-fA-F]{0,3})?/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const NUMBER_BEGIN = /-?(?:(?:0|[1-9]\d*)(?:\.(?:\d+(?:[eE][+-]?\d*)?)?|[eE][+-]?\d*)?)?/y;
const LITERALS = ["true", "false", "null"] as const;

/** What may come next. */
type Expectation = "value" | "value or ]" | "key" | "key or }" | "colon" | "comma or end";

class JsonWalk {
  readonly #text: string;
  readonly #open: ("{" | "[")[] = [];
  #at = 0;
  #expected: Expectation = "value";

  constructor(text: string) {
    this.#text = text;
  }

  /** Goes on until something is wrong. Answers the index of what cannot stand there, or undefined when all is well. */
  run(): number | undefined {
    for (;;) {
      this.#skip(SPACE);
      const isDone = this.#expected === "comma or end" && this.#open.length === 0;
      if (this.#at === this.#text.length) return isDone ? undefined : this.#at;
      if (isDone || !this.#step()) return this.#at;
    }
  }

  #skip(pattern: RegExp): boolean {
    pattern.lastIndex = this.#at;
    const isThere = pattern.test(this.#text);
    if (isThere) this.#at = pattern.lastIndex;
    return isThere;
  }

  #take(character: string): boolean {
    if (this.#text[this.#at] !== character) return false;
    this.#at += 1;
    return true;
  }

  /** One token. False when it cannot stand here; the place is then where it goes wrong. */
  #step(): boolean {
    switch (this.#expected) {
      case "colon":
        return this.#take(":") && this.#expect("value");
      case "key or }":
        return this.#close("}") || (this.#string() && this.#expect("colon"));
      case "key":
        return this.#string() && this.#expect("colon");
      case "comma or end":
        return this.#afterValue();
      case "value or ]":
        return this.#close("]") || this.#value();
      case "value":
        return this.#value();
    }
  }

  #expect(expected: Expectation): true {
    this.#expected = expected;
    return true;
  }

  #close(bracket: "}" | "]"): boolean {
    if (!this.#take(bracket)) return false;
    this.#open.pop();
    return this.#expect("comma or end");
  }

  #afterValue(): boolean {
    const isObject = this.#open.at(-1) === "{";
    if (this.#take(",")) return this.#expect(isObject ? "key" : "value");
    return this.#close(isObject ? "}" : "]");
  }

  #value(): boolean {
    if (this.#take("{")) {
      this.#open.push("{");
      return this.#expect("key or }");
    }
    if (this.#take("[")) {
      this.#open.push("[");
      return this.#expect("value or ]");
    }
    return this.#scalar() && this.#expect("comma or end");
  }

  #scalar(): boolean {
    const first = this.#text[this.#at] ?? "";
    if (first === '"') return this.#string();
    const literal = LITERALS.find((candidate) => candidate.startsWith(first));
    return literal ? [...literal].every((character) => this.#take(character)) : this.#number();
  }

  #number(): boolean {
    NUMBER.lastIndex = this.#at;
    NUMBER.test(this.#text);
    const whole = NUMBER.lastIndex;
    this.#skip(NUMBER_BEGIN);
    return whole === this.#at && whole > 0;
  }

  #string(): boolean {
    if (!this.#take('"')) return false;
    for (;;) {
      this.#skip(PLAIN);
      if (this.#take('"')) return true;
      if (this.#text[this.#at] !== "\\") return false;
      if (!this.#skip(ESCAPE)) {
        this.#skip(ESCAPE_BEGIN);
        return false;
      }
    }
  }
}

/** So far a mistake is looked for, characters: it takes ten times as long as parsing, and holds up everybody. */
const MAX_SEARCHED = 256 * 1024;

/**
 * The index of the first character that cannot stand where it does, the length where the text ends too early; undefined when
 * nothing is wrong in the first 256 kB.
 */
export function jsonErrorPlace(text: string): number | undefined {
  const searched = text.slice(0, MAX_SEARCHED);
  const place = new JsonWalk(searched).run();
  return place === searched.length && searched.length < text.length ? undefined : place;
}
