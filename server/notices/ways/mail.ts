// The one file that knows nodemailer: notices as mails, by a mail server of the site.

import { connect, type Socket } from "node:net";
import { createTransport } from "nodemailer";
import { authoritiesWith } from "./authorities.ts";
import { lookUp } from "./look-up.ts";
import { NotDelivered, type OpenWay } from "./way.ts";

/** For each of: the connection, its greeting, any silence, ms. */
const TIMEOUT_MS = 10_000;
const MAX_ANSWER = 200;
/** What is said to this machine, nobody on the network hears. */
const OWN_HOSTS: ReadonlySet<string> = new Set(["localhost", "127.0.0.1", "::1"]);
/** nodemailer's word for a server that does not encrypt what must be encrypted. */
const UNENCRYPTED = "ETLS";

interface SmtpError {
  readonly code?: string;
  readonly response?: string;
}

function reasonOf(error: unknown): string {
  const { code, response } = error as SmtpError;
  if (code === UNENCRYPTED)
    return "The mail server offers no encryption, and the password is not sent without. Ask for smtps://, or leave user and password out.";
  const said = response === undefined ? "" : `: ${response.slice(0, MAX_ANSWER)}`;
  return `The mail server did not take it (${code ?? "unknown"})${said}`;
}

type Taken = (error: Error | null, socket?: { readonly connection: Socket }) => void;

/** Connects, for nodemailer, which looks a name up its own way. */
function connectTo({ host, port }: { readonly host: string; readonly port: number }, taken: Taken): void {
  const connection = connect({ host, port, lookup: lookUp, timeout: TIMEOUT_MS });
  const end = (error: Error) => {
    connection.destroy();
    taken(error);
  };
  const late = () => end(Object.assign(new Error("No connection in time."), { code: "ETIMEDOUT" }));
  connection.once("timeout", late).once("error", end);
  connection.once("connect", () => {
    connection.off("timeout", late).off("error", end).setTimeout(0);
    taken(null, { connection });
  });
}

/** Opens a mail server. `smtp://` is encrypted where the server can, and always where a password is sent; `smtps://` always. */
export const openMail: OpenWay = async ({ setup, secrets }) => {
  const { protocol, hostname, port } = new URL(setup.address);
  const isSecure = protocol === "smtps:";
  const host = hostname.replace(/^\[|\]$/g, "");
  const at = { host, port: port === "" ? (isSecure ? 465 : 587) : Number(port) };
  const auth =
    setup.user === undefined ? {} : { auth: { user: setup.user, pass: secrets["password"] ?? "" } };
  const ca = authoritiesWith(setup.ca);
  const transport = createTransport({
    ...at,
    secure: isSecure,
    requireTLS: setup.user !== undefined && !OWN_HOSTS.has(host),
    getSocket: (_: unknown, taken: Taken) => connectTo(at, taken),
    ...auth,
    ...(ca ? { tls: { ca } } : {}),
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const sender = setup.from?.split("@").at(-1) ?? "davy";
  return {
    async send({ id, to, title, text, priority, site }, signal) {
      const mail = {
        from: { name: site === "" ? "Davy" : site, address: setup.from ?? "" },
        to,
        subject: title,
        text,
        messageId: `<${id}@${sender}>`,
        headers: { "Davy-Notice-Id": id, "Auto-Submitted": "auto-generated" },
        priority: priority === "critical" || priority === "high" ? ("high" as const) : ("normal" as const),
      };
      const stopped = new Promise<never>((_, reject) => {
        signal.addEventListener("abort", () => reject(new NotDelivered("The server was told to stop.")), {
          once: true,
        });
      });
      const sent = transport.sendMail(mail).catch((error: unknown) => {
        throw new NotDelivered(reasonOf(error));
      });
      const { response } = await Promise.race([sent, stopped]);
      return response.slice(0, MAX_ANSWER);
    },
    close: async () => transport.close(),
  };
};
