// The interface of keys, allowed senders, gateways and what was refused. Times are unix ms.

/** A key of a gateway, which may only post, or of a program that reads. */
export interface KeyAnswer {
  readonly id: string;
  readonly name: string;
  readonly kind: "gateway" | "reader";
  readonly createdAt: number;
  readonly lastUsedAt: number | null;
  /** After a rotation: until when the key before it is taken as well. */
  readonly oldUntil: number | null;
}

export interface KeysAnswer {
  readonly keys: readonly KeyAnswer[];
}

export interface KeyRequest {
  readonly name: string;
  readonly kind: "gateway" | "reader";
}

/** The answer of the POSTs alone (`/keys`, `/keys/:id/rotation`) has the key. */
export interface NewKeyAnswer extends KeyAnswer {
  readonly key: string;
}

/** An address or network whose posts are taken without a key. `isFixed`: it is from `DAVY_INGEST_FROM`. */
export interface SenderAnswer {
  readonly id: string;
  readonly name: string;
  /** `10.0.0.7` or `10.0.0.0/8`. */
  readonly network: string;
  readonly createdAt: number | null;
  readonly isFixed: boolean;
}

export interface SendersAnswer {
  readonly senders: readonly SenderAnswer[];
}

export interface SenderRequest {
  readonly name: string;
  readonly network: string;
}

/** What posts: a key or an allowed sender, or all that post without either while posts are open. */
export interface GatewayAnswer {
  readonly how: "key" | "address" | "open";
  readonly id: string;
  readonly name: string;
  readonly lastPostAt: number | null;
  /** The address of its last post. */
  readonly from: string;
  /** The address of the first: another one since may be another sender. */
  readonly firstFrom: string;
  /** Readings of the last 24 h. */
  readonly readingsADay: number;
  readonly devices: readonly {
    readonly device: string;
    readonly battery: number | null;
    readonly lastAt: number;
  }[];
}

export interface GatewaysAnswer {
  readonly gateways: readonly GatewayAnswer[];
}
