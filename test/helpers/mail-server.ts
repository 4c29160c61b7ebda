// A mail server on loopback that keeps what it gets, and refuses when it is told to.

import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";

export interface MailServer {
  readonly port: number;
  readonly mails: readonly string[];
  /** By which name and password mails were sent. */
  readonly signedIn: readonly string[];
  /** Refuses from now on with this, or takes: undefined. */
  refuse(text: string | undefined): void;
  stop(): Promise<void>;
}

class Refusal extends Error {
  readonly responseCode = 451;
}

/** Starts one, on a port of its own or a given one. */
export async function startMailServer(
  options: SMTPServerOptions = {},
  port = 0,
  host = "127.0.0.1",
): Promise<MailServer> {
  const mails: string[] = [];
  const signedIn: string[] = [];
  let refusal: string | undefined;
  const server = new SMTPServer({
    authOptional: true,
    // Who asks is looked up by name otherwise, which takes long where no name server answers.
    disableReverseLookup: true,
    disabledCommands: options.key ? [] : ["STARTTLS"],
    allowInsecureAuth: true,
    onAuth({ username, password }, _session, done) {
      signedIn.push(`${username} ${password}`);
      done(null, { user: username });
    },
    onData(stream, _session, done) {
      let text = "";
      stream.on("data", (chunk: Buffer) => {
        text += String(chunk);
      });
      stream.on("end", () => {
        if (refusal === undefined) mails.push(text);
        done(refusal === undefined ? null : new Refusal(refusal));
      });
    },
    ...options,
  });
  server.on("error", () => undefined);
  const listening = server.listen(port, host);
  await once(listening, "listening");
  return {
    port: (listening.address() as AddressInfo).port,
    mails,
    signedIn,
    refuse: (text) => {
      refusal = text;
    },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
