/** The container of the page's service worker; undefined on a page over plain HTTP. */
export function workersOf(window: Window): ServiceWorkerContainer | undefined {
  return "serviceWorker" in window.navigator ? window.navigator.serviceWorker : undefined;
}
