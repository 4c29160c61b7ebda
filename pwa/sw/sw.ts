// The service worker: the app's shell and cached history, so that both open where there is no network.

export {};
