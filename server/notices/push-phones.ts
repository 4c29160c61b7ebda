// The phones on which people switched alarms on. Each belongs to the session in which that was done, and ends with it. They are
// secrets: whoever has the address of a phone and the server's key can make it ring. So they are kept as those of channels are.

import { createTurns } from "../../shared/ground/in-turn.ts";
import { PUSH_BOUNDS, type PushPhone } from "../../shared/wire/push.ts";
import type { ChannelSecrets, Secrets } from "../data-folder/data-folder.ts";
import type { Channel, Notices } from "./notices.ts";
import { NoticeRefusal } from "./refusal.ts";
import { assertPhone } from "./ways/push-address.ts";
import { newSenderKey, publicKeyOf } from "./ways/web-push.ts";

/** Under this they stand among the secrets; no channel has such an id. */
export const PHONES = "phones that are pushed to";

/** Who is signed in by a session at present, and what they see. */
export interface PhoneOwner {
  readonly person: string;
  /** Whether they see a device; null is the site itself. */
  sees(device: string | null): boolean;
}

/** A phone as it is sent to. */
export interface KnownPhone extends PushPhone {
  readonly session: string;
  readonly owner: PhoneOwner;
}

/** What sends to phones knows of them. */
export interface Phones {
  /** All whose owner may still be told. */
  list(): readonly KnownPhone[];
  /** Forgets one that is no more. */
  drop(session: string): Promise<void>;
}

interface PhoneParts {
  readonly notices: Pick<Notices, "channels">;
  readonly secrets: ChannelSecrets;
  /** Undefined for a session that has ended, and for whoever may read no more. */
  readonly ownerOf: (session: string) => PhoneOwner | undefined;
}

function parse(text: string): PushPhone | undefined {
  try {
    return JSON.parse(text) as PushPhone;
  } catch {
    return undefined;
  }
}

/** The phones; what changes them is done in turn. */
export class PushPhones implements Phones {
  readonly #parts: PhoneParts;
  readonly #inTurn = createTurns();

  constructor(parts: PhoneParts) {
    this.#parts = parts;
  }

  /** The server's public key, made at the first question; null while no channel leads to phones. */
  async key(): Promise<string | null> {
    return this.#inTurn(async () => {
      const channel = this.#channel();
      return channel ? this.#keyOf(channel) : null;
    });
  }

  /** Whether the phone of a session is told. Its browser may know better. */
  isOn(session: string): boolean {
    return this.list().some((phone) => phone.session === session);
  }

  list(): readonly KnownPhone[] {
    return Object.entries(this.#kept()).flatMap(([session, text]) => {
      const owner = this.#parts.ownerOf(session);
      const phone = parse(text);
      return owner && phone ? [{ ...phone, session, owner }] : [];
    });
  }

  /** Keeps the phone of a session in the place of what was kept of it. Rejects with a NoticeRefusal. */
  keep(session: string, phone: PushPhone): Promise<void> {
    return this.#inTurn(async () => {
      const channel = this.#channel();
      if (!channel)
        throw new NoticeRefusal(
          "unknown",
          "No channel leads to phones. An admin adds one under Settings, Notices.",
        );
      assertPhone(phone);
      if (phone.key !== (await this.#keyOf(channel)))
        throw new NoticeRefusal("unfit", "The server's key is another by now. Switch it off and on again.");
      const others = this.list().filter((one) => one.session !== session && one.endpoint !== phone.endpoint);
      this.#assertRoom(session, others);
      await this.#write([...others, { ...phone, session }]);
    });
  }

  drop(session: string): Promise<void> {
    return this.#inTurn(async () => {
      if (this.#kept()[session] === undefined) return;
      await this.#write(this.list().filter((one) => one.session !== session));
    });
  }

  /** Forgets the phones whose session has ended. */
  tidy(): Promise<void> {
    return this.#inTurn(async () => {
      const alive = this.list();
      if (alive.length < Object.keys(this.#kept()).length) await this.#write(alive);
    });
  }

  #kept(): Secrets {
    return this.#parts.secrets.of(PHONES);
  }

  #channel(): Channel | undefined {
    return this.#parts.notices.channels().find(({ setup }) => setup.kind === "push");
  }

  async #keyOf({ id }: Channel): Promise<string> {
    const { secrets } = this.#parts;
    const kept = secrets.of(id)["key"];
    if (kept !== undefined) return publicKeyOf(kept);
    const key = newSenderKey();
    await secrets.set(id, { ...secrets.of(id), key });
    return publicKeyOf(key);
  }

  #assertRoom(session: string, others: readonly KnownPhone[]): void {
    const own = this.#parts.ownerOf(session);
    const { person, all } = PUSH_BOUNDS;
    if (others.filter(({ owner }) => owner.person === own?.person).length >= person)
      throw new NoticeRefusal("full", `You are told on ${person} phones already. Sign out on one of them.`);
    if (others.length >= all)
      throw new NoticeRefusal("full", `${all} phones are told already, which is as many as may be.`);
  }

  async #write(phones: readonly (PushPhone & { readonly session: string })[]): Promise<void> {
    const kept = phones.map(({ session, endpoint, p256dh, auth, key }) => [
      session,
      JSON.stringify({ endpoint, p256dh, auth, key }),
    ]);
    await this.#parts.secrets.set(PHONES, kept.length === 0 ? null : Object.fromEntries(kept));
  }
}
