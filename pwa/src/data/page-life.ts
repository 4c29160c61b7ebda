// When the page comes and goes: in sight, out of sight, frozen, on another network. Each kind once, whoever reports it.

export interface PageLifeListener {
  /** In sight again, or the network is another: an open stream proves nothing. `visible` is how the page is. */
  onWake(state: { visible: boolean }): void;
  /** Out of sight, and still alive for now. */
  onHide(): void;
  /** Left or frozen: nothing runs after this call until the page wakes, if it ever does. */
  onLeave(): void;
}

interface NetworkInformation extends EventTarget {
  readonly saveData?: boolean;
}

/** The browser's word on the network, where it has one: https://wicg.github.io/netinfo/ */
export function networkOf(navigator: Navigator): NetworkInformation | undefined {
  return "connection" in navigator && navigator.connection instanceof EventTarget
    ? navigator.connection
    : undefined;
}

/** Listens on a window; answers what ends it. */
export function followPageLife(window: Window, { onWake, onHide, onLeave }: PageLifeListener): () => void {
  const stopping = new AbortController();
  const { signal } = stopping;
  const { document, navigator } = window;
  const isVisible = () => document.visibilityState === "visible";
  const wake = () => onWake({ visible: isVisible() });
  document.addEventListener("visibilitychange", () => (isVisible() ? wake() : onHide()), { signal });
  document.addEventListener("resume", wake, { signal });
  window.addEventListener("pageshow", (event) => event.persisted && wake(), { signal });
  document.addEventListener("freeze", onLeave, { signal });
  window.addEventListener("pagehide", onLeave, { signal });
  window.addEventListener("online", wake, { signal });
  networkOf(navigator)?.addEventListener("change", wake, { signal });
  return () => stopping.abort();
}
