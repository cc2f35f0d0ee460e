import { connect, createServer, type Server, type Socket } from 'node:net';

/** A way to the sandbox that can be shut: then no connection can be made, and those that exist are gone. */
export type Door = {
  readonly port: number;
  readonly shut: () => Promise<void>;
  readonly reopen: () => Promise<void>;
};

export async function openDoor(toPort: number): Promise<Door> {
  const sockets = new Set<Socket>();
  let server: Server | null = null;
  let port = 0;

  async function reopen(): Promise<void> {
    if (server !== null) return;
    const opened = createServer((incoming) => pass(incoming));
    server = opened;
    await new Promise<void>((resolve, reject) => {
      opened.once('error', reject);
      opened.listen(port, '127.0.0.1', resolve);
    });
    const address = opened.address();
    port = typeof address === 'object' && address !== null ? address.port : 0;
  }

  function pass(incoming: Socket): void {
    const outgoing = connect(toPort, '127.0.0.1');
    for (const [socket, other] of [
      [incoming, outgoing],
      [outgoing, incoming],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', (hadError) => {
        sockets.delete(socket);
        if (hadError) other.resetAndDestroy();
        else other.end();
      });
      socket.pipe(other);
    }
  }

  async function shut(): Promise<void> {
    const closing = server;
    if (closing === null) return;
    server = null;
    for (const socket of sockets) socket.destroy();
    await new Promise<void>((resolve) => closing.close(() => resolve()));
  }

  await reopen();
  return {
    get port() {
      return port;
    },
    shut,
    reopen,
  };
}
