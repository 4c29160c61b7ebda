import { createPrivateKey, X509Certificate } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { Config } from "../../server/config.ts";
import { planListeners } from "../../server/listeners.ts";
import { rootFaceOf } from "../../server/tls/certificate-facts.ts";
import { certificateFiles } from "../../server/tls/certificate-files.ts";
import type { Pair } from "../../server/tls/tls.ts";
import { DAY_MS } from "../../shared/ground/time.ts";
import type { Finding } from "./finding.ts";

/** A given certificate that ends sooner is worth a word, ms. */
const SOON_MS = 30 * DAY_MS;

interface Examined {
  readonly config: Config;
  /** The data folder. */
  readonly folder: string;
  /** Unix ms. */
  readonly now: number;
}

const what = "HTTPS";

/** Whether there is HTTPS, whether its certificate belongs to its key, and whether it is valid at `now`. */
export async function checkCertificate({ config, folder, now }: Examined): Promise<Finding> {
  const { tls } = config;
  try {
    if (tls) {
      const pair = { cert: await readFile(tls.cert, "utf8"), key: await readFile(tls.key, "utf8") };
      return judge(pair, { now, soonMs: SOON_MS, renew: "Have it renewed; Davy takes it up by itself." });
    }
    const files = certificateFiles(folder);
    const [root, own] = [await files.readRoot(), await files.readLeaf()];
    if (root && own)
      return aboutRoot(root, judge(own, { now, soonMs: 0, renew: "Start Davy: it makes another." }));
    const says =
      planListeners(config).kind === "plain"
        ? "The server listens on this machine alone, where no certificate is needed."
        : "The site's certificates are made at the first start.";
    return { what, state: "ok", says };
  } catch (error) {
    const says = `The certificate cannot be used: ${error instanceof Error ? error.message : error}.`;
    const todo = tls
      ? "Look at DAVY_TLS_CERT and DAVY_TLS_KEY."
      : "Put the folder tls back from a copy, or remove it: then all phones must trust a new root.";
    return { what, state: "bad", says, todo };
  }
}

/** Adds what phones are told to trust, by its name, which ends with its four words. */
function aboutRoot({ cert }: Pair, finding: Finding): Finding {
  const { name, notAfter } = rootFaceOf(cert);
  const until = new Date(notAfter).toISOString().slice(0, 10);
  return { ...finding, says: `${finding.says} The root "${name}" is valid until ${until}.` };
}

interface Bounds {
  readonly now: number;
  readonly soonMs: number;
  /** What to do about one that ends. */
  readonly renew: string;
}

function judge({ cert, key }: Pair, { now, soonMs, renew }: Bounds): Finding {
  const certificate = new X509Certificate(cert);
  if (!certificate.checkPrivateKey(createPrivateKey(key)))
    return {
      what,
      state: "bad",
      says: "The key is not that of the certificate.",
      todo: "Name the pair that belongs together.",
    };
  const [from, until] = [Date.parse(certificate.validFrom), Date.parse(certificate.validTo)];
  const names = certificate.subjectAltName?.replaceAll(/DNS:|IP Address:/g, "") ?? "no name";
  const says = `${names}: valid until ${new Date(until).toISOString().slice(0, 10)}.`;
  if (now < from || now > until) return { what, state: "bad", says: `Not valid now. ${says}`, todo: renew };
  return until - now < soonMs ? { what, state: "look", says, todo: renew } : { what, state: "ok", says };
}
