import type { Alarm } from "../../../../shared/entries/alarm.ts";

/** Asks whoever looks for an answer to alarms: the sheet of the shell opens. */
export class AnswerEvent extends Event {
  readonly alarms: readonly Alarm[];

  constructor(alarms: readonly Alarm[]) {
    super("davy-answer", { bubbles: true, composed: true });
    this.alarms = alarms;
  }
}

/** Opens the sheet for alarms, from an element of the page. */
export function askToAnswer(from: EventTarget, alarms: readonly Alarm[]): void {
  from.dispatchEvent(new AnswerEvent(alarms));
}

declare global {
  interface HTMLElementEventMap {
    "davy-answer": AnswerEvent;
  }
}
