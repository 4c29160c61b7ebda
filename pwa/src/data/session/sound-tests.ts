// What is known of the tests of this display's sound.

import type { SoundTest } from "../../../../shared/rules/sound-test.ts";
import type { SoundTests } from "../base/app-data.ts";

/** Keeps the last test, and whether the server has heard of it: until it has, each contact tells of it. */
export class OwnSoundTests implements SoundTests {
  #known: SoundTest | null | undefined;
  #untold: SoundTest | undefined;

  last(): SoundTest | null | undefined {
    return this.#known === undefined ? undefined : (this.#untold ?? this.#known);
  }

  tell(test: SoundTest): void {
    this.#untold = test;
  }

  /** What the server is to be told of; undefined for nothing. */
  untold(): SoundTest | undefined {
    return this.#untold;
  }

  /** The server was told of a test, or of none, and knows this one. */
  heard(known: SoundTest | null, told: SoundTest | undefined): void {
    if (this.#untold === told) this.#untold = undefined;
    this.#known = known;
  }
}
