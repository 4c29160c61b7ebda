// Sends what fetch would not let a test say: Host, Origin, a path as it stands.

import { request } from "node:http";

/** An answer with all that a test may want to look at. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly text: string;
}

/** What is asked with; `localAddress`: the address of this machine that the connection comes from. */
interface RawQuestion {
  readonly headers?: Record<string, string>;
  readonly body?: string;
  readonly localAddress?: string | undefined;
}

/** Asks a server with a method and a path ("GET /x") and just these headers. */
export function askRaw(
  base: string,
  route: string,
  { headers = {}, body = "", localAddress }: RawQuestion = {},
): Promise<RawAnswer> {
  const [method, path] = route.split(" ");
  const { hostname, port } = new URL(base);
  return new Promise((resolve, reject) => {
    const from = localAddress === undefined ? {} : { localAddress };
    const sent = request({ hostname, port, method, path, headers, agent: false, ...from }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (more: string) => {
        text += more;
      });
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
      );
    });
    sent.on("error", reject).end(body);
  });
}
