// How a save stands, in words. What is refused says why; what would hide an alarm asks first.

import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import { type ChangeOptions, NeedsConfirmation } from "../../data/base/needs-confirmation.ts";
import "./confirm-change.ts";

export type SaveProgress =
  | { readonly kind: "editing" }
  | { readonly kind: "saving" }
  | { readonly kind: "saved" }
  /** Waits for a yes to what `sentences` say. */
  | { readonly kind: "asking"; readonly sentences: readonly string[]; readonly answer: Answer }
  | { readonly kind: "failed"; readonly reason: string };

type Answer = (isMeant: boolean) => void;

export const EDITING: SaveProgress = { kind: "editing" };

/** Whether a further save must wait: one is under way, or asks. */
export function isBusy({ kind }: SaveProgress): boolean {
  return kind === "saving" || kind === "asking";
}

interface Saving {
  /** Rejects with a sentence for the user, or with `NeedsConfirmation`. */
  readonly save: (options: ChangeOptions) => Promise<void> | undefined;
  /** What is to be agreed to before anything is sent. */
  readonly question?: readonly string[];
  /** What would become of alarms, to be confirmed before anything is sent. */
  readonly doubts?: readonly string[];
  readonly onProgress: (progress: SaveProgress) => void;
}

/** Runs a save and tells how it stands; answers whether it got through. */
export async function runSave({ save, question = [], doubts = [], onProgress }: Saving): Promise<boolean> {
  const sentences = [...question, ...doubts];
  if (sentences.length > 0 && !(await ask(sentences, onProgress))) return false;
  try {
    return await send({ save, onProgress }, { confirmed: doubts.length > 0 });
  } catch (error) {
    onProgress({ kind: "failed", reason: error instanceof Error ? error.message : String(error) });
    return false;
  }
}

/** The server may know of an alarm that came after the form was looked at. */
async function send({ save, onProgress }: Saving, options: ChangeOptions): Promise<boolean> {
  onProgress({ kind: "saving" });
  try {
    await save(options);
    onProgress({ kind: "saved" });
    return true;
  } catch (error) {
    if (!(error instanceof NeedsConfirmation) || options.confirmed) throw error;
    if (!(await ask([error.message], onProgress))) return false;
    return await send({ save, onProgress }, { confirmed: true });
  }
}

/** Ends with the answer, or never where nobody gives one: the form then goes with the page. */
async function ask(
  sentences: readonly string[],
  onProgress: (progress: SaveProgress) => void,
): Promise<boolean> {
  const isMeant = await new Promise<boolean>((answer) => {
    onProgress({ kind: "asking", sentences, answer });
  });
  if (!isMeant) onProgress(EDITING);
  return isMeant;
}

/** Nothing while somebody edits. */
export function progressWords(progress: SaveProgress) {
  switch (progress.kind) {
    case "saved":
      return msg("Saved. All screens follow.", { id: "device.saved" });
    case "saving":
      return msg("Saving …", { id: "device.saving" });
    case "failed": {
      const { reason } = progress;
      return html`<strong>${msg(str`Not saved: ${reason}`, { id: "device.notSaved" })}</strong>`;
    }
    case "asking":
    case "editing":
      return nothing;
  }
}

/** The question, while there is one. */
export function saveQuestion(progress: SaveProgress) {
  if (progress.kind !== "asking") return nothing;
  return html`<confirm-change
    .sentences=${progress.sentences}
    @davy-confirm=${() => progress.answer(true)}
    @davy-cancel=${() => progress.answer(false)}
  ></confirm-change>`;
}
