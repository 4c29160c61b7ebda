// Senders whose posts are taken without a key, by their address: firmware that can send none.

import type { Actor } from "../../shared/entries/actor.ts";
import { createTurns } from "../../shared/ground/in-turn.ts";
import type { Access } from "./access.ts";
import { formatNetwork, isOfNetwork, type Network, parseNetwork } from "./networks.ts";
import { AccessRefusal } from "./refusal.ts";
import type { RandomBytes } from "./secrets.ts";
import { newShortId } from "./short-id.ts";

const MAX_SENDERS = 500;
/** Addresses of which it is remembered whose they are. When full all are let go. */
const MAX_REMEMBERED = 2_000;

/** An allowed address or network. `isFixed`: the server was started with it. */
export interface Sender {
  readonly id: string;
  readonly name: string;
  readonly network: string;
  readonly createdAt: number | null;
  readonly isFixed: boolean;
}

interface Rule extends Sender {
  readonly parsed: Network;
}

interface SenderParts {
  readonly access: Access;
  readonly random: RandomBytes;
  /** Addresses and networks that the server was started with (`DAVY_INGEST_FROM`). */
  readonly fixed: readonly string[];
}

function ruleOf(sender: Sender): Rule[] {
  const parsed = parseNetwork(sender.network);
  return typeof parsed === "string" ? [] : [{ ...sender, network: formatNetwork(parsed), parsed }];
}

function fixedRules(networks: readonly string[]): Rule[] {
  const name = "DAVY_INGEST_FROM";
  // Its id stays the same whatever else is in the list: entries name it.
  return networks
    .flatMap((network) => ruleOf({ id: network, name, network, createdAt: null, isFixed: true }))
    .map((rule) => ({ ...rule, id: rule.network }));
}

/** The allowed senders of a server. */
export class Senders {
  readonly #parts: SenderParts;
  readonly #fixed: readonly Rule[];
  readonly #inTurn = createTurns();
  readonly #known = new Map<string, Sender | undefined>();
  #rules: readonly Rule[] = [];
  #version = -1;

  constructor(parts: SenderParts) {
    this.#parts = parts;
    this.#fixed = fixedRules(parts.fixed);
  }

  /** Those that the server was started with, then the others, the oldest first. */
  list(): readonly Sender[] {
    return this.#current().map(({ parsed: _, ...sender }) => sender);
  }

  /** Who an address belongs to, as a socket or a proxy tells it; undefined where it is not allowed. */
  find(address: string): Sender | undefined {
    const rules = this.#current();
    if (rules.length === 0) return undefined;
    if (this.#known.has(address)) return this.#known.get(address);
    if (this.#known.size >= MAX_REMEMBERED) this.#known.clear();
    const found = rules.find(({ parsed }) => isOfNetwork(address, parsed));
    this.#known.set(address, found);
    return found;
  }

  /** Allows an address or network; one that is allowed already stays as it is. Rejects with an AccessRefusal for what is none. */
  allow({ name, network }: { readonly name: string; readonly network: string }, by: Actor): Promise<Sender> {
    const { access, random } = this.#parts;
    return this.#inTurn(async () => {
      const parsed = parseNetwork(network);
      if (typeof parsed === "string") throw new AccessRefusal("invalid", `network ${parsed}.`);
      const text = formatNetwork(parsed);
      const known = this.list().find((sender) => sender.network === text);
      if (known) return known;
      if (access.book.rows("sender").length >= MAX_SENDERS)
        throw new AccessRefusal(
          "full",
          `${MAX_SENDERS} addresses are allowed already. Allow a network instead.`,
        );
      const id = newShortId(random, (one) => access.book.row("sender", one) !== undefined);
      const subject = { kind: "sender", id, name } as const;
      await access.append([
        { kind: "access", what: "sender-allowed", subject, by, record: { network: text } },
      ]);
      const added = this.list().find((sender) => sender.id === id);
      if (!added) throw new Error("A sender is not in the book after it was written.");
      return added;
    });
  }

  /** Its posts need a key from then on. */
  remove(id: string, by: Actor): Promise<void> {
    const { access } = this.#parts;
    return this.#inTurn(async () => {
      const sender = this.list().find((one) => one.id === id);
      if (!sender)
        throw new AccessRefusal("unknown", "There is no such sender. It may have been removed meanwhile.");
      if (sender.isFixed) {
        const message =
          "The server was started with it. Take it out of DAVY_INGEST_FROM where it is started.";
        throw new AccessRefusal("invalid", message);
      }
      const subject = { kind: "sender", id, name: sender.name } as const;
      await access.append([{ kind: "access", what: "sender-removed", subject, by, record: null }]);
    });
  }

  /** Each post asks: the rules are made anew only when something has changed. */
  #current(): readonly Rule[] {
    const { book } = this.#parts.access;
    if (this.#version !== book.version) {
      this.#version = book.version;
      this.#known.clear();
      const added = book
        .rows("sender")
        .flatMap(({ id, name, createdAt, record }) =>
          ruleOf({ id, name, network: String(record["network"]), createdAt, isFixed: false }),
        );
      this.#rules = [...this.#fixed, ...added];
    }
    return this.#rules;
  }
}
