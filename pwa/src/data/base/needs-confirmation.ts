/** The server makes a change only when whoever asks for it confirms what it does; the message says what that is. */
export class NeedsConfirmation extends Error {
  override readonly name = "NeedsConfirmation";
}

/** `confirmed`: whoever makes the change was told what it does to a present alarm. */
export interface ChangeOptions {
  readonly confirmed?: boolean;
}
