import { localized, msg, str } from "@lit/localize";
import { html, LitElement, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import type { Mapping } from "../../../../shared/rules/mapping/mapping.ts";
import type { EntrancesAnswer, RecentPayload } from "../../../../shared/wire/entrances.ts";
import { accessStyles } from "../../components/access/access-styles.ts";
import { attemptState } from "../../components/access/attempt-state.ts";
import { howText, outcomeTexts, readRecent } from "../../components/access/mapping-words.ts";
import { closedPage, pageHead, waitingWords } from "../../components/access/page-head.ts";
import { icon } from "../../components/base/more-icons.ts";
import { AttemptController, type Work } from "../../controllers/attempt-controller.ts";
import { FleetController } from "../../controllers/fleet-controller.ts";
import { PolledController } from "../../controllers/polled-controller.ts";
import { SessionController } from "../../controllers/session-controller.ts";
import { contactText, problemText } from "../../i18n/access-texts.ts";
import type { Format } from "../../i18n/format.ts";
import { controlStyles } from "../../styles/control-styles.ts";
import { accessPageStyles } from "./access-page-styles.ts";
import "../../components/access/ask-twice.ts";
import "../../components/access/mapping-form.ts";

/** Values of a payload that are shown beside its source. */
const MAX_SHOWN = 6;

/** An id for a new mapping, of its name. */
function idOf(name: string, taken: readonly Mapping[]): string {
  const plain =
    name
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, "-")
      .replaceAll(/^-|-$/g, "")
      .slice(0, 30) || "mapping";
  let id = plain;
  for (let next = 2; taken.some((one) => one.id === id); next += 1) id = `${plain}-${next}`;
  return id;
}

/** What a payload became, as far as a row has room. */
function valuesOf(recent: RecentPayload, mapping: Mapping | undefined, format: Format) {
  const values = outcomeTexts(readRecent(recent, mapping ?? { fields: [], passOver: false }), format);
  if (values.length === 0) return nothing;
  const rest = values.length > MAX_SHOWN ? ", …" : "";
  return html`<small class="values">${values.slice(0, MAX_SHOWN).join(", ")}${rest}</small>`;
}

/** What came from whom, as what it was read, and how that is said. */
@customElement("entrances-view")
@localized()
export class EntrancesView extends LitElement {
  static override styles = [controlStyles, accessStyles, accessPageStyles];

  /** The mapping that is edited. */
  @state() private _edited: Mapping | undefined;
  readonly #session = new SessionController(this);
  readonly #fleet = new FleetController(this);
  readonly #attempt = new AttemptController(this);
  readonly #lists = new PolledController<EntrancesAnswer>(this, (verbs) => verbs.entrances());

  override render() {
    const head = pageHead(msg("Entrances", { id: "entrances.title" }));
    const closed = closedPage(this.#session);
    if (closed) return html`${head}${closed}`;
    const { value, problem } = this.#lists;
    if (!value) return html`${head}<section>${waitingWords(problem && problemText(problem, 0))}</section>`;
    return html`${head} ${attemptState(this.#attempt)} ${this.#edited(value)} ${this.#sources(value)}
      ${this.#mappings(value)}`;
  }

  #edited({ sources, mappings }: EntrancesAnswer) {
    const edited = this._edited;
    if (!edited) return nothing;
    const keep = (mapping: Mapping) => {
      const id = mapping.id || idOf(mapping.name, mappings);
      return this.#do((verbs) => verbs.keepMapping({ ...mapping, id }));
    };
    return html`<section id="edit">
      <div class="head">
        <h2>${msg("How it is read", { id: "entrances.edit" })}</h2>
        <button class="plain" @click=${this.#close}>${msg("Cancel", { id: "entrances.cancel" })}</button>
      </div>
      <mapping-form .mapping=${edited} .sources=${sources} .keep=${keep} @davy-done=${this.#close}></mapping-form>
    </section>`;
  }

  #sources({ sources, mappings }: EntrancesAnswer) {
    return html`<section>
      <h2>${msg("What came last", { id: "entrances.sources" })}</h2>
      <p class="note">
        ${msg("From LoRaWAN servers, MQTT, Telegraf and others that send values in a shape of their own, since the server’s start.", { id: "entrances.sourcesNote" })}
      </p>
      ${sources.length === 0 ? html`<p>${msg("Nothing yet. The README, “Connect LoRaWAN, Telegraf and others”, has the addresses to post to.", { id: "entrances.noSources" })}</p>` : nothing}
      <ul class="rows">
        ${sources.map((source) => html`<li class="row">${this.#source(source, mappings)}</li>`)}
      </ul>
    </section>`;
  }

  #source(recent: RecentPayload, mappings: readonly Mapping[]) {
    const { source, at, how, device, mapping: id, isSimulated } = recent;
    const { format } = this.#fleet.display.current;
    const name = this.#nameOf(device) || undefined;
    const mapping = mappings.find((one) => one.id === id);
    const { words, isSure } = howText(how);
    const act = mapping
      ? msg("Change", { id: "entrances.change" })
      : msg("Say how it is read", { id: "entrances.say" });
    const last = contactText(at, this.#fleet.moment.serverNow, format);
    return html`<span class="what">
        <strong>${name ?? device ?? source}</strong>
        <small>${isSure ? "" : "⚠ "}${words}${mapping ? `: ${mapping.name}` : ""}</small>
        ${valuesOf(recent, mapping, format)}
        <small>${last}${device === null ? "" : `, ${source}`}</small>
        ${isSimulated ? html`<small>${msg("Simulated: it came in and is shown here, and is no reading and no alarm.", { id: "entrances.simulated" })}</small>` : nothing}
      </span>
      <button
        aria-label="${act}: ${name ?? device ?? source}"
        @click=${() => this.#open(mapping ?? this.#blank(recent))}
      >
        ${act}
      </button>`;
  }

  /** What a device is called here; undefined where nothing is said, or there is no such device yet. */
  #nameOf(device: string | null): string | undefined {
    return device === null ? undefined : this.#fleet.data?.fleet.devices().get(device)?.settings.name;
  }

  #mappings({ mappings }: EntrancesAnswer) {
    return html`<section>
      <h2>${msg("Mappings", { id: "entrances.mappings" })}</h2>
      <ul class="rows">
        ${mappings.map((mapping) => html`<li class="row">${this.#mapping(mapping)}</li>`)}
      </ul>
      <button @click=${() => this.#open(this.#blank(undefined))}>
        ${icon("plus")} ${msg("Add a mapping", { id: "entrances.add" })}
      </button>
    </section>`;
  }

  #mapping(mapping: Mapping) {
    const { id, name, source, port, fields, passOver } = mapping;
    const count = fields.length;
    const what = passOver
      ? msg("passed over: no reading", { id: "entrances.passedOver" })
      : msg(str`${count} values`, { id: "entrances.count" });
    return html`<span class="what">
        <strong>${name}</strong>
        <small>${source}${port === null ? "" : `, ${msg(str`port ${port}`, { id: "entrances.ofPort" })}`}</small>
        <small>${what}</small>
      </span>
      <button aria-label=${msg(str`Change ${name}`, { id: "entrances.changeName" })} @click=${() => this.#open(mapping)}>
        ${msg("Change", { id: "entrances.change" })}
      </button>
      <ask-twice
        .first=${msg("Remove …", { id: "entrances.remove" })}
        .why=${msg("What comes from there is then read by the names of its values.", { id: "entrances.removeWhy" })}
        .act=${msg(str`Remove ${name}`, { id: "entrances.removeName" })}
        .do=${() => this.#do((verbs) => verbs.removeMapping(id))}
      ></ask-twice>`;
  }

  /** A new mapping, for all devices beside the one whose payload was seen. */
  #blank(recent: RecentPayload | undefined): Mapping {
    const steps = recent?.source.split("/") ?? [];
    const isOfDevice = recent?.device != null && steps.length > 1;
    const source = (isOfDevice ? [...steps.slice(0, -1), "+"] : steps).join("/");
    const name = (isOfDevice ? steps.slice(0, -1) : steps).filter((step) => step !== "-").join(" ");
    return { id: "", name, source, port: recent?.port || null, device: null, passOver: false, fields: [] };
  }

  #open(mapping: Mapping): void {
    // A form keeps what it was opened with.
    this._edited = undefined;
    void this.updateComplete.then(async () => {
      this._edited = mapping;
      await this.updateComplete;
      this.renderRoot.querySelector("#edit")?.scrollIntoView({ block: "start" });
    });
  }

  readonly #close = (): void => {
    this._edited = undefined;
  };

  async #do(work: Work): Promise<boolean> {
    const isDone = await this.#attempt.run(work);
    if (isDone) await this.#lists.refresh();
    return isDone;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "entrances-view": EntrancesView;
  }
}
