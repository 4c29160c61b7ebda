// What Web Push asks of a sender: the message is encrypted for one browser (RFC 8291, RFC 8188), and the sender names itself (RFC 8292).
// Own code, since the usual package brings sixteen others for these two; it holds against the RFC's own example.

import {
  createCipheriv,
  createECDH,
  createPrivateKey,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
  sign,
} from "node:crypto";
import { HOUR_MS, SECOND_MS } from "../../../shared/ground/time.ts";

const CURVE = "prime256v1";
/** An uncompressed point of that curve, and the two lengths of RFC 8291 in bytes. */
const POINT_BYTES = 65;
const AUTH_BYTES = 16;
const SALT_BYTES = 16;
/** One record holds all. Vendors take 4,096 bytes (RFC 8030, 7.2); header, padding and tag need 103 of them. */
const RECORD_BYTES = 4_096;
export const MAX_PLAIN_BYTES = 3_993;
/** How long a sender's word holds; RFC 8292 allows a day. */
const WORD_MS = 12 * HOUR_MS;

/** What a browser gives to whoever may send to it: base64url. */
export interface PushKeys {
  readonly p256dh: string;
  readonly auth: string;
}

/** What is drawn anew for each message. */
export interface PushSeed {
  readonly salt: Buffer;
  /** A private key of the curve, 32 bytes. */
  readonly privateKey: Buffer;
}

function bytes(base64url: string): Buffer {
  return Buffer.from(base64url, "base64url");
}

function derive(
  secret: Buffer,
  { salt, info, length }: { salt: Buffer; info: Buffer; length: number },
): Buffer {
  return Buffer.from(hkdfSync("sha256", secret, salt, info, length));
}

/** Whether a browser can be sent to by these keys: a point of the curve, and a secret of 16 bytes. */
export function areKeys({ p256dh, auth }: PushKeys): boolean {
  try {
    const sender = createECDH(CURVE);
    sender.generateKeys();
    sender.computeSecret(bytes(p256dh));
    return bytes(p256dh).length === POINT_BYTES && bytes(auth).length === AUTH_BYTES;
  } catch {
    return false;
  }
}

/** A seed, from random bytes. */
export function seedOf(random: (count: number) => Buffer): PushSeed {
  const sender = createECDH(CURVE);
  sender.generateKeys();
  return { salt: random(SALT_BYTES), privateKey: sender.getPrivateKey() };
}

/** Encrypts a message of at most `MAX_PLAIN_BYTES` for one browser, as `aes128gcm`. Throws for keys that are none. */
export function encryptPush(
  plain: Buffer,
  { p256dh, auth }: PushKeys,
  { salt, privateKey }: PushSeed,
): Buffer {
  const [receiver, secret] = [bytes(p256dh), bytes(auth)];
  const sender = createECDH(CURVE);
  sender.setPrivateKey(privateKey);
  const own = sender.getPublicKey();
  const keyInfo = Buffer.concat([Buffer.from("WebPush: info\0"), receiver, own]);
  const shared = derive(sender.computeSecret(receiver), { salt: secret, info: keyInfo, length: 32 });
  const key = derive(shared, { salt, info: Buffer.from("Content-Encoding: aes128gcm\0"), length: 16 });
  const nonce = derive(shared, { salt, info: Buffer.from("Content-Encoding: nonce\0"), length: 12 });
  const cipher = createCipheriv("aes-128-gcm", key, nonce);
  // The byte 2 ends the last record.
  const body = [cipher.update(Buffer.concat([plain, Buffer.from([2])])), cipher.final(), cipher.getAuthTag()];
  const size = Buffer.alloc(4);
  size.writeUInt32BE(RECORD_BYTES);
  return Buffer.concat([salt, size, Buffer.from([own.length]), own, ...body]);
}

/** A new key by which a server names itself to vendors: PKCS #8 as base64url. */
export function newSenderKey(): string {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: CURVE });
  return privateKey.export({ type: "pkcs8", format: "der" }).toString("base64url");
}

function read(senderKey: string): KeyObject {
  return createPrivateKey({ key: bytes(senderKey), format: "der", type: "pkcs8" });
}

/** The public half, as browsers take it: a point as base64url. */
export function publicKeyOf(senderKey: string): string {
  const { x = "", y = "" } = read(senderKey).export({ format: "jwk" });
  return Buffer.concat([Buffer.from([4]), bytes(x), bytes(y)]).toString("base64url");
}

/** The server's word to a vendor that it is the sender. `subject` is whom to write to, `mailto:`; `at` unix ms. */
export function authorizationOf(
  endpoint: string,
  { senderKey, subject, at }: { readonly senderKey: string; readonly subject: string; readonly at: number },
): string {
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString("base64url");
  const exp = Math.floor((at + WORD_MS) / SECOND_MS);
  const told = `${encode({ typ: "JWT", alg: "ES256" })}.${encode({ aud: new URL(endpoint).origin, exp, sub: subject })}`;
  const signature = sign("sha256", Buffer.from(told), { key: read(senderKey), dsaEncoding: "ieee-p1363" });
  return `vapid t=${told}.${signature.toString("base64url")}, k=${publicKeyOf(senderKey)}`;
}
