import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, it } from "vitest";
import { playFleet } from "../../scripts/simulate/fleet.ts";
import { runScript } from "../helpers/run-script.ts";
import { startTestDavy } from "../helpers/start-davy.ts";

const servers: Server[] = [];

afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

interface Posted {
  readonly id: string;
  readonly ts: number;
}

/** A server that notes what is posted, and answers when `answer` is called. */
async function startSink(): Promise<{ url: string; posted: Posted[]; answer(): void }> {
  const posted: Posted[] = [];
  const waiting: (() => void)[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (more: string) => {
      body += more;
    });
    request.on("end", () => {
      posted.push(JSON.parse(body));
      waiting.push(() => response.end("{}"));
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    posted,
    answer: () => {
      for (const end of waiting.splice(0)) end();
    },
  };
}

it("posts a fleet to a server, each device by itself, one with a clock that stands still", async () => {
  const davy = await startTestDavy();
  const script = runScript("simulate", [
    "--devices",
    "4",
    "--rate",
    "10",
    "--seconds",
    "1.5",
    "--url",
    `${davy.url}/`,
  ]);
  expect(await script.ended()).toBe(0);
  expect(script.output()).toMatch(/4 devices, \d+ readings stored(?!.*failed)/);
  const { devices } = (await (await fetch(`${davy.url}/api/v1/devices`)).json()) as {
    devices: { device: string; deviceTime: number; sensors: unknown[] }[];
  };
  expect(devices.map(({ device }) => device).sort()).toEqual([1, 2, 3, 4].map((n) => `handheld ${n}`));
  expect(devices.find(({ device }) => device === "handheld 2")?.deviceTime).toBe(3_600);
  await davy.stop();
});

it("ends on Ctrl-C with what it has done, before its time is over", async () => {
  const davy = await startTestDavy();
  const script = runScript("simulate", [
    "--devices",
    "2",
    "--rate",
    "20",
    "--seconds",
    "600",
    "--url",
    davy.url,
  ]);
  await script.printed(/Posting to/);
  await expect.poll(async () => (await fetch(`${davy.url}/get-last-entity`)).status).toBe(200);
  script.child.kill("SIGINT");
  expect(await script.ended()).toBe(0);
  expect(script.output()).toMatch(/2 devices, \d+ readings stored(?!.*failed)/);
  await davy.stop();
});

it("says in words that no server answers", async () => {
  const script = runScript("simulate", [
    "--devices",
    "1",
    "--rate",
    "20",
    "--seconds",
    "0.5",
    "--url",
    "http://127.0.0.1:9",
  ]);
  expect(await script.ended()).toBe(1);
  expect(script.output()).toMatch(/failed \(.*(Nothing answers|cannot be reached)/);
  expect(script.output()).not.toMatch(/\n\s+at /);
});

it.each([
  [["--devices", "none"], /--devices must be a number above 0.*not "none"/],
  [["--url", "here"], /--url must be an address/],
  [["--fleet", "3"], /--fleet[\s\S]*npm run simulate/],
])("refuses %j with what to do", async (args, message) => {
  const script = runScript("simulate", args);
  expect(await script.ended()).toBe(1);
  expect(script.output()).toMatch(message);
  expect(script.output()).not.toMatch(/\n\s+at /);
});

it("sends no device's next reading while the one before is unanswered", async () => {
  const sink = await startSink();
  const fleet = playFleet({ url: sink.url, devices: 2, rate: 50, random: () => 0.5, now: Date.now });
  await expect.poll(() => fleet.counts().late).toBeGreaterThan(5);
  expect(sink.posted.map(({ id }) => id).sort()).toEqual(["handheld 1", "handheld 2"]);
  const stopped = fleet.stop();
  sink.answer();
  await stopped;
  expect(fleet.counts()).toMatchObject({ stored: 2, failed: 0 });
});
