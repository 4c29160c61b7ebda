// What Node's parser refuses, and what of it a sender is told: a sentence that says what to do.

import { STATUS_CODES } from "node:http";
import type { ErrorAnswer } from "../../../shared/wire/api.ts";

/** What Node's parser says of a connection. */
export interface ClientError extends Error {
  readonly code?: string;
  /** The packet that it could not read; part of a request, or more than one. */
  readonly rawPacket?: Buffer;
  /** How much of it was in order, bytes. */
  readonly bytesParsed?: number;
}

/** The answer to one. */
export interface Refusal extends ErrorAnswer {
  readonly status: number;
}

const malformed = (error: string): Refusal => ({ status: 400, code: "malformed", error });

const REFUSALS: Readonly<Record<string, Refusal>> = {
  ERR_HTTP_REQUEST_TIMEOUT: {
    status: 408,
    code: "timeout",
    error: "The request did not come to its end in time. Send it in one go, or in smaller parts.",
  },
  HPE_HEADER_OVERFLOW: {
    status: 431,
    code: "too_long",
    error: "The headers have more than 16 kB. Send fewer or shorter ones.",
  },
  HPE_CHUNK_EXTENSIONS_OVERFLOW: {
    status: 413,
    code: "too_long",
    error: "The chunk extensions are too long. Send none.",
  },
  HPE_INVALID_EOF_STATE: malformed("The connection ended before the request did. Send all of it."),
  CONNECT: malformed("This server is no proxy. Ask for a path of its own, such as GET /healthz."),
  HPE_INVALID_METHOD: malformed(
    "This is no HTTP request. It must begin with a line such as POST /receive-json HTTP/1.1.",
  ),
  HPE_INVALID_URL: malformed("The address has a character that must be escaped, such as a space as %20."),
  HPE_INVALID_HEADER_TOKEN: malformed(
    "A header is malformed. Send each as Name: value on a line of its own, without control characters.",
  ),
  HPE_UNEXPECTED_CONTENT_LENGTH: malformed(
    "Content-Length must be given once, and not beside Transfer-Encoding.",
  ),
  HPE_INVALID_CONTENT_LENGTH: malformed(
    "Content-Length must be a whole number: how many bytes the body has.",
  ),
  HPE_INVALID_TRANSFER_ENCODING: malformed(
    "Send either Content-Length or Transfer-Encoding: chunked, not both.",
  ),
  HPE_INVALID_CHUNK_SIZE: malformed(
    "The chunks are malformed. Send the size of each in hexadecimal, or Content-Length instead of chunks.",
  ),
};

const BARE_LF = malformed(
  "Lines of a request must end with CR LF (\\r\\n). Where they end with LF alone, only a post with exactly one Content-Length is taken.",
);
const TLS = malformed(
  "This port speaks plain HTTP. Ask with http://; HTTPS has a port of its own (DAVY_HTTPS_PORT, 8443).",
);
/** A record of TLS begins so. */
const TLS_HANDSHAKE = 0x16;
/** What a bare LF is taken for, by where it stands. */
const OF_BARE_LF: ReadonlySet<string> = new Set([
  "HPE_INVALID_VERSION",
  "HPE_CR_EXPECTED",
  "HPE_LF_EXPECTED",
  "HPE_INVALID_HEADER_TOKEN",
]);

/** Whether the bytes look like the beginning of a request, after blanks and control characters. */
export function isRequestLike(bytes: Buffer): boolean {
  return /^[\0-\x20]*[A-Z]{3,} \S/.test(bytes.toString("latin1", 0, 1_024));
}

/** A post of readings, by any of the ways in. */
const POST_OF_READINGS = /^[\0-\x20]*[A-Z]+ \S*\/(receive-json|api\/v1\/readings|in\/)/i;

/** What to keep of a packet that was refused: of a request that posts no readings its head alone, for its body may be a password. */
export function worthKeeping(raw: Buffer): Buffer {
  const text = raw.toString("latin1");
  if (!isRequestLike(raw) || POST_OF_READINGS.test(text)) return raw;
  const end = /\n\r?\n/.exec(text);
  return end ? raw.subarray(0, end.index) : raw;
}

/** What to answer to what the parser refused. */
export function refusalOf({ code = "", message, rawPacket = Buffer.alloc(0) }: ClientError): Refusal {
  if (rawPacket[0] === TLS_HANDSHAKE) return TLS;
  const [head = ""] = rawPacket.toString("latin1").split(/\n\r?\n/);
  if (OF_BARE_LF.has(code) && /(^|[^\r])\n/.test(head)) return BARE_LF;
  return REFUSALS[code] ?? malformed(`This cannot be read as HTTP/1.1: ${message}.`);
}

/** A refusal as the text of a whole answer, after which the connection ends. */
export function answerText({ status, error, code }: Refusal): string {
  const body = JSON.stringify({ error, code } satisfies ErrorAnswer);
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    ...Object.entries(answerHeaders(body)).map(([name, value]) => `${name}: ${value}`),
  ];
  return `${head.join("\r\n")}\r\n\r\n${body}`;
}

/** The headers of such an answer. */
export function answerHeaders(body: string): Readonly<Record<string, string>> {
  return {
    "Content-Type": "application/json; charset=utf-8",
    "Content-Length": String(Buffer.byteLength(body)),
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    Connection: "close",
  };
}
