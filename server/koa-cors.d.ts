// @koa/cors comes without types; these are the options that app.ts uses.

declare module "@koa/cors" {
  import type { Context, Middleware } from "koa";

  function cors(options: { origin: string | ((ctx: Context) => string) }): Middleware;

  // biome-ignore lint/style/noDefaultExport: it is how the package exports itself
  export { cors as default };
}
