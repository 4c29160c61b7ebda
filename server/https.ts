// HTTPS from the settings: certificates of the site's own, or given ones, or none.

import { hostname, networkInterfaces } from "node:os";
import type { Config } from "./config.ts";
import type { ListenPlan } from "./listeners.ts";
import type { Report } from "./report.ts";
import { certificateFiles } from "./tls/certificate-files.ts";
import { openGivenCertificates } from "./tls/given-certificates.ts";
import type { RandomBytes } from "./tls/issue.ts";
import { bestHost, type Machine, normalName, publicAddress } from "./tls/names.ts";
import { openOwnCertificates } from "./tls/own-certificates.ts";
import type { Certificates, Https } from "./tls/tls.ts";

/** When this version was made: no clock is right that says it is earlier. */
const MADE_AT = Date.UTC(2026, 10, 1);

const thisMachine = (): Machine => ({ hostname: hostname(), interfaces: networkInterfaces() });

/** HTTPS as it stands; listening adds its port. */
export class HttpsState implements Https {
  readonly certificates: Certificates | undefined;
  port: number | undefined;
  plainPort: number | undefined;
  readonly #machine: () => Machine;
  readonly #told: Parameters<typeof bestHost>[1];
  #failure: string | undefined;

  constructor({ machine = thisMachine, config }: HttpsOptions, certificates?: Certificates) {
    this.#machine = machine;
    this.#told = { host: config.host, configured: config.names };
    this.certificates = certificates;
  }

  bestHost(): string | undefined {
    return bestHost(this.#machine(), this.#told, this.certificates?.status().names);
  }

  get problems(): readonly string[] {
    const own = this.#failure === undefined ? [] : [this.#failure];
    return [...own, ...(this.certificates?.status().problems ?? [])];
  }

  get advice(): readonly string[] {
    if (this.certificates?.root === undefined) return [];
    const { names } = this.certificates.status();
    const isNamed = this.#told.configured.some((name) => names.includes(normalName(name) ?? name));
    const address = isNamed ? undefined : publicAddress(this.#machine(), this.#told.host);
    if (address === undefined) return [];
    return [
      `${address} is an address of the internet, for which the site's own certificate cannot be: no phone would trust this server by it. Let your DNS lead a name under lan, home.arpa or internal there and start Davy with DAVY_NAMES=<that name>, or give it a certificate of your own (DAVY_TLS_CERT, DAVY_TLS_KEY).`,
    ];
  }

  /** Notes why there is none. */
  fail(reason: string): void {
    this.#failure = `There is no HTTPS, and phones cannot keep the app: ${reason}`;
  }
}

/** What HTTPS is made of. */
export interface HttpsOptions {
  readonly config: Config;
  readonly plan: ListenPlan;
  /** What the site is called, if it is. */
  readonly siteName: string;
  /** The machine's clock, unix ms. */
  readonly wall: () => number;
  readonly randomBytes: RandomBytes;
  readonly machine?: () => Machine;
  readonly report: Pick<Report, "info" | "warn" | "error">;
}

/**
 * Makes HTTPS ready. Rejects with a sentence when a given certificate cannot be used; where the site's own cannot be had, the
 * server goes on without, since devices can still post.
 */
export async function openHttps(options: HttpsOptions): Promise<HttpsState> {
  const { config, plan, wall, report } = options;
  if (config.tls)
    return new HttpsState(options, await openGivenCertificates({ ...config.tls, wall, report }));
  if (plan.kind !== "both") return new HttpsState(options);
  try {
    return new HttpsState(options, await openOwn(options));
  } catch (error) {
    const state = new HttpsState(options);
    state.fail(error instanceof Error ? error.message : String(error));
    report.error({ error }, "There is no HTTPS");
    return state;
  }
}

function openOwn({ machine = thisMachine, config, siteName, ...rest }: HttpsOptions): Promise<Certificates> {
  return openOwnCertificates({
    ...rest,
    files: certificateFiles(config.dataFolder),
    told: { host: config.host, configured: config.names },
    machine,
    siteName: siteName || `Davy on ${machine().hostname}`,
    builtAt: MADE_AT,
  });
}
