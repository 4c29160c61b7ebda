import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { createProfile, startProcess } from "./browser-process.ts";
import { type Driver, START_MS } from "./driver.ts";
import { connectMarionette } from "./marionette.ts";
import { until } from "./until.ts";
import { type CommandName, createWebDriver } from "./web-driver.ts";

/** A free port, English, and no word to anybody. */
const PREFERENCES = {
  "marionette.port": 0,
  "intl.accept_languages": "en-GB,en",
  "app.update.enabled": false,
  "datareporting.policy.dataSubmissionEnabled": false,
  "network.captive-portal-service.enabled": false,
  "network.connectivity-service.enabled": false,
};

function findFirefox(): string | undefined {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  const files = ["firefox-esr", "firefox"].flatMap((name) => folders.map((folder) => join(folder, name)));
  return [process.env["FIREFOX_PATH"], ...files].find((file) => file && existsSync(file));
}

function writePreferences(profile: string): void {
  const lines = Object.entries(PREFERENCES).map(
    ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`,
  );
  writeFileSync(join(profile, "user.js"), `${lines.join("\n")}\n`);
}

/** Of a value that is nothing but itself Firefox makes an object; of others it does not. */
function unwrap(value: unknown): unknown {
  return value !== null && typeof value === "object" && "value" in value ? value.value : value;
}

/** Starts Firefox with a profile of its own. */
export async function startFirefox(): Promise<Driver> {
  const command = findFirefox();
  if (!command) throw new Error("There is no Firefox: set FIREFOX_PATH, or install firefox-esr.");
  const profile = createProfile();
  writePreferences(profile);
  const args = ["--headless", "--marionette", "--no-remote", "--profile", profile];
  const browser = startProcess({ command, args, profile });
  try {
    const file = join(profile, "MarionetteActivePort");
    const port = await until(
      "Firefox' port",
      () => Number(readFileSync(file, "utf8")) || undefined,
      START_MS,
    );
    const wire = await connectMarionette(port);
    const { capabilities } = (await wire.send("WebDriver:NewSession", { capabilities: {} })) as {
      capabilities: { browserVersion: string };
    };
    return await createWebDriver({
      version: `Firefox ${capabilities.browserVersion}`,
      command: async (name: CommandName, params) => unwrap(await wire.send(`WebDriver:${name}`, params)),
      async stop() {
        wire.close();
        await browser.stop();
      },
    });
  } catch (error) {
    await browser.stop();
    throw new Error(`Firefox did not start: ${browser.output()}`, { cause: error });
  }
}
