// What went wrong with a broker, in words that say what to do.

/** Nobody who is trusted vouches for its certificate (Node's codes of OpenSSL's verification). */
const UNTRUSTED =
  /^(SELF_SIGNED_CERT_IN_CHAIN|DEPTH_ZERO_SELF_SIGNED_CERT|UNABLE_TO_VERIFY_LEAF_SIGNATURE|UNABLE_TO_GET_ISSUER_CERT(_LOCALLY)?|CERT_UNTRUSTED)$/;
const MAX_LENGTH = 200;

/** Why there is no link: the beginning of a sentence, without a full stop. */
export function troubleOf(error: unknown): string {
  const { code, message } = error as { readonly code?: string | number; readonly message?: string };
  const name = String(code ?? "");
  if (UNTRUSTED.test(name))
    return `nobody who is trusted here vouches for the broker's certificate (${name}); give the certificate of its authority`;
  if (name === "CERT_HAS_EXPIRED") return "the broker's certificate has expired";
  if (name === "ERR_TLS_CERT_ALTNAME_INVALID")
    return `the broker's certificate is for another name than the one that it is asked by (${name})`;
  return String(message || code || "unknown").slice(0, MAX_LENGTH);
}
