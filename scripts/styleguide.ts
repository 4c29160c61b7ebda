// `npm run styleguide [port]`: shows every component in every state, in the three themes, at /styleguide of this machine; a reload
// shows what was changed. It is for development and in no release.

import { createServer } from "node:http";
import { bundleStyleguide, STYLEGUIDE_DOCUMENT } from "./build/build-styleguide.ts";

const DEFAULT_PORT = 8001;

const port = Number(process.argv[2] ?? DEFAULT_PORT);
createServer((request, response) => {
  if (request.url !== "/styleguide.js") {
    response.setHeader("content-type", "text/html");
    response.end(STYLEGUIDE_DOCUMENT);
    return;
  }
  response.setHeader("content-type", "text/javascript");
  bundleStyleguide().then(
    (script) => response.end(script),
    (error: unknown) => response.end(`document.body.append(${JSON.stringify(String(error))})`),
  );
}).listen(port, "127.0.0.1", () => console.log(`http://127.0.0.1:${port}/styleguide`));
