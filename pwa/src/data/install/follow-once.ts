const STORAGE_KEY = "davy.followed";

/** True for a build that is not the one that this tab followed last: its storage outlives its pages. */
export function followOnce(storage: Pick<Storage, "getItem" | "setItem">, build: string): boolean {
  if (storage.getItem(STORAGE_KEY) === build) return false;
  storage.setItem(STORAGE_KEY, build);
  return true;
}
