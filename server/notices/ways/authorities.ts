import { rootCertificates } from "node:tls";

/** Whom to trust: the public authorities, and those of the site where there are some, PEM. Undefined leaves it to Node. */
export function authoritiesWith(ca: string | undefined): string[] | undefined {
  return ca === undefined || ca === "" ? undefined : [...rootCertificates, ca];
}
