// The usual way: Koa and koa-body, which parses the body and sends it back. Nothing is kept.

import type { AddressInfo } from "node:net";
import Koa from "koa";
import { koaBody } from "koa-body";

const app = new Koa();
app.use(koaBody());
app.use((ctx) => {
  ctx.body = { received: ctx.request.body };
});
const server = app.listen(0, "127.0.0.1", () => {
  console.log(`Echoes on http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
