import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type RunningScript, runScript } from "../helpers/run-script.ts";

let folder: string;
let running: RunningScript | undefined;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "davy-start-"));
});

afterEach(async () => {
  running?.child.kill("SIGKILL");
  await running?.ended();
  running = undefined;
  await rm(folder, { recursive: true, force: true });
});

async function start(): Promise<string> {
  running = runScript("start", ["--port", "0", "--data", folder]);
  return (await running.printed(/serves on (http:\S+)/))[1] ?? "";
}

it("prints its address and a line that posts a first reading, which is then the latest", async () => {
  const url = await start();
  const [, body = "", address = ""] = (await running!.printed(/curl -d '(.*)' (\S+)/)) ?? [];
  expect(address).toBe(`${url}/receive-json`);
  const answer = await fetch(address, { method: "POST", body });
  expect(answer.status).toBe(200);
  const latest = (await (await fetch(`${url}/get-last-entity`)).json()) as { device_id: string };
  expect(latest.device_id).toBe("handheld 1");
});

it("ends with code 0 on SIGTERM, and has every reading after the next start", async () => {
  const url = await start();
  await fetch(`${url}/receive-json`, { method: "POST", body: '{"pct":55,"id":"lamp 7"}' });
  running!.child.kill("SIGTERM");
  expect(await running!.ended()).toBe(0);
  const again = await start();
  expect(await (await fetch(`${again}/get-last-entity`)).json()).toMatchObject({
    device_id: "lamp 7",
    pct: 55,
  });
});

it("refuses a data folder that another server uses, and names it", async () => {
  await start();
  const second = runScript("start", ["--port", "0", "--data", folder]);
  expect(await second.ended()).toBe(1);
  expect(second.output()).toContain(folder);
});

it("refuses a wrong setting with a sentence and code 1", async () => {
  running = runScript("start", ["--port", "eighty", "--data", folder]);
  expect(await running.ended()).toBe(1);
  expect(running.output()).toMatch(/PORT/);
});

it("refuses an unknown flag with the usage", async () => {
  running = runScript("start", ["--prot", "1"]);
  expect(await running.ended()).toBe(1);
  expect(running.output()).toMatch(/--prot[\s\S]*--port 8000/);
});
