import { expect, it } from "vitest";
import { judgeAccess } from "../../scripts/doctor/access.ts";

const HERE = "http://127.0.0.1:8000";
const ALL = "http://0.0.0.0:8000";

it.each([
  [{ mode: "open", posts: "open", url: HERE }, { state: "ok" }],
  [{ mode: "open", posts: "open", url: "http://[::1]:8000" }, { state: "ok" }],
  [
    { mode: "open", posts: "open", url: ALL },
    { state: "look", todo: "Make an admin: npm run admin -- <name>" },
  ],
  [
    { mode: "setup", posts: "keys", url: ALL },
    { state: "look", todo: "Make an admin: npm run admin -- <name>" },
  ],
  [
    { mode: "closed", posts: "open", url: ALL },
    { state: "look", todo: "Give gateways keys in the app, then ask for them there." },
  ],
  [{ mode: "closed", posts: "keys", url: ALL }, { state: "ok" }],
] as const)("judges who is let in: %j", ({ url, ...access }, finding) => {
  const { state, todo } = judgeAccess(access, url);
  expect({ state, ...(todo === undefined ? {} : { todo }) }).toEqual(finding);
});
