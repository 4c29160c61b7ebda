// Names of receivers are looked up one at a time. Node does that on the few threads that write files too: where a site without
// internet has a name server that does not answer, a handful of channels would hold up the log, and with it readings. Nor may they hold
// up each other: the mail server of the site must not wait behind a chat on the internet that nobody finds.

import { lookup } from "node:dns";
import type { LookupFunction } from "node:net";

type Answer = Parameters<LookupFunction>[2];
type Found = Parameters<Answer>;

/** A name that is to be looked up, for all who ask meanwhile. */
interface Question {
  readonly name: string;
  readonly options: Parameters<LookupFunction>[1];
  readonly answers: Answer[];
}

/** Most names of which is remembered what was found; the oldest goes first. */
const MAX_REMEMBERED = 100;
/** The name server could not be asked, which says nothing of the name. */
const UNASKED = "EAI_AGAIN";

class Names {
  readonly #look: LookupFunction;
  /** In the order in which they were asked for, the one that is being looked up among them. */
  readonly #questions = new Map<string, Question>();
  /** What was found last, or that nothing was. */
  readonly #remembered = new Map<string, Found>();
  #isBusy = false;

  constructor(look: LookupFunction) {
    this.#look = look;
  }

  /** Answers when it is known; while another name takes its time, as it was found before. */
  ask({ name, options, answer }: Omit<Question, "answers"> & { readonly answer: Answer }): void {
    const key = JSON.stringify([name, options.family, options.all, options.hints, options.order]);
    const before = this.#remembered.get(key);
    const question = this.#questions.get(key) ?? { name, options, answers: [] };
    this.#questions.set(key, question);
    if (this.#isBusy && before && !before[0]) setImmediate(answer, ...before);
    else question.answers.push(answer);
    this.#next();
  }

  /** The next name: one that was not to be found takes its time again, so all others come first. */
  #next(): void {
    if (this.#isBusy) return;
    const waiting = [...this.#questions];
    const next = waiting.find(([key]) => !this.#remembered.get(key)?.[0]) ?? waiting[0];
    if (!next) return;
    const [key, { name, options, answers }] = next;
    this.#isBusy = true;
    this.#look(name, options, (...found) => {
      this.#isBusy = false;
      this.#questions.delete(key);
      const told = this.#remember(key, found);
      for (const answer of answers) answer(...told);
      this.#next();
    });
  }

  /** Remembers an answer; returns what is to be told. */
  #remember(key: string, found: Found): Found {
    const before = this.#remembered.get(key);
    if (found[0]?.code === UNASKED && before && !before[0]) return before;
    this.#remembered.delete(key);
    this.#remembered.set(key, found);
    for (const oldest of this.#remembered.keys()) {
      if (this.#remembered.size <= MAX_REMEMBERED) break;
      this.#remembered.delete(oldest);
    }
    return found;
  }
}

/** Looks names up in turn. Whoever waits for its turn gives up by its own limit of time. */
export function createLookUp(look: LookupFunction = lookup): LookupFunction {
  const names = new Names(look);
  return (name, options, answer) => names.ask({ name, options, answer });
}

/** As all ways out look names up. */
export const lookUp = createLookUp();
