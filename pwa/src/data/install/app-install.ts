import type { AppSource } from "../base/app-data.ts";

/** Chromium's event, which TypeScript's library does not know: https://wicg.github.io/manifest-incubations/#beforeinstallpromptevent-interface */
interface InstallPromptEvent extends Event {
  prompt(): Promise<unknown>;
}

function isInstallPrompt(event: Event): event is InstallPromptEvent {
  return "prompt" in event && typeof event.prompt === "function";
}

function isStandalone(window: Window): boolean {
  const { navigator } = window;
  return (
    window.matchMedia("(display-mode: standalone), (display-mode: fullscreen)").matches ||
    ("standalone" in navigator && navigator.standalone === true)
  );
}

/** iPhones, and iPads, which call themselves Macs but have a touch screen. */
function isIos({ userAgent, maxTouchPoints }: Navigator): boolean {
  return /iPhone|iPad|iPod/.test(userAgent) || (userAgent.includes("Macintosh") && maxTouchPoints > 1);
}

export interface AppInstallParts {
  readonly window: Window;
  readonly onChange: () => void;
  /** Called when the app runs installed, or has just been installed. */
  readonly onInstalled: () => void;
}

/** How this browser installs the app, and its prompt. */
export class AppInstall {
  readonly #parts: AppInstallParts;
  readonly #stopping = new AbortController();
  #prompt: InstallPromptEvent | undefined;
  #isInstalled = false;

  constructor(parts: AppInstallParts) {
    this.#parts = parts;
  }

  start(): void {
    const { window, onChange, onInstalled } = this.#parts;
    const { signal } = this.#stopping;
    const setInstalled = () => {
      this.#isInstalled = true;
      this.#prompt = undefined;
      onInstalled();
      onChange();
    };
    window.addEventListener(
      "beforeinstallprompt",
      (event) => {
        if (!isInstallPrompt(event)) return;
        event.preventDefault();
        this.#prompt = event;
        onChange();
      },
      { signal },
    );
    window.addEventListener("appinstalled", setInstalled, { signal });
    if (isStandalone(window)) setInstalled();
  }

  stop(): void {
    this.#stopping.abort();
  }

  way(): ReturnType<AppSource["install"]> {
    if (this.#isInstalled) return "installed";
    if (this.#prompt) return "prompt";
    return isIos(this.#parts.window.navigator) ? "ios" : "none";
  }

  /** Shows the browser's prompt, which can be used once. */
  async prompt(): Promise<void> {
    const prompt = this.#prompt;
    this.#prompt = undefined;
    await prompt?.prompt();
    this.#parts.onChange();
  }
}
