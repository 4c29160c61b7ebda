// Calls to the archive's thread, and whether it answers. What it owes is bounded by those who ask; a thread that hangs keeps
// nobody waiting: questions are refused until it says something again.

import type { Worker } from "node:worker_threads";
import { MINUTE_MS } from "../../../../shared/ground/time.ts";
import { ArchiveError } from "../../archive-error.ts";
import type { CallName, Calls, ToWorker } from "./protocol.ts";
import { Silence } from "./silence.ts";

/** A thread that owes an answer and has said nothing for so long is asked for a sign of life; then it hangs; then it is given up, ms. */
const PING_MS = 1_000;
const HANG_MS = 4_000;
const GIVE_UP_MS = 5 * MINUTE_MS;
const LOOK_MS = 250;

const HANGS =
  "The archive does not answer: its disk hangs, or a question is too large. Check the disk; nothing is lost.";

/** What somebody waits for. Other calls (a checkpoint, a backup) wait for as long as it takes. */
const QUESTIONS: ReadonlySet<CallName> = new Set([
  "slice",
  "history",
  "stretches",
  "range",
  "readingsAfter",
  "findKeys",
  "lastImportedRow",
  "lastReading",
  "listEvents",
  "eventsAfter",
  "setAside",
]);

interface PendingCall {
  readonly name: CallName;
  readonly resolve: (answer: never) => void;
  readonly reject: (error: Error) => void;
}

interface ThreadCallsParts {
  readonly worker: Pick<Worker, "postMessage">;
  /** The server's clock, unix ms. */
  readonly now: () => number;
  /** Told once when the thread has not answered for so long that it never will. */
  readonly onGivenUp: () => void;
}

type Message = ToWorker extends infer Each ? (Each extends ToWorker ? Omit<Each, "now"> : never) : never;

/** The calls that are under way. */
export class ThreadCalls {
  readonly #parts: ThreadCallsParts;
  readonly #pending = new Map<number, PendingCall>();
  readonly #silence = new Silence(LOOK_MS);
  #nextId = 1;
  #isPinged = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(parts: ThreadCallsParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#timer = setInterval(() => this.#look(), LOOK_MS);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** Why the thread takes nothing at present, in words. */
  get failing(): string | undefined {
    return this.#silence.ms >= HANG_MS ? HANGS : undefined;
  }

  /** Sends what the thread has to answer for. */
  post(message: Message): void {
    this.#silence.asked();
    this.#parts.worker.postMessage({ ...message, now: this.#parts.now() } as ToWorker);
  }

  call<Name extends CallName>(name: Name, ask: Calls[Name]["ask"]): Promise<Calls[Name]["answer"]> {
    const { failing } = this;
    if (failing !== undefined && QUESTIONS.has(name)) return Promise.reject(new ArchiveError(failing));
    const id = this.#nextId;
    this.#nextId += 1;
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { name, resolve, reject });
      this.post({ kind: "call", id, name, ask });
    });
  }

  /** The call that an answer is for; undefined when nobody waits for it any more. */
  settle(id: number): PendingCall | undefined {
    const call = this.#pending.get(id);
    this.#pending.delete(id);
    return call;
  }

  /** The thread said something; `owes` tells whether it has more to do than the calls. */
  heard({ owes }: { owes: boolean }): void {
    this.#isPinged = false;
    this.#silence.heard({ isAsked: owes || this.#pending.size > 0 });
  }

  rejectAll(error: Error): void {
    for (const { reject } of this.#pending.values()) reject(error);
    this.#pending.clear();
  }

  #look(): void {
    this.#silence.look();
    const { ms } = this.#silence;
    if (ms >= PING_MS && !this.#isPinged) {
      this.#isPinged = true;
      this.post({ kind: "ping" });
    }
    if (ms >= HANG_MS) this.#rejectQuestions();
    if (ms >= GIVE_UP_MS) this.#parts.onGivenUp();
  }

  #rejectQuestions(): void {
    for (const [id, { name, reject }] of this.#pending) {
      if (!QUESTIONS.has(name)) continue;
      this.#pending.delete(id);
      reject(new ArchiveError(HANGS));
    }
  }
}
