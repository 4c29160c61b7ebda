/** The addresses of the app's views. Server and service worker answer all of them with the one document. */
export const VIEW_PATHS = /^\/(graph|kiosk|settings|device\/[^/]+)?$/;
