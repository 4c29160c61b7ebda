/** Why something cannot be set up, with words for people. */
export class NoticeRefusal extends Error {
  override readonly name = "NoticeRefusal";
  readonly code: "unknown" | "full" | "in_use" | "unfit";

  constructor(code: NoticeRefusal["code"], message: string) {
    super(message);
    this.code = code;
  }
}
