import type { AppSource, Subscribe } from "./app-data.ts";
import type { AppInstall } from "./app-install.ts";
import type { AppUpdates } from "./app-updates.ts";
import type { InstallHint } from "./install-hint.ts";

interface AppSourceParts {
  readonly version: string;
  readonly build: string;
  readonly subscribe: Subscribe;
  readonly updates: AppUpdates;
  readonly install: AppInstall;
  readonly hint: InstallHint;
}

/** Installation and updates as the screens see them. */
export function createAppSource({ updates, install, hint, ...named }: AppSourceParts): AppSource {
  return {
    ...named,
    updateReady: () => updates.ready,
    update: () => updates.update(),
    install: () => install.way(),
    promptInstall: () => install.prompt(),
    suggestsInstall: () => hint.isDue && ["prompt", "ios"].includes(install.way()),
    putInstallOff: () => hint.putOff(),
  };
}
