// Keeps what a broker has in line with what is true: only what differs is sent, the most urgent first, and what is no longer true goes.

/** Most topics that are sent in a round; the others have their turn in the next. */
const MAX_ROUND = 500;
/** A round that takes longer is given up, ms: the link is broken, and what was under way is sent again. */
const ROUND_MS = 10_000;
/** What a broker was found to have from before, whatever that was. */
const FOUND = "\0";

type Publish = (topic: string, text: string) => Promise<void>;

/** The retained topics of a broker. */
export class RetainedTopics {
  readonly #publish: Publish;
  /** Bounded by what is wanted and what was found. */
  #told = new Map<string, string>();
  #isBusy = false;

  constructor(publish: Publish) {
    this.#publish = publish;
  }

  /** A broker that was away may have forgotten everything. */
  reset(): void {
    this.#told = new Map();
  }

  /** The broker has a topic from before: of what is no longer wanted it is to be rid. */
  found(topic: string): void {
    if (!this.#told.has(topic)) this.#told.set(topic, FOUND);
  }

  /** Sends what differs; nothing while the round before is under way. `wanted` has the most urgent first. */
  async align(wanted: ReadonlyMap<string, string>): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    try {
      await within(Promise.all(this.#differing(wanted).map((change) => this.#tell(change))), ROUND_MS);
    } catch {
      // What did not arrive still differs, and is sent in a later round.
    } finally {
      this.#isBusy = false;
    }
  }

  #differing(wanted: ReadonlyMap<string, string>): [string, string][] {
    const changes: [string, string][] = [];
    for (const [topic, text] of wanted) {
      if (changes.length === MAX_ROUND) return changes;
      if (this.#told.get(topic) !== text) changes.push([topic, text]);
    }
    for (const topic of this.#told.keys()) {
      if (changes.length === MAX_ROUND) return changes;
      if (!wanted.has(topic)) changes.push([topic, ""]);
    }
    return changes;
  }

  async #tell([topic, text]: [string, string]): Promise<void> {
    const told = this.#told;
    await this.#publish(topic, text);
    if (text === "") told.delete(topic);
    else told.set(topic, text);
  }
}

async function within(promise: Promise<unknown>, ms: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("It took too long.")), ms);
  });
  await Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
