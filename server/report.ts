/** Where a part of the server tells what happened; a pino logger is one. Details first, then the message. */
export interface Report {
  debug(details: object, message: string): void;
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}
