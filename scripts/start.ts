// `npm start` where something has changed since the last build: builds and serves. What is built already starts without this.

import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { stop } from "esbuild";
import { buildAll } from "./build/build-all.ts";

await buildAll({ report: console.log });
// Its process would stay for as long as the server.
await stop();
await import(pathToFileURL(resolve("dist/server/start.js")).href);
