/** Whoever watches over the folder that the journal is in. */
export interface FolderGuard {
  /** Answers false when files may be gone; rejects with an AppendError when the folder is not this server's. */
  confirm(): Promise<boolean>;
  /** Why nothing can be kept at present, in words. */
  readonly failing: string | undefined;
  /** What was done to the folder since the start, in words. */
  readonly problems: readonly string[];
}
