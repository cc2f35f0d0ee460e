import { createRequire } from 'node:module';
import type { Socket } from 'node:net';

type Connect = (...args: unknown[]) => Socket;
const net = createRequire(import.meta.url)('node:net') as { connect: Connect };

/** Where nothing listens. */
const deadPort = 1;

const left = new Map<string, number>();
let patched = false;

/** Sends the next so many connections to this port to one where nothing listens, so that they are truly refused. */
export function refuseConnections(port: string, times: number): void {
  patchOnce();
  left.set(port, times);
}

// The true refusal of an operating system, before a byte leaves, cannot be had from a server that listens.
function patchOnce(): void {
  if (patched) return;
  patched = true;
  const connect = net.connect;
  net.connect = (...args) => {
    const [options] = args;
    const port = typeof options === 'object' && options !== null && 'port' in options ? String(options.port) : '';
    const refusals = left.get(port) ?? 0;
    if (refusals === 0) return connect(...args);
    left.set(port, refusals - 1);
    return connect({ ...(options as object), port: deadPort }, ...args.slice(1));
  };
}
