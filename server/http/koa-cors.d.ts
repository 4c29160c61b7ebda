// @koa/cors comes without types; these are the options that origins.ts uses.

declare module "@koa/cors" {
  import type { Context, Middleware } from "koa";

  function cors(options: {
    origin: (ctx: Context) => string;
    allowMethods: string;
    allowHeaders: readonly string[];
    exposeHeaders: readonly string[];
    maxAge: number;
  }): Middleware;

  // biome-ignore lint/style/noDefaultExport: it is how the package exports itself
  export { cors as default };
}
