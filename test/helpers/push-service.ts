// A push service on loopback, as makers of browsers run them: it looks at the sender's word, and decrypts as a browser would.

import {
  createDecipheriv,
  createECDH,
  createPublicKey,
  type ECDH,
  hkdfSync,
  randomBytes,
  verify,
} from "node:crypto";
import { once } from "node:events";
import type { IncomingHttpHeaders } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import type { PushedMessage, PushPhone } from "../../shared/wire/push.ts";
import { issueLeaf, issueRoot } from "./issued.ts";

/** The name for which the certificate is. */
const NAME = "gas.example.com";

/** What a phone was told. */
export interface Pushed {
  readonly message: PushedMessage;
  readonly headers: IncomingHttpHeaders;
  /** The claims of the sender's word. */
  readonly claims: { readonly aud: string; readonly exp: number; readonly sub: string };
}

/** A browser that subscribes. */
export interface Browser {
  subscription(key: string): PushPhone;
  readonly told: readonly Pushed[];
  /** What the service answers for it from now on; 201 at first. */
  answer: number;
}

export interface PushService {
  /** Of the certificate's authority, PEM. */
  readonly ca: string;
  browser(): Browser;
  stop(): Promise<void>;
}

interface Known extends Browser {
  readonly told: Pushed[];
  readonly keys: ECDH;
  readonly auth: Buffer;
  key: string;
}

const derive = (secret: Buffer, salt: Buffer, [info, length]: readonly [Buffer, number]) =>
  Buffer.from(hkdfSync("sha256", secret, salt, info, length));

/** RFC 8291, by the receiver's side. */
function decrypt(body: Buffer, { keys, auth }: Known): PushedMessage {
  const [salt, length] = [body.subarray(0, 16), body[20] ?? 0];
  const [sender, sealed] = [body.subarray(21, 21 + length), body.subarray(21 + length)];
  const info = Buffer.concat([Buffer.from("WebPush: info\0"), keys.getPublicKey(), sender]);
  const shared = derive(keys.computeSecret(sender), auth, [info, 32]);
  const key = derive(shared, salt, [Buffer.from("Content-Encoding: aes128gcm\0"), 16]);
  const nonce = derive(shared, salt, [Buffer.from("Content-Encoding: nonce\0"), 12]);
  const open = createDecipheriv("aes-128-gcm", key, nonce);
  open.setAuthTag(sealed.subarray(-16));
  const plain = Buffer.concat([open.update(sealed.subarray(0, -16)), open.final()]);
  if (plain.at(-1) !== 2) throw new Error("It is not the last record.");
  return JSON.parse(String(plain.subarray(0, -1)));
}

/** RFC 8292: the claims, when they are signed by the key with which the browser subscribed. */
function claimsOf(authorization: string, subscribedKey: string): Pushed["claims"] {
  const [, head, claims = "", signature = "", key] =
    /^vapid t=([^.]+)\.([^.]+)\.([^,]+), k=(\S+)$/.exec(authorization) ?? [];
  if (key !== subscribedKey) throw new Error("It is another sender.");
  const point = Buffer.from(key, "base64url");
  const [x, y] = [point.toString("base64url", 1, 33), point.toString("base64url", 33)];
  const publicKey = createPublicKey({ key: { kty: "EC", crv: "P-256", x, y }, format: "jwk" });
  const signed = Buffer.from(`${head}.${claims}`);
  const isSigned = verify(
    "sha256",
    signed,
    { key: publicKey, dsaEncoding: "ieee-p1363" },
    Buffer.from(signature, "base64url"),
  );
  if (!isSigned) throw new Error("It is not signed.");
  return JSON.parse(String(Buffer.from(claims, "base64url")));
}

/** Starts one, on a port of its own. */
export async function startPushService(): Promise<PushService> {
  const root = await issueRoot();
  const browsers = new Map<string, Known>();
  const server = createServer(await issueLeaf(root, [NAME]), (request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const known = browsers.get(request.url ?? "");
      if (known && known.answer < 300) {
        const claims = claimsOf(request.headers.authorization ?? "", known.key);
        known.told.push({ message: decrypt(Buffer.concat(parts), known), headers: request.headers, claims });
      }
      response.writeHead(known?.answer ?? 404).end();
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const origin = `https://${NAME}:${(server.address() as AddressInfo).port}`;
  return {
    ca: root.cert,
    browser() {
      const path = `/send/${browsers.size + 1}`;
      const keys = createECDH("prime256v1");
      const p256dh = keys.generateKeys("base64url");
      const auth = randomBytes(16);
      const known: Known = {
        ...{ keys, auth, key: "", told: [], answer: 201 },
        subscription(key) {
          known.key = key;
          return { endpoint: origin + path, p256dh, auth: auth.toString("base64url"), key };
        },
      };
      browsers.set(path, known);
      return known;
    },
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
