import { expect, it } from "vitest";
import { AppendError, appendErrorOf } from "../../../server/log/append-error.ts";

const problem = (code: string) => Object.assign(new Error("no"), { code });

it.each([
  ["ENOSPC", "disk_full", "The disk of the data folder is full."],
  ["EDQUOT", "disk_full", "The disk of the data folder is full."],
  ["EROFS", "read_only", "The data folder cannot be written."],
  ["EACCES", "read_only", "The data folder cannot be written."],
  ["EPERM", "read_only", "The data folder cannot be written."],
  ["EIO", "io_error", "Writing to the disk failed."],
])("says of %s that it is %s", (...[errno, code, sentence]) => {
  const cause = problem(errno);
  const error = appendErrorOf(cause);
  expect(error).toMatchObject({ name: "AppendError", code, cause });
  expect(error.message).toContain(sentence);
  expect(error.message).toMatch(/; nothing was stored\.$/);
});

it("takes whatever else went wrong for an error of the disk, and leaves its own words as they are", () => {
  expect([
    appendErrorOf(new Error("x")).code,
    appendErrorOf("x").code,
    appendErrorOf(undefined).code,
  ]).toEqual(["io_error", "io_error", "io_error"]);
  const own = new AppendError("busy");
  expect(appendErrorOf(own)).toBe(own);
});

it.each([
  ["disk_hangs", "does not answer"],
  ["folder_gone", "not where it was"],
  ["folder_taken", "Another Davy"],
  ["busy", "More readings arrive than the disk can take"],
  ["closed", "The server is stopping"],
] as const)("says for %s what is the matter and what to do", (code, words) => {
  expect(new AppendError(code).message).toContain(words);
  expect(new AppendError(code).message).toMatch(/(again|Stop|Bring)/);
});
