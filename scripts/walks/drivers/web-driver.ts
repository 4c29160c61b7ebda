// The commands of W3C WebDriver that a walk needs. WebKit hears them over HTTP, Firefox by its own wire; the words are the same.

import type { Driver } from "./driver.ts";
import { BROWSER_MS, WINDOW } from "./driver.ts";

/** Sends a command by its name and resolves with its value; rejects with the browser's own words. */
export type Command = (name: CommandName, params: object) => Promise<unknown>;

export type CommandName =
  | "Navigate"
  | "Back"
  | "ExecuteAsyncScript"
  | "PerformActions"
  | "TakeScreenshot"
  | "SetTimeouts"
  | "SetWindowRect";

const SCRIPT = (body: string) => `const done = arguments[arguments.length - 1];
(async () => { ${body} })().then(
  (value) => done({ value }),
  (error) => done({ error: String(error) }),
);`;

/** The answer of a script, or its error. Firefox wraps it once more. */
function readAnswer(answer: unknown): unknown {
  const { value, error } = answer as { value?: unknown; error?: string };
  if (error !== undefined) throw new Error(error);
  return value;
}

function pointer(x: number, y: number): object {
  const at = { x: Math.round(x), y: Math.round(y), duration: 0 };
  return {
    type: "pointer",
    id: "mouse",
    parameters: { pointerType: "mouse" },
    actions: [
      { type: "pointerMove", ...at },
      { type: "pointerDown", button: 0 },
      { type: "pointerUp", button: 0 },
    ],
  };
}

function keys(text: string): object {
  const actions = [...text].flatMap((value) => [
    { type: "keyDown", value },
    { type: "keyUp", value },
  ]);
  return { type: "key", id: "keys", actions };
}

interface WebDriverNeeds {
  readonly version: string;
  readonly command: Command;
  readonly stop: () => Promise<void>;
}

/** A driver over the commands of a session. */
export async function createWebDriver({ version, command, stop }: WebDriverNeeds): Promise<Driver> {
  await command("SetTimeouts", { script: BROWSER_MS, pageLoad: BROWSER_MS, implicit: 0 });
  await command("SetWindowRect", WINDOW);
  return {
    version,
    open: async (url) => {
      // An address that does not answer is an error of WebDriver and a page for a person.
      await command("Navigate", { url }).catch(() => undefined);
    },
    back: async () => {
      await command("Back", {});
    },
    run: async (body) => readAnswer(await command("ExecuteAsyncScript", { script: SCRIPT(body), args: [] })),
    clickAt: async (x, y) => {
      await command("PerformActions", { actions: [pointer(x, y)] });
    },
    type: async (text) => {
      await command("PerformActions", { actions: [keys(text)] });
    },
    screenshot: async () => Buffer.from(String(await command("TakeScreenshot", {})), "base64"),
    stop,
  };
}
