// The encryption of Web Push, held against the examples of the standards.

import { createPublicKey, verify } from "node:crypto";
import { expect, it } from "vitest";
import {
  areKeys,
  authorizationOf,
  encryptPush,
  newSenderKey,
  publicKeyOf,
} from "../../../server/notices/ways/web-push.ts";

/** RFC 8291, section 5 and appendix A. */
const RFC = {
  plain: "When I grow up, I want to be a watermelon",
  p256dh: "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
  auth: "BTBZMqHH6r4Tts7J_aSIgg",
  sender: "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw",
  salt: "DGv6ra1nlYgDCS1FRnbzlw",
  message:
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN",
};
const bytes = (text: string) => Buffer.from(text, "base64url");

it("encrypts the example of RFC 8291 to the message that stands there", () => {
  const seed = { salt: bytes(RFC.salt), privateKey: bytes(RFC.sender) };
  expect(encryptPush(Buffer.from(RFC.plain), RFC, seed).toString("base64url")).toBe(RFC.message);
});

it("takes keys of a browser, and nothing that is none", () => {
  expect(areKeys(RFC)).toBe(true);
  expect(areKeys({ ...RFC, auth: "AAAA" })).toBe(false);
  expect(areKeys({ ...RFC, p256dh: "" })).toBe(false);
  // No point of the curve.
  expect(areKeys({ ...RFC, p256dh: `${RFC.p256dh.slice(0, -2)}AA` })).toBe(false);
});

it("names the sender to the vendor alone, for half a day, signed with its key (RFC 8292)", () => {
  const senderKey = newSenderKey();
  const at = Date.UTC(2026, 10, 27, 4);
  const word = authorizationOf("https://push.example/send/x?y=1", { senderKey, subject: "mailto:a@b.c", at });
  const [, head = "", claims = "", signature = "", key = ""] =
    /^vapid t=([^.]+)\.([^.]+)\.([^,]+), k=(\S+)$/.exec(word) ?? [];
  expect(JSON.parse(String(bytes(head)))).toEqual({ typ: "JWT", alg: "ES256" });
  expect(JSON.parse(String(bytes(claims)))).toEqual({
    aud: "https://push.example",
    exp: Date.UTC(2026, 10, 27, 16) / 1_000,
    sub: "mailto:a@b.c",
  });
  expect(key).toBe(publicKeyOf(senderKey));
  const [x, y] = [bytes(key).subarray(1, 33), bytes(key).subarray(33)].map((part) =>
    part.toString("base64url"),
  );
  const publicKey = createPublicKey({
    key: { kty: "EC", crv: "P-256", x: x ?? "", y: y ?? "" },
    format: "jwk",
  });
  const given = { key: publicKey, dsaEncoding: "ieee-p1363" as const };
  expect(verify("sha256", Buffer.from(`${head}.${claims}`), given, bytes(signature))).toBe(true);
});
