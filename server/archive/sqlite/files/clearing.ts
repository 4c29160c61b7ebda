// Deletes what is past its retention or beyond the size bound, so that a crash at any point leaves a catalogue of what there is.

import type { FileList } from "./file-list.ts";
import type { OpenFiles } from "./open-files.ts";
import type { Problems } from "./problems.ts";
import {
  deletionText,
  type ExpiredFile,
  earlyTexts,
  expiredFiles,
  type RetentionRequest,
  removeFiles,
} from "./retention.ts";
import type { StoreOptions } from "./store-options.ts";

interface ClearingParts {
  readonly files: OpenFiles;
  readonly listed: FileList;
  readonly options: StoreOptions;
  readonly problems: Problems;
  /** What takes space beside the files that are listed, bytes. */
  readonly bytesBeside: () => number;
  /** Files are listed no more: what is remembered of them must go. */
  readonly onForgotten: () => void;
  readonly saveCatalogue: () => void;
}

/** Enforces retention and size bound. */
export class Clearing {
  readonly #parts: ClearingParts;

  constructor(parts: ClearingParts) {
    this.#parts = parts;
  }

  /** Answers in words what it deleted. */
  enforce({ now, bytesElsewhere }: RetentionRequest): string[] {
    const { files, listed, options, problems, bytesBeside } = this.#parts;
    const expired = expiredFiles(listed.values(), options, {
      now,
      bytesElsewhere: bytesElsewhere + bytesBeside(),
    });
    for (const { info } of expired.files) {
      files.drop(info.path);
      listed.remove(info);
    }
    if (expired.files.length > 0) this.#delete(expired.files);
    problems.setExcess(expired.excessBytes);
    for (const text of earlyTexts(expired.files)) problems.add(text);
    return expired.files.map(deletionText);
  }

  #delete(files: readonly ExpiredFile[]): void {
    const { onForgotten, saveCatalogue, problems, options } = this.#parts;
    onForgotten();
    try {
      // First, so that a crash in between leaves no list of files that are gone. On a full disk they must go all the same.
      saveCatalogue();
    } catch (error) {
      problems.cannotSave(error);
    }
    removeFiles(options.folder, files);
  }
}
