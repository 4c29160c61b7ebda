import { afterAll, beforeAll, expect, it } from "vitest";
import { PATHS } from "../../../../shared/wire/api.ts";
import { askRaw } from "../../../helpers/ask-raw.ts";
import { OPERATIONS } from "../../../helpers/operations.ts";
import { startTestDavy, type TestDavy } from "../../../helpers/start-davy.ts";

let davy: TestDavy;
let page: string;

beforeAll(async () => {
  davy = await startTestDavy();
  page = await (await fetch(davy.url + PATHS.apiDocs)).text();
});

afterAll(() => davy.stop());

it("shows every route with a line to try it, at the address by which the reader came", () => {
  for (const { id, path, summary } of OPERATIONS) {
    expect(page).toContain(`id="${id}"`);
    expect(page).toContain(path);
    expect(page).toContain(summary.replaceAll("'", "&#39;"));
  }
  const lines = [...page.matchAll(/<pre tabindex="0">curl ([^<]*)<\/pre>/g)].map(([, line]) => line ?? "");
  expect(lines).toHaveLength(OPERATIONS.length);
  expect(lines.filter((line) => !line.includes(`${davy.url}/`))).toEqual([]);
});

it("gives lines that work as they stand", async () => {
  const lines = [...page.matchAll(/<pre tabindex="0">curl ([^<]*)<\/pre>/g)].map(([, line]) => line ?? "");
  const [, body = "", url = ""] = /-d &#39;(.*)&#39; (\S+)/.exec(lines[0] ?? "") ?? [];
  const answer = await fetch(url, { method: "POST", body: body.replaceAll("&quot;", '"') });
  expect(answer.status).toBe(200);
});

it("leads by every link to a place on it or on this server", () => {
  const links = [...page.matchAll(/href="([^"]*)"/g)].map(([, link]) => link ?? "");
  expect(links.length).toBeGreaterThan(100);
  for (const link of links.filter((candidate) => candidate !== "data:,")) {
    if (link.startsWith("#")) expect(page).toContain(`id="${link.slice(1)}"`);
    else expect(link).toMatch(/^\/[a-z.]*$/);
  }
});

it("loads nothing from elsewhere and runs no script", () => {
  expect(page).not.toMatch(/<script|<img|@import|url\(|src=/);
});

it("is found without the slash too", async () => {
  const response = await fetch(davy.url + PATHS.apiDocs.slice(0, -1), { redirect: "manual" });
  expect(response.status).toBe(301);
  expect(response.headers.get("location")).toBe(PATHS.apiDocs);
});

it("puts no hostile Host header into lines to copy", async () => {
  const hostile = await askRaw(davy.url, `GET ${PATHS.apiDocs}`, { headers: { host: "x';rm -rf" } });
  expect(hostile).toMatchObject({
    status: 421,
    headers: { "content-type": expect.stringContaining("json") },
  });
  const named = await askRaw(davy.url, `GET ${PATHS.apiDocs}`, { headers: { host: "davy.local:8000" } });
  expect(named.text).toContain("curl http://davy.local:8000/get-last-entity");
});
