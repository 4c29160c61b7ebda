// The contract of what HTTPS is served with. Types alone: own-certificates.ts makes certificates, given-certificates.ts watches files.

/** A certificate with its chain, and its key, PEM. */
export interface Pair {
  readonly cert: string;
  readonly key: string;
}

/** The root that this server's own certificates are vouched for by, as phones get it. */
export interface Root {
  readonly pem: string;
  readonly der: Uint8Array;
  /** Its name, as phones list it. */
  readonly name: string;
  /** Four words of its key's fingerprint, which people compare by eye. */
  readonly words: readonly string[];
  /** Unix ms. */
  readonly notAfter: number;
}

/** What is known of the certificate in use. */
export interface CertificateStatus {
  /** DNS names and addresses that it is for. */
  readonly names: readonly string[];
  /** Its life, unix ms. */
  readonly notBefore: number;
  readonly notAfter: number;
  /** What an operator should look at, in words. */
  readonly problems: readonly string[];
}

/** HTTPS as the rest of the server sees it. */
export interface Https {
  /** Undefined where there is none, or none could be had. */
  readonly certificates: Certificates | undefined;
  /** The port that speaks HTTPS beside one that does not; undefined where there is one port alone. */
  readonly port: number | undefined;
  /** The port that speaks plain HTTP beside it. */
  readonly plainPort: number | undefined;
  /** The name or address by which phones best reach this server, as it stands in addresses of pages. */
  bestHost(): string | undefined;
  /** What an operator should look at, in words. */
  readonly problems: readonly string[];
  /** What whoever sets the server up should know beside, in words; nothing is broken for it. */
  readonly advice: readonly string[];
}

/** The certificate that HTTPS is served with, and all that follows it. */
export interface Certificates {
  readonly pair: Pair;
  /** Undefined where the certificate was given. */
  readonly root: Root | undefined;
  /** Whether the root was made at this start: no phone trusts it yet. */
  readonly isRootNew: boolean;
  status(): CertificateStatus;
  /** Calls back with each pair that takes the place of another. Answers what ends that. */
  onChange(listener: (pair: Pair) => void): () => void;
  /** Lets the certificate be for one more name or address. Rejects with a sentence for one that it cannot be for. */
  addName(name: string): Promise<void>;
  /** Looks whether it must be changed, and changes it then. Happens by itself every 15 s. Never rejects. */
  look(): Promise<void>;
  /** Ends the looking. */
  stop(): void;
}
