import type { Alarm } from "../../../../shared/entries/alarm.ts";

/** Asks whoever looks for an answer to alarms: the sheet of the shell opens. */
export class AnswerEvent extends Event {
  readonly alarms: readonly Alarm[];

  constructor(alarms: readonly Alarm[]) {
    super("davy-answer", { bubbles: true, composed: true });
    this.alarms = alarms;
  }
}

/** Opens the sheet for alarms, from an element of the page; as soon as its code is there, where somebody was quicker than that. */
export function askToAnswer(from: EventTarget, alarms: readonly Alarm[]): void {
  const ask = () => from.dispatchEvent(new AnswerEvent(alarms));
  if (customElements.get("alarm-layer")) ask();
  else void customElements.whenDefined("alarm-layer").then(ask);
}

declare global {
  interface HTMLElementEventMap {
    "davy-answer": AnswerEvent;
  }
}
