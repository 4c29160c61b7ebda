// What a disk may hold after a power cut: everything that was synced, and any part of the rest. Directories are files too: an entry
// counts once its directory was synced; of those that were not, the first ones may count.

import { mkdirSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";

/** One line of what test/helpers/record-disk.mjs writes down. */
export interface DiskRecord {
  readonly op: string;
  readonly at: number;
  readonly path?: string;
  readonly to?: string;
  readonly id?: string;
  readonly flags?: string;
  readonly position?: number | null;
  readonly length?: number;
  readonly data: Buffer;
}

/** Reads a record: a line of JSON, so many bytes, a line end; one after the other. */
export function parseRecords(log: Buffer): DiskRecord[] {
  const records: DiskRecord[] = [];
  for (let at = 0; at < log.length; ) {
    const end = log.indexOf(0x0a, at);
    const head = JSON.parse(log.toString("utf8", at, end)) as DiskRecord & { bytes: number };
    records.push({ ...head, data: log.subarray(end + 1, end + 1 + head.bytes) });
    at = end + 1 + head.bytes + 1;
  }
  return records;
}

type Change<Content> = (content: Content) => Content;

/** Something that is synced now and then: what is safe, and what was changed since, in order. */
class Synced<Content> {
  #safe: Content;
  readonly #changes: Change<Content>[] = [];
  #syncing = 0;

  constructor(content: Content) {
    this.#safe = content;
  }

  change(change: Change<Content>): void {
    this.#changes.push(change);
  }

  /** A sync makes safe what came before it began. */
  syncs(): void {
    this.#syncing = this.#changes.length;
  }

  synced(): void {
    for (const change of this.#changes.splice(0, this.#syncing)) this.#safe = change(this.#safe);
    this.#syncing = 0;
  }

  /** What is there now, while the power is on. */
  get now(): Content {
    return this.#changes.reduce((content, change) => change(content), this.#safe);
  }

  /** What is left, when only these changes got to the disk. */
  after(keeps: (changes: readonly Change<Content>[]) => readonly Change<Content>[]): Content {
    return keeps(this.#changes).reduce((content, change) => change(content), this.#safe);
  }
}

type Entries = ReadonlyMap<string, Node>;
interface Node {
  readonly file?: Synced<Buffer>;
  readonly folder?: Synced<Entries>;
}

function put(content: Buffer, at: number, data: Buffer): Buffer {
  const longer = Buffer.alloc(Math.max(content.length, at + data.length));
  content.copy(longer);
  data.copy(longer, at);
  return longer;
}

const emptyFolder = (): Node => ({ folder: new Synced<Entries>(new Map()) });
const emptyFile = (): Node => ({ file: new Synced<Buffer>(Buffer.alloc(0)) });

/** Follows what was done to a folder, record by record. */
export class DiskModel {
  readonly #root: string;
  readonly #top = emptyFolder();
  readonly #open = new Map<string, { readonly node: Node; readonly appends: boolean; at: number }>();

  constructor(root: string) {
    this.#root = root;
  }

  apply(record: DiskRecord): void {
    const { op, path = "", id = "", data } = record;
    if (op === "open") this.#opens(record);
    else if (op === "mkdir") this.#makeFolder(path);
    else if (op === "rename") this.#move(path, record.to ?? "");
    else if (op === "unlink" || op === "rm") this.#enter(path, undefined);
    else if (op === "syncs") this.#part(id)?.syncs();
    else if (op === "synced") this.#part(id)?.synced();
    else if (op === "write") this.#write(id, record.position ?? undefined, data);
    else if (op === "cut")
      this.#open.get(id)?.node.file?.change((content) => content.subarray(0, record.length));
    else if (op === "truncate")
      this.#find(path)?.file?.change((content) => content.subarray(0, Number(record.to)));
    else throw new Error(`A power cut does not know what ${op} leaves.`);
  }

  /** Writes down what a cut leaves now. */
  leave(folder: string, random: () => number): void {
    this.#leave(this.#top, folder, random);
  }

  #leave(node: Node, path: string, random: () => number): void {
    if (node.file)
      writeFileSync(
        path,
        node.file.after((changes) => someOf(changes, random)),
      );
    if (!node.folder) return;
    mkdirSync(path, { recursive: true });
    const entries = node.folder.after((changes) =>
      changes.slice(0, Math.floor(random() * (changes.length + 1))),
    );
    for (const [name, child] of entries) this.#leave(child, join(path, name), random);
  }

  #find(path: string): Node | undefined {
    if (path === this.#root) return this.#top;
    return this.#find(dirname(path))?.folder?.now.get(basename(path));
  }

  #enter(path: string, node: Node | undefined): void {
    this.#find(dirname(path))?.folder?.change((entries) => {
      const changed = new Map(entries);
      if (node) changed.set(basename(path), node);
      else changed.delete(basename(path));
      return changed;
    });
  }

  #makeFolder(path: string): void {
    if (this.#find(path)) return;
    if (path !== this.#root) this.#makeFolder(dirname(path));
    this.#enter(path, emptyFolder());
  }

  /** One step: after it there is the one name, before it the other. */
  #move(from: string, to: string): void {
    const node = this.#find(from);
    if (!node) return;
    this.#find(dirname(from))?.folder?.change((entries) => {
      const changed = new Map(entries);
      changed.delete(basename(from));
      return changed.set(basename(to), node);
    });
  }

  #opens({ path = "", id = "", flags = "r" }: DiskRecord): void {
    const known = this.#find(path);
    if (!known && flags === "r") return;
    const node = known ?? emptyFile();
    if (!known) this.#enter(path, node);
    if (known && flags === "w") node.file?.change(() => Buffer.alloc(0));
    this.#open.set(id, { node, appends: flags.startsWith("a"), at: 0 });
  }

  #part(id: string): { syncs(): void; synced(): void } | undefined {
    const node = this.#open.get(id)?.node;
    return node?.file ?? node?.folder;
  }

  #write(id: string, position: number | undefined, data: Buffer): void {
    const open = this.#open.get(id);
    const file = open?.node.file;
    if (!open || !file) return;
    // An append goes to where the file ends then.
    const { at } = open;
    if (open.appends) file.change((content) => put(content, content.length, data));
    else file.change((content) => put(content, position ?? at, data));
    open.at += data.length;
  }
}

/** Nothing, the first ones, or any of them. */
function someOf<Each>(changes: readonly Each[], random: () => number): readonly Each[] {
  const kind = random();
  if (kind < 1 / 3) return [];
  if (kind < 2 / 3) return changes.slice(0, Math.floor(random() * (changes.length + 1)));
  return changes.filter(() => random() < 0.5);
}
