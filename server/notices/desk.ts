// Where notices are set up: channels, their secrets, and rules. What is set up is an entry; secrets are kept beside the log.

import type { Actor } from "../../shared/entries/actor.ts";
import type { ChannelSetup, NoticeRule, NoticeSetupDraft } from "../../shared/entries/notice.ts";
import { createTurns } from "../../shared/ground/in-turn.ts";
import {
  type ChannelRequest,
  NOTICE_BOUNDS,
  SECRET_NAMES,
  type SecretName,
} from "../../shared/wire/notices.ts";
import type { ChannelSecrets, Secrets } from "../data-folder/data-folder.ts";
import type { Log } from "../log/log.ts";
import type { NoticeKeeper } from "./keeper.ts";
import type { Channel, Notices } from "./notices.ts";
import { PHONES } from "./push-phones.ts";
import { NoticeRefusal } from "./refusal.ts";

export { NoticeRefusal };

interface DeskParts {
  readonly notices: Notices;
  readonly keeper: Pick<NoticeKeeper, "trial">;
  readonly log: Pick<Log, "append">;
  readonly secrets: ChannelSecrets;
  /** A new id. */
  readonly newId: () => string;
}

interface ChannelChange {
  readonly asked: ChannelRequest;
  readonly by: Actor;
  /** Absent for a new one. */
  readonly before?: ChannelSetup;
}

/** Sets notices up, one change after the other. All rejects with a NoticeRefusal for what cannot be. */
export class NoticeDesk {
  readonly #parts: DeskParts;
  readonly #inTurn = createTurns();

  constructor(parts: DeskParts) {
    this.#parts = parts;
  }

  /** A channel. */
  channel(id: string): Channel {
    const found = this.#parts.notices.channels().find((one) => one.id === id);
    if (!found)
      throw new NoticeRefusal("unknown", "There is no such channel. It may have been removed meanwhile.");
    return found;
  }

  /** Which secrets of a channel are kept. */
  secretsOf(id: string): readonly SecretName[] {
    const kept = this.#parts.secrets.of(id);
    return SECRET_NAMES.filter((name) => kept[name] !== undefined);
  }

  /** Adds a channel; resolves to its id. */
  addChannel(asked: ChannelRequest, by: Actor): Promise<string> {
    return this.#inTurn(async () => {
      if (this.#parts.notices.channels().length >= NOTICE_BOUNDS.channels)
        throw new NoticeRefusal(
          "full",
          `There are ${NOTICE_BOUNDS.channels} channels already. Remove one first.`,
        );
      // A browser takes messages of one sender.
      if (asked.kind === "push" && this.#parts.notices.channels().some(({ setup }) => setup.kind === "push"))
        throw new NoticeRefusal("in_use", "There is a channel to phones already. Change that one.");
      const id = this.#parts.newId();
      await this.#keepChannel(id, { asked, by });
      return id;
    });
  }

  /** Replaces a channel; secrets that are not given stay, as long as it leads to the same place. */
  changeChannel(id: string, asked: ChannelRequest, by: Actor): Promise<void> {
    return this.#inTurn(async () => {
      const { setup } = this.channel(id);
      if (setup.kind !== asked.kind)
        throw new NoticeRefusal("unfit", `It is a ${setup.kind}. Add another channel for a ${asked.kind}.`);
      await this.#keepChannel(id, { asked, by, before: setup });
    });
  }

  async #keepChannel(id: string, { asked, by, before }: ChannelChange): Promise<void> {
    const { secrets } = this.#parts;
    const kept = secrets.of(id);
    const given = givenSecrets(asked);
    const record = setupOf(asked, before);
    if (before && before.address !== record.address) assertGiven(kept, given);
    const next = Object.fromEntries(
      Object.entries({ ...kept, ...given }).filter((one): one is [string, string] => one[1] !== null),
    );
    await secrets.set(id, Object.keys(next).length === 0 ? null : next);
    await this.#write({ what: "channel", id, record }, by).catch(async (error: unknown) => {
      // What is answered as not done must not be half done.
      await secrets.set(id, Object.keys(kept).length === 0 ? null : kept).catch(() => undefined);
      throw error;
    });
  }

  /** Removes a channel that no rule names any more. */
  removeChannel(id: string, by: Actor): Promise<void> {
    return this.#inTurn(async () => {
      const { setup } = this.channel(id);
      const uses = (rule: NoticeRule) =>
        rule.steps.some(({ targets }) => targets.some(({ channel }) => channel === id));
      const rule = [...this.#parts.notices.rules().values()].find(uses);
      if (rule)
        throw new NoticeRefusal(
          "in_use",
          `The rule "${rule.name}" tells people by this channel. Change that rule first.`,
        );
      await this.#write({ what: "channel", id, record: null }, by);
      await this.#parts.secrets.set(id, null);
      if (setup.kind === "push") await this.#parts.secrets.set(PHONES, null);
    });
  }

  /** Sends a trial by a channel. */
  async trial(id: string, to: string): Promise<{ readonly isSent: boolean; readonly answer: string }> {
    const { setup } = this.channel(id);
    assertTarget(setup, to);
    return this.#parts.keeper.trial(id, to);
  }

  /** Adds a rule; resolves to its id. */
  addRule(rule: NoticeRule, by: Actor): Promise<string> {
    return this.#inTurn(async () => {
      if (this.#parts.notices.rules().size >= NOTICE_BOUNDS.rules)
        throw new NoticeRefusal("full", `There are ${NOTICE_BOUNDS.rules} rules already. Remove one first.`);
      const id = this.#parts.newId();
      await this.#keepRule(id, rule, by);
      return id;
    });
  }

  changeRule(id: string, rule: NoticeRule, by: Actor): Promise<void> {
    return this.#inTurn(async () => {
      this.#assertRule(id);
      await this.#keepRule(id, rule, by);
    });
  }

  removeRule(id: string, by: Actor): Promise<void> {
    return this.#inTurn(async () => {
      this.#assertRule(id);
      await this.#write({ what: "rule", id, record: null }, by);
    });
  }

  #assertRule(id: string): void {
    if (!this.#parts.notices.rules().has(id))
      throw new NoticeRefusal("unknown", "There is no such rule. It may have been removed meanwhile.");
  }

  async #keepRule(id: string, rule: NoticeRule, by: Actor): Promise<void> {
    for (const { targets } of rule.steps)
      for (const { channel, to } of targets) assertTarget(this.channel(channel).setup, to);
    await this.#write({ what: "rule", id, record: rule }, by);
  }

  async #write(what: Pick<NoticeSetupDraft, "what" | "id" | "record">, by: Actor): Promise<void> {
    await this.#parts.log.append([{ kind: "notice-setup", ...what, by }]);
  }
}

function givenSecrets({ url, key, password }: ChannelRequest): { readonly [name: string]: string | null } {
  const given = { url, key, password };
  return Object.fromEntries(
    Object.entries(given).filter((one): one is [string, string | null] => one[1] !== undefined),
  );
}

/** A password is not to be had by leading its channel elsewhere. */
function assertGiven(kept: Secrets, given: Readonly<Record<string, unknown>>): void {
  const missing = Object.keys(kept).filter((name) => given[name] === undefined);
  if (missing.length > 0)
    throw new NoticeRefusal(
      "unfit",
      `It leads elsewhere now: give ${missing.join(" and ")} again, or null for none.`,
    );
}

/** What the log has of a channel. */
function setupOf(
  { url, key: _, password: __, address, ...rest }: ChannelRequest,
  before?: ChannelSetup,
): ChannelSetup {
  if (rest.kind === "push") return { ...rest, address: "" };
  const leads = url === undefined ? (address ?? before?.address) : new URL(url).origin;
  if (leads === undefined) throw new NoticeRefusal("unfit", "Say where it leads.");
  return { ...rest, address: leads };
}

const ADDRESS = /^[^\s@<>",;:]+@[^\s@<>",;:]+$/;

function assertTarget({ kind, name }: ChannelSetup, to: string): void {
  if (kind === "heartbeat" && to !== "") throw new NoticeRefusal("unfit", "A heartbeat tells nobody.");
  if (kind === "mail" && !ADDRESS.test(to))
    throw new NoticeRefusal("unfit", `"${name}" sends mails: say to which address, such as ada@example.org.`);
  if (kind !== "mail" && to !== "")
    throw new NoticeRefusal("unfit", `"${name}" leads to one place alone: leave the address out.`);
}
