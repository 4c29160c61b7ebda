import { createPrivateKey, X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { DAY_MS } from "../../shared/ground/time.ts";
import type { Finding } from "./finding.ts";

/** A certificate that ends sooner is worth a word, ms. */
const SOON_MS = 30 * DAY_MS;

/** Whether the certificate can be used, belongs to its key and is valid at `now`. */
export function checkCertificate(
  tls: { readonly cert: string; readonly key: string } | undefined,
  now: number,
): Finding {
  const what = "HTTPS";
  if (!tls) {
    const says = "There is no certificate: phones keep the app offline only over HTTPS or from this machine.";
    return {
      what,
      state: "look",
      says,
      todo: "Set DAVY_TLS_CERT and DAVY_TLS_KEY, or put a proxy with HTTPS before Davy.",
    };
  }
  try {
    const certificate = new X509Certificate(readFileSync(tls.cert));
    const key = createPrivateKey(readFileSync(tls.key));
    if (!certificate.checkPrivateKey(key))
      return {
        what,
        state: "bad",
        says: `${tls.key} is not the key of ${tls.cert}.`,
        todo: "Name the pair that belongs together.",
      };
    const [from, until] = [Date.parse(certificate.validFrom), Date.parse(certificate.validTo)];
    const names = certificate.subjectAltName?.replaceAll(/DNS:|IP Address:/g, "") ?? "no name";
    const says = `${names}: valid until ${new Date(until).toISOString().slice(0, 10)}.`;
    if (now < from || now > until)
      return { what, state: "bad", says: `Not valid now. ${says}`, todo: "Renew it, then restart Davy." };
    return until - now < SOON_MS
      ? { what, state: "look", says, todo: "Renew it soon." }
      : { what, state: "ok", says };
  } catch (error) {
    const says = `The certificate cannot be used: ${error instanceof Error ? error.message : error}.`;
    return { what, state: "bad", says, todo: "Look at DAVY_TLS_CERT and DAVY_TLS_KEY." };
  }
}
