import { cp, mkdir, readdir, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { readBuiltApp } from "../../server/built-app.ts";
import { type HealthAnswer, PATHS } from "../../shared/wire/api.ts";
import { recordReport } from "../helpers/record-report.ts";
import { startTestDavy } from "../helpers/start-davy.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";

const BUILT = resolve(import.meta.dirname, "../../dist/pwa");
let folder: string;

async function problemsOf(appFolder: string): Promise<readonly string[]> {
  const report = recordReport();
  const { appProblems } = await readBuiltApp({ appFolder, basePath: "/", report });
  expect(report.lines.map(({ message }) => message)).toEqual(appProblems);
  return appProblems;
}

beforeEach(async () => {
  folder = await temporaryFolder("app");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it("finds nothing wrong with an app that is whole", async () => {
  expect(await problemsOf(BUILT)).toEqual([]);
});

it("names a file of the app that is missing, whichever it is, and says how many more are", async () => {
  const app = join(folder, "pwa");
  await cp(BUILT, app, { recursive: true });
  const [part = "none"] = (await readdir(join(app, "assets"))).filter((name) => name.endsWith(".js"));
  await rm(join(app, "assets", part));
  expect(await problemsOf(app)).toEqual([
    `The app is not whole, so that screens may show nothing: ${join(app, "assets", part)} is missing. Readings are taken; bring all files of the release again and restart Davy`,
  ]);
  await rm(join(app, "index.html"));
  expect((await problemsOf(app))[0]).toContain(`${join(app, "index.html")} is missing, and 1 more.`);
  await rm(join(app, "sw.js"));
  expect((await problemsOf(app))[0]).toContain(`${join(app, "index.html")} is missing, and 1 more.`);
});

it.each(["/", "/davy/"])(
  "takes readings without an app under %s, and says so at the start and in health",
  async (path) => {
    const appFolder = join(folder, "none");
    await mkdir(join(folder, "data"));
    const davy = await startTestDavy({
      appFolder,
      folder: join(folder, "data"),
      env: { DAVY_BASE_PATH: path },
    });
    const says = `The app is not whole, so that screens may show nothing: ${join(appFolder, "index.html")} is missing, and 1 more.`;
    const body = '{"id":"pump","sensors":[{"type":"CO","val":12}]}';
    expect((await fetch(`${davy.url}/receive-json`, { method: "POST", body })).status).toBe(200);
    const health = (await (await fetch(`${davy.url}${PATHS.health}`)).json()) as HealthAnswer;
    expect(health.status).toBe("degraded");
    expect(health.reasons.join()).toContain(says);
    expect(davy.appProblems.join()).toContain(says);
    await davy.stop();
  },
);
