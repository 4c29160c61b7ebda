// The network between browser and server, as a walk needs it: there, or gone. The same for every browser, whatever its own
// means to go offline are worth.

import type { AddressInfo } from "node:net";
import { connect, createServer, type Socket } from "node:net";

export interface Network {
  readonly url: string;
  /** Ends all connections and takes no more. */
  off(): void;
  on(): void;
  stop(): Promise<void>;
}

/** A network before a server, on a port of its own of a host that is this machine. */
export async function startNetwork(target: string, host: string): Promise<Network> {
  const { port, hostname } = new URL(target);
  const open = new Set<Socket>();
  let isOn = true;
  const keep = (socket: Socket, other: () => Socket) => {
    open.add(socket);
    socket.on("error", () => socket.destroy());
    socket.on("close", () => {
      open.delete(socket);
      other().destroy();
    });
  };
  const server = createServer((near) => {
    if (!isOn) {
      near.destroy();
      return;
    }
    const far = connect(Number(port), hostname);
    keep(near, () => far);
    keep(far, () => near);
    near.pipe(far);
    far.pipe(near);
  }).listen(0, host);
  await new Promise((resolve) => server.once("listening", resolve));
  const cut = () => {
    for (const socket of open) socket.destroy();
  };
  return {
    url: `http://${host}:${(server.address() as AddressInfo).port}`,
    off() {
      isOn = false;
      cut();
    },
    on() {
      isOn = true;
    },
    async stop() {
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
