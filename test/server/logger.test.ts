import { expect, it } from "vitest";
import { createLogger } from "../../server/logger.ts";

function logged(details: object): Record<string, unknown> {
  const lines: string[] = [];
  createLogger("info", { write: (line) => void lines.push(line) }).error(details, "It failed");
  return JSON.parse(lines.join(""));
}

it.each(["error", "cause", "reason"])("says all of an error, under whatever name: %s", (name) => {
  const cause = Object.assign(new Error("no space left on device"), { code: "ENOSPC" });
  const error = Object.assign(new TypeError("cannot keep it", { cause }), { path: "/data" });
  expect(logged({ [name]: error, seq: 7 })).toMatchObject({
    msg: "It failed",
    seq: 7,
    [name]: {
      type: "TypeError",
      message: expect.stringMatching(/cannot keep it.*no space left on device/),
      stack: expect.stringMatching(/logger\.test[\s\S]*caused by.*no space left/),
      path: "/data",
    },
  });
});

it("leaves everything else as it is", () => {
  const details = { error: "a word", list: [1, { a: null }], missing: undefined };
  expect(logged(details)).toMatchObject({ error: "a word", list: [1, { a: null }] });
});
