// HTTPS without anybody's help: a root of the site's own, which phones are told to trust once, and a leaf that is made anew long
// before it ends, and whenever the machine gets an address or a name.

import { DAY_MS, SECOND_MS } from "../../shared/ground/time.ts";
import { late } from "../load-late.ts";
import type { Report } from "../report.ts";
import { factsOf, isMadeBy, rootFaceOf } from "./certificate-facts.ts";
import type { CertificateFiles, KeptRoot } from "./certificate-files.ts";
import type { RandomBytes } from "./issue.ts";
import { isPermitted, type Machine, normalName, ownDomains, type ToldNames, wantedNames } from "./names.ts";
import { leafLife, reasonToRenew, rootLife } from "./renewal.ts";
import type { CertificateStatus, Certificates, Pair, Root } from "./tls.ts";

const loadIssue = late(() => import("./issue.ts"));

/** How often it is looked whether address, name or clock have changed, ms. */
const LOOK_MS = 15 * SECOND_MS;

/** Names that an admin may add. */
const MAX_ADDED = 20;

/** A root that ends sooner is worth a word: every phone has to be visited, ms. */
const ROOT_SOON_MS = 365 * DAY_MS;

/** What own certificates are made with. */
export interface OwnOptions {
  readonly files: CertificateFiles;
  readonly told: Omit<ToldNames, "added">;
  /** The machine as it is at the moment. */
  readonly machine: () => Machine;
  /** What the site is called when a root is made. */
  readonly siteName: string;
  /** The machine's clock, unix ms: phones go by such clocks. */
  readonly wall: () => number;
  /** When this version of the server was made, unix ms. */
  readonly builtAt: number;
  readonly randomBytes: RandomBytes;
  readonly report: Pick<Report, "info" | "warn">;
}

/** Opens the site's certificates; makes root and leaf where there are none. Rejects with a sentence when there can be none. */
export async function openOwnCertificates(options: OwnOptions): Promise<Certificates> {
  const { files, report } = options;
  const known = await files.readRoot();
  const root = known ?? (await makeFirstRoot(options));
  const added = await files.readNames().catch((error: unknown) => {
    report.warn({ error }, "The names that were added to the certificate cannot be read; add them anew");
    return [];
  });
  const leaf = await readOwnLeaf(options, root);
  const own = new OwnCertificates(options, { root, isNew: known === undefined, added, leaf });
  await own.start();
  return own;
}

/** A leaf that cannot be read, or that another root has made, is made anew: nobody has to trust it by itself. */
async function readOwnLeaf({ files, report }: OwnOptions, root: Pair): Promise<Pair | undefined> {
  try {
    const leaf = await files.readLeaf();
    return leaf && isMadeBy(leaf.cert, root.cert) ? leaf : undefined;
  } catch (error) {
    report.warn({ error }, "The server's certificate cannot be read and is made anew");
    return undefined;
  }
}

async function makeFirstRoot(options: OwnOptions): Promise<KeptRoot> {
  const { files, told, siteName, wall, builtAt, randomBytes, report } = options;
  // Phones would refuse the server without a word of why.
  if ((await files.readLeaf().catch(() => true)) !== undefined)
    throw new Error(
      `${files.folder} has lost its root.pem, which phones trust. Put it back from a copy; or remove the folder for a new one, which all phones must trust anew.`,
    );
  const { makeRoot } = await loadIssue();
  const domains = ownDomains(options.machine().hostname, told.configured);
  const life = rootLife(wall(), builtAt);
  const root = { ...(await makeRoot({ siteName, domains, life, randomBytes })), domains };
  await files.writeRoot(root);
  report.info({ name: rootFaceOf(root.cert).name }, "A root for the site's certificates was made");
  return root;
}

interface Found {
  readonly root: KeptRoot;
  readonly isNew: boolean;
  readonly added: readonly string[];
  readonly leaf: Pair | undefined;
}

class OwnCertificates implements Certificates {
  readonly root: Root;
  readonly isRootNew: boolean;
  readonly #options: OwnOptions;
  readonly #signer: KeptRoot;
  readonly #listeners = new Set<(pair: Pair) => void>();
  #added: readonly string[];
  #leaf: Pair | undefined;
  /** Whether the files have the leaf. */
  #isKept = true;
  #failure: string | undefined;
  #timer: NodeJS.Timeout | undefined;
  /** One looking at a time. */
  #chain: Promise<unknown> = Promise.resolve();

  constructor(options: OwnOptions, { root, isNew, added, leaf }: Found) {
    this.#options = options;
    this.#signer = root;
    this.#added = added;
    this.#leaf = leaf;
    this.root = rootFaceOf(root.cert);
    this.isRootNew = isNew;
  }

  get pair(): Pair {
    if (!this.#leaf) throw new Error("There is no certificate before the start.");
    return this.#leaf;
  }

  async start(): Promise<void> {
    const { told, report } = this.#options;
    const refused = told.configured.filter((name) => !this.#permits(normalName(name) ?? name));
    if (refused.length > 0) report.warn({ names: refused }, "The site's root does not vouch for these names");
    await this.look();
    if (!this.#leaf) throw new Error(this.#failure);
    this.#timer = setInterval(() => void this.look(), LOOK_MS).unref();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  onChange(listener: (pair: Pair) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  status(): CertificateStatus {
    const ends = this.root.notAfter - this.#options.wall();
    const date = new Date(this.root.notAfter).toISOString().slice(0, 10);
    const soon =
      ends < ROOT_SOON_MS
        ? [`The root of the site's certificates ends on ${date}: a new one must be put on all phones`]
        : [];
    return { ...factsOf(this.pair.cert), problems: [...(this.#failure ? [this.#failure] : []), ...soon] };
  }

  async addName(text: string): Promise<void> {
    const name = normalName(text);
    if (name === undefined || !this.#permits(name))
      throw new Error(
        `${text.slice(0, 100)} is not of a local network: the site's root vouches for no other. Name a certificate of your own in DAVY_TLS_CERT.`,
      );
    if (this.#added.includes(name)) return;
    if (this.#added.length >= MAX_ADDED) throw new Error(`${MAX_ADDED} names were added, which is all.`);
    this.#added = [...this.#added, name];
    await this.#options.files.writeNames(this.#added);
    await this.look();
  }

  #permits(name: string): boolean {
    return isPermitted(name, this.#signer.domains);
  }

  #wanted(): readonly string[] {
    const { machine, told } = this.#options;
    return wantedNames(machine(), { ...told, added: this.#added }).filter((name) => this.#permits(name));
  }

  look(): Promise<void> {
    const done = this.#chain.then(() => this.#lookNow()).catch((error: unknown) => this.#note(error));
    this.#chain = done;
    return done;
  }

  async #lookNow(): Promise<void> {
    const { wall, files } = this.#options;
    const wanted = this.#wanted();
    const reason = reasonToRenew(this.#leaf && factsOf(this.#leaf.cert), wanted, wall());
    if (reason !== undefined) await this.#renew(wanted, reason);
    // It serves all the same while it cannot be kept.
    if (this.#leaf && !this.#isKept) await files.writeLeaf(this.#leaf);
    this.#isKept = true;
    this.#failure = undefined;
  }

  async #renew(names: readonly string[], reason: string): Promise<void> {
    const { wall, randomBytes, report } = this.#options;
    const { makeLeaf } = await loadIssue();
    const leaf = await makeLeaf(this.#signer, { names, life: leafLife(wall()), randomBytes });
    this.#leaf = leaf;
    this.#isKept = false;
    report.info({ reason, names }, "The server's certificate was made");
    for (const listener of this.#listeners) listener(leaf);
  }

  #note(error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error);
    const failure = `The server's certificate could not be made or kept: ${reason}`;
    if (this.#failure !== failure) this.#options.report.warn({ error }, failure);
    this.#failure = failure;
  }
}
