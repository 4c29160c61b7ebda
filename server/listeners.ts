// What the server listens on: one port, or, once others than this machine can reach it, one for devices, which often cannot speak
// TLS, and one with HTTPS for people, whose phones keep an app from no other.

import { isIP } from "node:net";
import type Koa from "koa";
import type { Config } from "./config.ts";
import { LIMITS, SharedPlaces } from "./http/guards/connection-limits.ts";
import type { HttpsState } from "./https.ts";
import { type Listener, type ListenOptions, listen } from "./listen.ts";
import type { Report } from "./report.ts";

/** The port for HTTPS beside a plain one, unless another was chosen. */
const HTTPS_PORT = 8443;

/** How a server is to listen. */
export type ListenPlan =
  /** One port, plain. */
  | { readonly kind: "plain" }
  /** One port, HTTPS alone, as those who named a certificate and no second port expect it. */
  | { readonly kind: "secure" }
  /** Both. A port that nobody chose must not keep the server from starting. */
  | { readonly kind: "both"; readonly httpsPort: number; readonly isChosen: boolean };

/** Whether a server that listens there is reached from this machine alone. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || (isIP(host) === 4 && host.startsWith("127."));
}

/** How a server with these settings is to listen. */
export function planListeners({
  host,
  port,
  httpsPort,
  tls,
}: Pick<Config, "host" | "port" | "httpsPort" | "tls">): ListenPlan {
  if (httpsPort !== undefined) return { kind: "both", httpsPort, isChosen: true };
  if (tls) return { kind: "secure" };
  if (isLoopback(host)) return { kind: "plain" };
  // Who takes any free port takes any free one for both.
  return { kind: "both", httpsPort: port === 0 ? 0 : HTTPS_PORT, isChosen: false };
}

/** What the server is reached by. */
export interface Listeners {
  /** The address of the first port. */
  readonly url: string;
  /** The address of HTTPS, where that has a port of its own. */
  readonly secureUrl: string | undefined;
  close(graceMs: number): Promise<void>;
}

interface ListenersOptions extends Omit<ListenOptions, "pair" | "places"> {
  readonly plan: ListenPlan;
  readonly https: HttpsState;
  readonly report: Pick<Report, "error">;
}

/** Listens as planned. Rejects with a sentence when a port cannot be had that was chosen. */
export async function openListeners(app: Koa, options: ListenersOptions): Promise<Listeners> {
  const { plan, https, ...rest } = options;
  const places = new SharedPlaces(options.maxStreams + LIMITS.connections);
  const pair = plan.kind === "secure" ? https.certificates?.pair : undefined;
  const first = await listen(app, { ...rest, places, pair });
  try {
    const second =
      plan.kind === "both"
        ? await listenSecurely(app, { ...options, places, plan, plainPort: first.port })
        : undefined;
    const forget = https.certificates?.onChange((next) => (second ?? first).setPair(next));
    return {
      url: first.url,
      secureUrl: second?.url,
      close: async (graceMs) => {
        forget?.();
        await Promise.all([first.close(graceMs), second?.close(graceMs)]);
      },
    };
  } catch (error) {
    await first.close(0);
    throw error;
  }
}

interface SecureOptions extends ListenersOptions {
  readonly places: SharedPlaces;
  readonly plan: Extract<ListenPlan, { readonly kind: "both" }>;
  readonly plainPort: number;
}

/** The listener for HTTPS; undefined where it cannot be had, which is told, and which devices need not suffer for. */
async function listenSecurely(app: Koa, options: SecureOptions): Promise<Listener | undefined> {
  const { plan, https, report, ...rest } = options;
  const pair = https.certificates?.pair;
  if (!pair) return undefined;
  try {
    const listener = await listen(app, { ...rest, pair, port: plan.httpsPort, flag: "--https-port" });
    https.port = listener.port;
    https.plainPort = options.plainPort;
    return listener;
  } catch (error) {
    if (plan.isChosen) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    https.fail(reason);
    report.error({ error }, "There is no HTTPS");
    return undefined;
  }
}
