// What the shell provides to every view and component below it.

import { createContext } from "@lit/context";
import type { AppData } from "../data/base/app-data.ts";
import type { DisplayStore } from "../preferences/display.ts";

/** The data of the app and its verbs. */
export const appDataContext = createContext<AppData>(Symbol("app-data"));

/** How things are displayed, and the way to change it. */
export const displayContext = createContext<DisplayStore>(Symbol("display"));
