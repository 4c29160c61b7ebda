// What an admin sees of the certificate of HTTPS, and may add to it.

/** Paths of it. */
export const CERTIFICATE_PATHS = {
  certificate: "/api/v1/certificate",
  names: "/api/v1/certificate/names",
} as const;

/** The certificate in use, and whether it is for the name or address by which it was asked. */
export interface CertificateAnswer {
  /** `own`: the site's root has made it, `given`: somebody else; `none`: there is no HTTPS here. */
  readonly kind: "own" | "given" | "none";
  readonly names: readonly string[];
  /** Unix ms; null without one. */
  readonly notAfter: number | null;
  /** The name or address by which this was asked. */
  readonly asked: string;
  readonly isListed: boolean;
  readonly problems: readonly string[];
}

/** The body of `POST /api/v1/certificate/names`. */
export interface CertificateNameRequest {
  readonly name: string;
}
