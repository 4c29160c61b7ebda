import type { Https } from "../../server/tls/tls.ts";

/** A server that speaks plain HTTP alone. */
export const NO_HTTPS: Https = {
  certificates: undefined,
  port: undefined,
  plainPort: undefined,
  bestHost: () => undefined,
  problems: [],
  advice: [],
};
