import { createServer, get, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import Koa from "koa";
import { afterEach, expect, it } from "vitest";
import type { BackupFile } from "../../../../server/data-folder/data-folder.ts";
import { handleErrors } from "../../../../server/http/guards/error-handler.ts";
import { createRouter } from "../../../../server/http/router.ts";
import { backupRoute } from "../../../../server/http/routes/backup-route.ts";
import { PATHS } from "../../../../shared/wire/api.ts";
import { admitOpen } from "../../../helpers/open-access.ts";
import { recordReport } from "../../../helpers/record-report.ts";

const CHUNK = new Uint8Array(1024 * 1024);
let server: Server | undefined;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** Serves the route alone, over a backup of the given files; counts what is read and how often it ended. */
async function serve(files: readonly BackupFile[]) {
  const seen = { ended: 0 };
  const report = recordReport();
  const end = async () => {
    seen.ended += 1;
  };
  const parts = { backup: async () => ({ files, end }), now: () => 0, report };
  const router = createRouter([backupRoute], parts, admitOpen());
  const app = new Koa();
  app.silent = true;
  app.use(handleErrors(report)).use(router.routes());
  server = createServer(app.callback());
  await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}${PATHS.backup}`;
  return { url, seen, report };
}

/** A file of `chunks` MB that notes how many of them were read. */
function countedFile(chunks: number) {
  const counted = { read: 0 };
  async function* read() {
    for (; counted.read < chunks; counted.read += 1) yield CHUNK;
  }
  return { counted, file: { path: "readings/2026-11-23.sqlite", bytes: chunks * CHUNK.length, read } };
}

async function beginReading(url: string): Promise<IncomingMessage> {
  return new Promise((resolve) => get(url, resolve));
}

it("reads no more than the client takes, refuses a second meanwhile, and ends when the client leaves", async () => {
  const { counted, file } = countedFile(200);
  const { url, seen } = await serve([file]);
  const response = await beginReading(url);
  await expect.poll(() => counted.read).toBeGreaterThan(0);
  // Two looks at the count that agree: nothing is read any more.
  const looks = [-1];
  const isAtRest = () => looks.push(counted.read) > 0 && looks.at(-1) === looks.at(-2);
  await expect.poll(isAtRest, { interval: 200 }).toBe(true);
  expect(counted.read).toBeLessThan(100);
  const second = await fetch(url);
  expect(second.status).toBe(409);
  expect(await second.json()).toMatchObject({ code: "backup_running" });
  expect(seen.ended).toBe(0);
  response.destroy();
  await expect.poll(() => seen.ended).toBe(1);
});

it("cuts the connection when a file cannot be read, and gives the next backup", async () => {
  async function* read() {
    yield CHUNK;
    throw new Error("EIO");
  }
  const { url, seen, report } = await serve([{ path: "davy.sqlite", bytes: 2 * CHUNK.length, read }]);
  for (const time of [1, 2]) {
    const answer = await fetch(url);
    await expect(answer.arrayBuffer()).rejects.toThrow();
    await expect.poll(() => seen.ended).toBe(time);
  }
  expect(report.lines.map(({ level }) => level)).toEqual(["warn", "warn"]);
});
