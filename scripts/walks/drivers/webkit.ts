// WebKitGTK by its WebDriver (Debian: webkit2gtk-driver, which brings the browser along).

import { existsSync, readdirSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { join } from "node:path";
import { createProfile, startProcess } from "./browser-process.ts";
import { openDisplay } from "./display.ts";
import { BROWSER_MS, type Driver, START_MS } from "./driver.ts";
import { until } from "./until.ts";
import { type CommandName, createWebDriver } from "./web-driver.ts";

const DRIVER = "/usr/bin/WebKitWebDriver";
const LIBRARIES = ["/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib"];
/** Root has no sandbox, and a machine without a screen no graphics card. */
const ENVIRONMENT = {
  WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: "1",
  WEBKIT_DISABLE_COMPOSITING_MODE: "1",
  LIBGL_ALWAYS_SOFTWARE: "1",
};

const PATHS: { readonly [C in CommandName]: readonly [method: string, path: string] } = {
  Navigate: ["POST", "/url"],
  Back: ["POST", "/back"],
  ExecuteAsyncScript: ["POST", "/execute/async"],
  PerformActions: ["POST", "/actions"],
  TakeScreenshot: ["GET", "/screenshot"],
  SetTimeouts: ["POST", "/timeouts"],
  SetWindowRect: ["POST", "/window/rect"],
};

/** The newest MiniBrowser of the system's WebKitGTK. */
function findBrowser(): string | undefined {
  return LIBRARIES.filter(existsSync)
    .flatMap((folder) =>
      readdirSync(folder)
        .filter((name) => name.startsWith("webkit2gtk-"))
        .map((name) => join(folder, name, "MiniBrowser")),
    )
    .filter(existsSync)
    .sort()
    .at(-1);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function ask(url: string, method: string, body?: object): Promise<unknown> {
  const answer = await fetch(url, {
    method,
    signal: AbortSignal.timeout(2 * BROWSER_MS),
    ...(method === "POST" && { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
  });
  const { value } = (await answer.json()) as { value: { error?: string; message?: string } | null };
  if (value?.error) throw new Error(`${value.error}: ${value.message}`);
  return value;
}

interface Session {
  readonly sessionId: string;
  readonly capabilities: { readonly browserVersion: string };
}

/** Starts WebKitGTK's MiniBrowser under its driver. */
export async function startWebKit(): Promise<Driver> {
  const binary = findBrowser();
  if (!binary || !existsSync(DRIVER))
    throw new Error("There is no WebKitGTK: install webkit2gtk-driver and xvfb.");
  const display = await openDisplay();
  const port = await freePort();
  const base = `http://127.0.0.1:${port}`;
  const browser = startProcess({
    command: DRIVER,
    args: [`--port=${port}`],
    env: { ...ENVIRONMENT, DISPLAY: display.name },
    profile: createProfile(),
  });
  const stop = async () => {
    await browser.stop();
    await display.stop();
  };
  try {
    await until("WebKit's driver", () => ask(`${base}/status`, "GET"), START_MS);
    const options = { "webkitgtk:browserOptions": { binary, args: ["--automation"] } };
    const wish = { capabilities: { alwaysMatch: options } };
    const { sessionId, capabilities } = (await ask(`${base}/session`, "POST", wish)) as Session;
    const command = (name: CommandName, params: object) => {
      const [method, path] = PATHS[name];
      return ask(`${base}/session/${sessionId}${path}`, method, params);
    };
    return await createWebDriver({ version: `WebKitGTK ${capabilities.browserVersion}`, command, stop });
  } catch (error) {
    await stop();
    throw new Error(`WebKit did not start: ${browser.output()}`, { cause: error });
  }
}
