import { expect, it } from "vitest";
import { forgetEarlier, type PartsCache } from "../../../pwa/offline/earlier-parts.ts";

const ORIGIN = "https://davy.example";
const NOTE = `${ORIGIN}/assets/earlier-builds`;

class FakeCache implements PartsCache {
  readonly kept = new Map<string, Response>();
  constructor(...paths: string[]) {
    for (const path of paths) this.kept.set(ORIGIN + path, new Response(path));
  }
  async match(url: RequestInfo | URL) {
    return this.kept.get(String(url))?.clone();
  }
  async put(url: RequestInfo | URL, response: Response) {
    this.kept.set(String(url), response);
  }
  async delete(given: RequestInfo | URL) {
    return this.kept.delete(typeof given === "object" && "url" in given ? given.url : String(given));
  }
  async keys() {
    return [...this.kept.keys()].map((url) => ({ url }));
  }
  get paths() {
    return [...this.kept.keys()]
      .map((url) => url.slice(ORIGIN.length))
      .filter((path) => ORIGIN + path !== NOTE);
  }
}

const forget = (cache: FakeCache, ...current: string[]) =>
  forgetEarlier(cache, {
    current: new Set(current.map((path) => ORIGIN + path)),
    parts: `${ORIGIN}/assets/`,
    note: NOTE,
  });

/** A worker installs its files beside those that are there, then takes over. */
async function update(cache: FakeCache, ...files: string[]): Promise<void> {
  for (const path of files) await cache.put(ORIGIN + path, new Response(path));
  await forget(cache, ...files);
}

it("keeps the parts of the build before over one update, and no longer", async () => {
  const cache = new FakeCache();
  await update(cache, "/index.html?1", "/assets/a-1.js", "/assets/same.js");
  await update(cache, "/index.html?2", "/assets/a-2.js", "/assets/same.js");
  expect(cache.paths).toEqual(["/assets/a-1.js", "/assets/same.js", "/index.html?2", "/assets/a-2.js"]);
  await update(cache, "/index.html?3", "/assets/a-3.js");
  expect(cache.paths).toEqual(["/assets/same.js", "/assets/a-2.js", "/index.html?3", "/assets/a-3.js"]);
});

it("keeps a part that comes back with a later build", async () => {
  const cache = new FakeCache();
  await update(cache, "/assets/a-1.js");
  await update(cache, "/assets/a-2.js");
  await update(cache, "/assets/a-1.js");
  expect(cache.paths).toEqual(["/assets/a-1.js", "/assets/a-2.js"]);
});

it("keeps what builds left that nobody accepted for as long, and goes on where its note cannot be read", async () => {
  const cache = new FakeCache("/assets/a-1.js", "/assets/a-2.js", "/index.html?2");
  await cache.put(NOTE, new Response("no list"));
  await update(cache, "/assets/a-3.js");
  expect(cache.paths).toEqual(["/assets/a-1.js", "/assets/a-2.js", "/assets/a-3.js"]);
  await update(cache, "/assets/a-4.js");
  expect(cache.paths).toEqual(["/assets/a-3.js", "/assets/a-4.js"]);
});
