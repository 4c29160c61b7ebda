// What becomes of the journal while something is done to its files, or its disk does not answer.

import { mkdir, readdir, rename, rm, truncate } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { AppendError } from "../../../server/log/append-error.ts";
import type { JournalOptions } from "../../../server/log/journal/journal.ts";
import { type OpenForWriting, openForWriting } from "../../../server/log/journal/segment-writer.ts";
import { buildDraft } from "../../helpers/build-draft.ts";
import { devicesIn, useJournals } from "./use-journals.ts";

let clock: number;
const journals = useJournals("journal-faults");
const folder = () => join(journals.folder, "journal");

beforeEach(() => {
  clock = 1_000;
});
afterEach(() => {
  vi.useRealTimers();
});

const open = (overrides: Partial<JournalOptions> = {}) =>
  journals.open({ folder: folder(), now: () => clock, ...overrides });

const draft = (device: string) => [buildDraft({ device })];

async function segments(): Promise<string[]> {
  return (await readdir(folder())).map((name) => join(folder(), name)).sort();
}

describe("a disk that does not answer", () => {
  /** Files of which each sync waits until it is let go, once `holds` is set. */
  function holding() {
    const state = { holds: false, waiting: 0, letGo: () => {} };
    const openFile: OpenForWriting = async (path, flags) => {
      const file = await openForWriting(path, flags);
      const datasync = async () => {
        if (state.holds) {
          state.waiting += 1;
          await new Promise<void>((resolve) => {
            state.letGo = resolve;
          });
        }
        return file.datasync();
      };
      const { write, truncate: cut, close } = file;
      return { datasync, write: write.bind(file), truncate: cut.bind(file), close: close.bind(file) };
    };
    return { state, openFile };
  }

  it("answers who waits within 4 s and who comes later at once, is red meanwhile, and keeps nothing of what was refused", async () => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "performance"] });
    const { state, openFile } = holding();
    const log = await open({ openFile });
    await log.append(draft("before"));
    state.holds = true;
    const outcomes: string[] = [];
    const note = (outcome: Promise<unknown>) =>
      outcome.then(
        () => outcomes.push("stored"),
        (error: AppendError) => outcomes.push(error.code),
      );
    const first = note(log.append(draft("under way")));
    await vi.waitUntil(() => state.waiting === 1);
    const second = note(log.append(draft("behind it")));
    vi.advanceTimersByTime(3_500);
    expect(log.status().failing).toBeUndefined();
    vi.advanceTimersByTime(1_000);
    await Promise.all([first, second]);
    expect(outcomes).toEqual(["disk_hangs", "disk_hangs"]);
    expect(log.status().failing).toContain("does not answer");
    await expect(log.append(draft("later"))).rejects.toMatchObject({ code: "disk_hangs" });

    state.holds = false;
    state.letGo();
    await vi.waitUntil(() => {
      vi.advanceTimersByTime(250);
      return log.status().failing?.includes("does not answer") !== true;
    });
    await log.append(draft("after"));
    expect(log.status().failing).toBeUndefined();
    await log.close();
    expect(await devicesIn(await open())).toEqual(["before", "after"]);
  });
});

describe("files that are deleted, replaced or cut under it", () => {
  it.each([
    ["a segment is deleted", async () => rm((await segments())[0] ?? "")],
    ["the folder is deleted", () => rm(folder(), { recursive: true })],
    ["the folder is moved", () => rename(folder(), join(journals.folder, "elsewhere"))],
    ["a segment is cut and written on", async () => truncate((await segments())[0] ?? "", 0)],
  ])(
    "are found when %s; the log goes on in a new one and is red until all is safe elsewhere",
    async (_, act) => {
      const log = await open();
      await log.append(draft("a"));
      expect(await log.inspect()).toEqual([]);
      await act();
      await log.append(draft("b"));
      expect(await log.inspect()).toEqual([expect.stringContaining("000000000001.ndjson was deleted")]);
      expect(log.status().failing).toContain("were deleted while the server ran");
      await log.append(draft("c"));
      expect(await devicesIn(log)).toContain("c");

      await log.dropThrough(2);
      expect(await log.inspect()).toEqual([]);
      clock += 59_000;
      expect(log.status().failing).toBeDefined();
      clock += 1_000;
      expect(log.status().failing).toBeUndefined();
      expect(log.status().damage).toEqual([expect.stringContaining("1970-01-01T00:00:01.000Z")]);
      await log.close();
      const again = await open({ safeSeq: 2, leastSeq: 2 });
      expect(await devicesIn(again)).toEqual(["c"]);
      expect(again.status().damage).toEqual([]);
    },
  );

  it("has what was written while its file went, when the lock tells that somebody has been at the folder", async () => {
    let act = async () => {};
    const confirm = async () => {
      await act();
      return false;
    };
    const log = await open({ lock: { confirm, failing: undefined, problems: [] } });
    act = async () => {
      act = async () => {};
      await rm(folder(), { recursive: true });
    };
    await log.append(draft("in between"));
    await log.close();
    expect(await devicesIn(await open())).toEqual(["in between"]);
  });
});

describe("a folder that is not its own any more", () => {
  it("acknowledges nothing, keeps nothing of it and forgets nothing", async () => {
    let isOurs = true;
    const confirm = async () => isOurs || Promise.reject(new AppendError("folder_taken"));
    const log = await open({ lock: { confirm, failing: undefined, problems: [] } });
    const heard: number[] = [];
    log.subscribe(({ entries }) => heard.push(entries.length));
    await log.append(draft("before"));
    isOurs = false;
    await expect(log.append(draft("refused"))).rejects.toMatchObject({ code: "folder_taken" });
    await expect(log.append(draft("refused"))).rejects.toMatchObject({ code: "folder_taken" });
    await expect(log.dropThrough(1)).rejects.toMatchObject({ code: "folder_taken" });
    expect(heard).toEqual([1]);
    expect(await devicesIn(await open())).toEqual(["before"]);
  });

  it("never writes into the files of a log that was opened later", async () => {
    const first = await open();
    const second = await open();
    // What the first one takes is not acknowledged: its lock is gone. What it writes must not cost the second one anything.
    await first.append(draft("of the first"));
    await second.append(draft("of the second"));
    await first.append(draft("of the first"));
    await second.append(draft("of the second"));
    await second.close();
    expect(await devicesIn(await open())).toEqual(["of the second", "of the second"]);
  });
});

it("opens where there is nothing but a folder, and says what it lacks when it cannot write", async () => {
  await mkdir(folder());
  const openFile: OpenForWriting = () => Promise.reject(Object.assign(new Error("full"), { code: "ENOSPC" }));
  const log = await open({ openFile });
  expect(log.status().failing).toContain("disk of the data folder is full");
  await expect(log.append(draft("refused"))).rejects.toMatchObject({ code: "disk_full" });
});
