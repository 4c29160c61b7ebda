// Which devices this person looked at last in this browser, newest first.

const STORAGE_KEY = "davy.recent-devices";
/** Older ones make room. */
const MOST = 5;

/** The devices that were looked at last. Unreadable or forbidden storage is the same as an empty one. */
export function recentDevices(storage: Storage): string[] {
  try {
    const stored: unknown = JSON.parse(storage.getItem(STORAGE_KEY) ?? "[]");
    return Array.isArray(stored) ? stored.filter((one) => typeof one === "string").slice(0, MOST) : [];
  } catch {
    return [];
  }
}

/** Puts a device before those that were looked at earlier. */
export function rememberDevice(storage: Storage, device: string): void {
  const others = recentDevices(storage).filter((one) => one !== device);
  try {
    storage.setItem(STORAGE_KEY, JSON.stringify([device, ...others].slice(0, MOST)));
  } catch {
    // A full or forbidden storage costs the list at the next start, nothing else.
  }
}
