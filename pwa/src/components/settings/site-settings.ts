import { localized, msg } from "@lit/localize";
import { css, html, LitElement, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { PRESET_IDS, type PresetId } from "../../../../shared/rules/limits.ts";
import {
  applySite,
  MAX_SITE_NAME,
  SITE_LANGUAGES,
  SITE_THEMES,
  type Site,
  type SitePatch,
} from "../../../../shared/rules/site.ts";
import { UNIT_CHOICES } from "../../../../shared/rules/units.ts";
import type { SiteAnswer } from "../../../../shared/wire/api.ts";
import { PartsController } from "../../controllers/parts-controller.ts";
import type { ChangeOptions } from "../../data/base/needs-confirmation.ts";
import type { Format } from "../../i18n/format.ts";
import { DEFAULT_DISPLAY } from "../../preferences/display.ts";
import { controlStyles } from "../../styles/control-styles.ts";
import { choiceField, choiceFieldStyles } from "./choice-field.ts";
import { placeChoice, placeChoiceStyles } from "./place-choice.ts";
import { presetExamples } from "./preset-choice.ts";
import { EDITING, isBusy, progressWords, runSave, type SaveProgress, saveQuestion } from "./save-progress.ts";
import {
  kioskThemeOptions,
  type Option,
  presetOptions,
  siteLanguageOptions,
  siteZoneOptions,
  unitOptions,
} from "./settings-options.ts";
import { soundTestField } from "./sound-test-field.ts";
import { testDaysFields } from "./test-days.ts";

function oneOf<T extends string>(choices: readonly T[], value: string): T | null {
  return choices.find((choice) => choice === value) ?? null;
}

function isOther(places: readonly string[], before: readonly string[] | undefined): boolean {
  return JSON.stringify(places) !== JSON.stringify(before);
}

/** What holds for the whole site, as a form. What nobody touched here follows what others change meanwhile. */
@customElement("site-settings")
@localized()
export class SiteSettings extends LitElement {
  static override styles = [
    controlStyles,
    choiceFieldStyles,
    placeChoiceStyles,
    css`
      fieldset {
        min-width: 0;
        margin: var(--gap-4) 0 0;
        padding: var(--gap-1) var(--gap-4) var(--gap-3);
        border: var(--border) solid var(--line);
        border-radius: var(--radius-small);
      }
      legend {
        padding: 0 var(--gap-2);
        font-weight: 700;
      }
      .check {
        margin-top: var(--gap-2);
        display: flex;
        align-items: center;
        gap: var(--gap-2);
        min-height: var(--target);
      }
      .check input {
        flex: none;
      }
      .actions {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--gap-3);
        margin-top: var(--gap-4);
      }
      .actions p {
        margin: 0;
      }
      strong::before {
        content: "⚠ ";
      }
    `,
  ];

  @property({ attribute: false }) site: SiteAnswer | undefined;
  /** The places that devices have. */
  @property({ attribute: false, hasChanged: isOther }) places: readonly string[] = [];
  @property({ type: Boolean }) isLive = false;
  @property({ attribute: false }) format: Format = DEFAULT_DISPLAY.format;
  /** Sends a change; rejects with a sentence for the user. */
  @property({ attribute: false }) save:
    | ((patch: SitePatch, options: ChangeOptions) => Promise<void>)
    | undefined;
  /** What other limits would do to present alarms, in sentences. */
  @property({ attribute: false }) doubtsOf: (preset: PresetId) => readonly string[] = () => [];

  /** The world has hundreds of zones, which nobody misses before they have opened the list. */
  readonly #zones = new PartsController(this, {
    parts: 1,
    isReady: () => this.site !== undefined,
    isAtOnce: () => false,
  });

  @state() private _draft: SitePatch = {};
  @state() private _progress: SaveProgress = EDITING;

  override willUpdate(): void {
    // The site follows a moment after it was saved; until then the fields stay as they were chosen.
    if (this._progress.kind !== "saved" || !this.site) return;
    if (JSON.stringify(applySite(this.site, this._draft)) === JSON.stringify(this.site)) this._draft = {};
  }

  override render() {
    if (!this.site) return nothing;
    const shown = applySite(this.site, this._draft);
    return html`<form novalidate @submit=${this.#submit}>
      ${this.#name(shown)} ${this.#preset(shown)} ${this.#defaults(shown)} ${testDaysFields(shown, (patch) => this.#change(patch))}
      ${this.#kiosk(shown)}
      <div class="actions">
        ${saveQuestion(this._progress)}
        <button class="primary" ?disabled=${!this.isLive || isBusy(this._progress)}>
          ${msg("Save for all screens", { id: "site.save" })}
        </button>
        <p role="status">${this.isLive ? progressWords(this._progress) : this.#notLive()}</p>
      </div>
    </form>`;
  }

  #notLive() {
    return msg("Not live: this is how the site was last heard of. It can be changed when the link is back.", {
      id: "site.notLive",
    });
  }

  #name({ name }: Site) {
    return html`<div class="choice">
      <label for="name">${msg("Name of the site", { id: "site.name" })}</label>
      <input
        id="name"
        type="text"
        autocomplete="off"
        maxlength=${MAX_SITE_NAME}
        .value=${name}
        @input=${(event: InputEvent & { currentTarget: HTMLInputElement }) =>
          this.#change({ name: event.currentTarget.value })}
      />
    </div>`;
  }

  #preset({ preset, presetChosen }: Site) {
    const unchosen: Option[] = presetChosen
      ? []
      : [{ value: "", text: msg("Not chosen yet: US instrument default", { id: "site.presetUnchosen" }) }];
    return html`${choiceField({
      id: "preset",
      label: msg("Limits", { id: "settings.preset" }),
      options: [...unchosen, ...presetOptions()],
      chosen: presetChosen ? preset : "",
      onChange: (value) => this.#choosePreset(oneOf(PRESET_IDS, value)),
    })}
      <p class="note">${presetExamples(preset, this.format)}</p>
      <p class="note">
        ${msg("All screens, exports and programs judge by them. US and IEC: the basis of %LEL. Limits set for a sensor hold instead; they are set on the device's page.", { id: "site.presetNote" })}
      </p>`;
  }

  #choosePreset(preset: PresetId | null): void {
    if (preset) this.#change({ preset });
  }

  #defaults({ timeZone, language, units }: Site) {
    const isFixed = this.site?.timeZoneFixed === true;
    return [
      choiceField({
        id: "zone",
        label: msg("Time zone of the site", { id: "site.timeZone" }),
        options: siteZoneOptions(timeZone, this.#zones.drawn > 0 ? Intl.supportedValuesOf("timeZone") : []),
        chosen: timeZone ?? "",
        isFixed,
        ...(isFixed
          ? { note: msg("The server was started with this zone (DAVY_TIME_ZONE).", { id: "site.zoneFixed" }) }
          : {}),
        onChange: (value) => this.#change({ timeZone: value || null }),
      }),
      choiceField({
        id: "language",
        label: msg("Language of new screens", { id: "site.language" }),
        options: siteLanguageOptions(),
        chosen: language ?? "",
        onChange: (value) => this.#change({ language: oneOf(SITE_LANGUAGES, value) }),
      }),
      choiceField({
        id: "units",
        label: msg("Units of new screens", { id: "site.units" }),
        options: unitOptions(),
        chosen: units ?? "usual",
        note: msg("These two hold for every screen on which nobody chose others.", {
          id: "site.defaultsNote",
        }),
        onChange: (value) => this.#change({ units: oneOf(UNIT_CHOICES, value) }),
      }),
    ];
  }

  #kiosk({ kiosk, soundTest }: Site) {
    return html`<fieldset>
      <legend>${msg("Kiosks", { id: "site.kiosks" })}</legend>
      <p class="note">
        ${msg("They hold for each kiosk whose address says nothing else.", { id: "site.kioskNote" })}
      </p>
      ${placeChoice({
        places: this.places,
        chosen: kiosk.places,
        onChange: (places) => this.#change({ kiosk: { places: places ?? [] } }),
      })}
      ${choiceField({
        id: "kiosk-theme",
        label: msg("Kiosk theme", { id: "site.kioskTheme" }),
        options: kioskThemeOptions(),
        chosen: kiosk.theme ?? "",
        onChange: (value) => this.#change({ kiosk: { theme: oneOf(SITE_THEMES, value) } }),
      })}
      <label class="check">
        <input
          type="checkbox"
          .checked=${kiosk.shift}
          @change=${(event: Event & { currentTarget: HTMLInputElement }) =>
            this.#change({ kiosk: { shift: event.currentTarget.checked } })}
        />
        ${msg("Move the picture a little each minute, so that it does not burn in", { id: "site.kioskShift" })}
      </label>
      ${soundTestField({ soundTest }, (patch) => this.#change(patch))}
    </fieldset>`;
  }

  #change({ kiosk, ...patch }: SitePatch): void {
    this._draft = {
      ...this._draft,
      ...patch,
      ...(kiosk ? { kiosk: { ...this._draft.kiosk, ...kiosk } } : {}),
    };
    this._progress = EDITING;
  }

  readonly #submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const { name } = this._draft;
    if (typeof name === "string") this._draft = { ...this._draft, name: name.trim() };
    const patch = this._draft;
    const { preset } = patch;
    await runSave({
      save: (options) => this.save?.(patch, options),
      doubts: preset ? this.doubtsOf(preset) : [],
      onProgress: (progress) => {
        this._progress = progress;
      },
    });
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "site-settings": SiteSettings;
  }
}
