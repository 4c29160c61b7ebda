// How a save stands, in words. What is refused says why.

import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";

export type SaveProgress =
  | { readonly kind: "editing" }
  | { readonly kind: "saving" }
  | { readonly kind: "saved" }
  | { readonly kind: "failed"; readonly reason: string };

export const EDITING: SaveProgress = { kind: "editing" };

/** Runs a save and tells how it stands; answers whether it got through. */
export async function runSave(
  save: () => Promise<void> | undefined,
  onProgress: (progress: SaveProgress) => void,
): Promise<boolean> {
  onProgress({ kind: "saving" });
  try {
    await save();
    onProgress({ kind: "saved" });
    return true;
  } catch (error) {
    onProgress({ kind: "failed", reason: error instanceof Error ? error.message : String(error) });
    return false;
  }
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
    case "editing":
      return nothing;
  }
}
