import { localized, msg, str } from "@lit/localize";
import { html, LitElement, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import type { AccessAnswer } from "../../../../shared/wire/access.ts";
import type {
  GatewayAnswer,
  KeyAnswer,
  NewKeyAnswer,
  SenderAnswer,
} from "../../../../shared/wire/gateways.ts";
import { accessStyles } from "../../components/access/access-styles.ts";
import { attemptState } from "../../components/access/attempt-state.ts";
import { gatewayFacts } from "../../components/access/gateway-facts.ts";
import { closedPage, pageHead, waitingWords } from "../../components/access/page-head.ts";
import { AttemptController, type Work } from "../../controllers/attempt-controller.ts";
import { FleetController } from "../../controllers/fleet-controller.ts";
import { PolledController } from "../../controllers/polled-controller.ts";
import { SessionController } from "../../controllers/session-controller.ts";
import { settingsHref } from "../../ground/routes.ts";
import { problemText } from "../../i18n/access-texts.ts";
import { controlStyles } from "../../styles/control-styles.ts";
import { accessPageStyles } from "./access-page-styles.ts";
import "../../components/access/key-row.ts";
import "../../components/access/new-key.ts";
import "../../components/access/sender-form.ts";
import "../../components/access/shown-key.ts";

interface Lists {
  readonly access: AccessAnswer;
  readonly gateways: readonly GatewayAnswer[];
  readonly keys: readonly KeyAnswer[];
  readonly senders: readonly SenderAnswer[];
}

/** What posts, by which right, and how that is given and taken. */
@customElement("gateways-view")
@localized()
export class GatewaysView extends LitElement {
  static override styles = [controlStyles, accessStyles, accessPageStyles];

  @state() private _made: NewKeyAnswer | undefined;
  readonly #session = new SessionController(this);
  readonly #fleet = new FleetController(this);
  readonly #attempt = new AttemptController(this);
  readonly #lists = new PolledController<Lists>(this, async (verbs) => {
    const [access, gateways, keys, senders] = await Promise.all([
      verbs.access(),
      verbs.gateways(),
      verbs.keys(),
      verbs.senders(),
    ]);
    return { access, gateways, keys, senders };
  });

  override render() {
    const head = pageHead(msg("Gateways", { id: "access.gateways" }));
    const closed = closedPage(this.#session);
    if (closed) return html`${head}${closed}`;
    const { value, problem } = this.#lists;
    if (!value) return html`${head}<section>${waitingWords(problem && problemText(problem, 0))}</section>`;
    return html`${head} ${attemptState(this.#attempt)} ${this.#rule(value.access)} ${this.#keys(value)}
      ${this.#senders(value)} ${this.#without(value)}`;
  }

  #rule({ posts }: AccessAnswer) {
    const isOpen = posts === "open";
    const next = isOpen ? "keys" : "open";
    return html`<section>
      <h2>${msg("Who may post", { id: "access.whoPosts" })}</h2>
      <p>
        ${
          isOpen
            ? html`⚠ ${msg("Anyone who reaches this server may post readings: none has to prove where it comes from.", { id: "access.postsOpen" })}`
            : msg("Only gateways with a key, and allowed senders. All others are refused.", {
                id: "access.postsKeys",
              })
        }
        <a href=${settingsHref("refused")}>${msg("What was refused", { id: "access.whatRefused" })}</a>
      </p>
      <button @click=${() => this.#do((verbs) => verbs.changeAccess({ posts: next }))}>
        ${
          isOpen
            ? msg("Ask for keys from now on", { id: "access.askForKeys" })
            : msg("Let anyone post", { id: "access.letAnyonePost" })
        }
      </button>
    </section>`;
  }

  #keys({ keys, gateways }: Lists) {
    return html`<section>
      <h2>${msg("Keys", { id: "access.keys" })}</h2>
      <p class="note">
        ${msg("One key for each gateway: then one can be taken back without the others.", { id: "access.keysNote" })}
      </p>
      ${this._made ? html`<shown-key .made=${this._made} @davy-done=${this.#hideKey}></shown-key>` : nothing}
      <ul class="rows">
        ${keys.map(
          (key) => html`<li>
            <key-row
              .key_=${key}
              .gateway=${gateways.find(({ how, id }) => how === "key" && id === key.id)}
              .now=${this.#fleet.moment.serverNow}
              .format=${this.#fleet.display.current.format}
              .change=${(work: Work) => this.#do(work)}
              .rotate=${(hours: number) => this.#make((verbs) => verbs.rotateKey(key.id, hours))}
            ></key-row>
          </li>`,
        )}
      </ul>
      <new-key
        .make=${(name: string, kind: "gateway" | "reader") => this.#make((verbs) => verbs.makeKey({ name, kind }))}
      ></new-key>
    </section>`;
  }

  #senders({ senders, gateways }: Lists) {
    return html`<section>
      <h2>${msg("Allowed senders", { id: "access.senders" })}</h2>
      <p class="note">
        ${msg("For firmware that can carry no key: posts from these addresses are taken without one.", { id: "access.sendersNote" })}
      </p>
      <ul class="rows">
        ${senders.map((sender) => html`<li>${this.#sender(sender, gateways)}</li>`)}
      </ul>
      <sender-form
        .allow=${(name: string, network: string) => this.#do((verbs) => verbs.allow({ name, network }))}
      ></sender-form>
    </section>`;
  }

  #sender({ id, name, network, isFixed }: SenderAnswer, gateways: readonly GatewayAnswer[]) {
    const gateway = gateways.find((one) => one.how === "address" && one.id === id);
    return html`<div class="row">
      <span class="what">
        <strong>${name || network}</strong>
        <small>${network}${isFixed ? msg(", from DAVY_INGEST_FROM", { id: "access.fixedSender" }) : nothing}</small>
        ${this.#facts(gateway)}
      </span>
      ${
        isFixed
          ? nothing
          : html`<button aria-label=${msg(str`Take back: ${name || network}`, { id: "access.disallowName" })} @click=${() => this.#do((verbs) => verbs.disallow(id))}>
              ${msg("Take back", { id: "access.disallow" })}
            </button>`
      }
    </div>`;
  }

  /** What posts without a right of its own, while that is allowed. */
  #without({ gateways }: Lists) {
    const open = gateways.filter(({ how }) => how === "open");
    if (open.length === 0) return nothing;
    return html`<section>
      <h2>${msg("Post without a key", { id: "access.withoutKey" })}</h2>
      <ul class="rows">
        ${open.map((gateway) => html`<li class="row"><span class="what"><strong>${gateway.name || gateway.from}</strong>${this.#facts(gateway)}</span></li>`)}
      </ul>
    </section>`;
  }

  #facts(gateway: GatewayAnswer | undefined) {
    return gateway
      ? gatewayFacts(gateway, this.#fleet.moment.serverNow, this.#fleet.display.current.format)
      : nothing;
  }

  readonly #hideKey = (): void => {
    this._made = undefined;
  };

  async #do(work: Work): Promise<boolean> {
    const isDone = await this.#attempt.run(work);
    if (isDone) await this.#lists.refresh();
    return isDone;
  }

  /** The key is in the one answer; it is kept nowhere but on this screen. */
  async #make(work: (...args: Parameters<Work>) => Promise<NewKeyAnswer>): Promise<boolean> {
    return await this.#do(async (verbs) => {
      this._made = await work(verbs);
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "gateways-view": GatewaysView;
  }
}
