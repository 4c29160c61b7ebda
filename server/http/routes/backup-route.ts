import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { type Pack, pack } from "tar-stream";
import * as z from "zod";
import { MINUTE_MS } from "../../../shared/ground/time.ts";
import { PATHS } from "../../../shared/wire/api.ts";
import type { Backup } from "../../data-folder/data-folder.ts";
import { type Operation, refusal } from "../docs/operation.ts";
import { HttpError } from "../guards/error-handler.ts";
import type { AppParts } from "../parts.ts";
import { noQuery, parseQuery } from "../query/query-parameters.ts";
import { defineRoute, type Handle, type RouteContext } from "./route.ts";
import { sendStream } from "./send-stream.ts";

/** A client that takes nothing for so long is cut: what it holds open takes space on the disk. */
const MAX_IDLE_MS = 2 * MINUTE_MS;

/** Puts the files into the archive as fast as it is read. */
async function fill(tar: Pack, { files }: Backup, mtime: Date): Promise<void> {
  for (const file of files) {
    const entry = tar.entry({ name: file.path, size: file.bytes, mtime, mode: 0o600 });
    await pipeline(Readable.from(file.read()), entry);
  }
  tar.finalize();
}

const operation: Operation = {
  id: "getBackup",
  group: "The server",
  summary: "The data folder as a tar archive",
  description: ["Consistent, while the server runs. Starting on the unpacked folder restores it."],
  answers: {
    200: {
      description: "The archive.",
      contents: { "application/x-tar": z.string() },
      headers: { "Content-Disposition": "A file name with the time." },
    },
    409: refusal("Another backup is under way."),
  },
  curl: `-OJ $URL${PATHS.backup}`,
};

type BackupParts = Pick<AppParts, "backup" | "now" | "report">;

function attachTar(ctx: RouteContext, tar: Pack, now: number): void {
  ctx.attachment(`davy_${new Date(now).toISOString().slice(0, 19).replaceAll(":", "")}Z.tar`);
  ctx.type = "application/x-tar";
  ctx.compress = false;
  ctx.res.setTimeout(MAX_IDLE_MS, () => ctx.res.destroy());
  sendStream(ctx, Readable.from(tar));
}

function sendBackups({ backup, now, report }: BackupParts): Handle {
  let isRunning = false;

  async function send(held: Backup, tar: Pack): Promise<void> {
    try {
      await fill(tar, held, new Date(now()));
    } catch (error) {
      report.warn({ error }, "A backup did not get to its end");
      // Cuts the connection, so that the part does not pass for the whole.
      tar.destroy(error instanceof Error ? error : undefined);
    } finally {
      await held.end();
      isRunning = false;
    }
  }

  return async (ctx) => {
    parseQuery(noQuery, ctx.query);
    if (isRunning)
      throw new HttpError(409, "backup_running", "A backup is under way. Try again when it has ended.");
    isRunning = true;
    const held = await backup().catch((error: unknown) => {
      isRunning = false;
      throw error;
    });
    const tar = pack();
    attachTar(ctx, tar, now());
    send(held, tar).catch((error: unknown) => report.error({ error }, "A backup did not end in order"));
  };
}

/** `GET /api/v1/backup`: the data folder as a tar archive, one at a time. Starting on the unpacked folder restores it. */
export const backupRoute = defineRoute({
  method: "GET",
  path: PATHS.backup,
  operation,
  permission: "backup",
  handle: sendBackups,
});
