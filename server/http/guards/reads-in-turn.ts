// A client may ask again before it has its answer (pipelining, RFC 9112, section 9.3.2). Answers go out in order, so what is worked on
// early only takes memory, and time from others: what is read waits until the connection has its answer before. Posts do not wait:
// whoever sends some and hangs up has them taken in.

import type { IncomingMessage, ServerResponse } from "node:http";
import type { Http2ServerRequest, Http2ServerResponse } from "node:http2";
import type { Socket } from "node:net";

/** So many questions may wait on a connection, beside the one that is being answered; with more it is cut. */
const MAX_WAITING = 100;

type Handle = (
  request: IncomingMessage | Http2ServerRequest,
  response: ServerResponse | Http2ServerResponse,
) => unknown;

/** The handler, which is given one question of a connection at a time. HTTP/2 bounds its own. */
export function readsInTurn(handle: Handle): Handle {
  /** What waits, by connections that have a question under way. */
  const waiting = new WeakMap<Socket, (() => void)[]>();

  function begin(request: IncomingMessage, response: ServerResponse): void {
    const { socket } = request;
    response.once("close", () => {
      const next = socket.destroyed ? undefined : waiting.get(socket)?.shift();
      if (next) next();
      else waiting.delete(socket);
    });
    handle(request, response);
  }

  return (request, response) => {
    const isRead = request.method === "GET" || request.method === "HEAD";
    if ("stream" in request || "stream" in response || !isRead) {
      handle(request, response);
      return;
    }
    const queue = waiting.get(request.socket);
    if (!queue) {
      waiting.set(request.socket, []);
      begin(request, response);
    } else if (queue.length < MAX_WAITING) queue.push(() => begin(request, response));
    else request.socket.destroy();
  };
}
