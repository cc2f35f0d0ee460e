import { Buffer } from 'node:buffer';
import type { ServerResponse } from 'node:http';
import type { Delivery } from './interception.ts';

/** Puts an answer on the wire, whole or broken as the fault wants it. Returns the status that the caller could see. */
export function deliver(response: ServerResponse, { how, reply, sendBytes }: Delivery): number | undefined {
  const body = Buffer.from(reply.body);
  // A reply without content carries no length either.
  const length = reply.status === 204 || reply.status === 304 ? {} : { 'content-length': body.byteLength };
  switch (how) {
    case 'whole':
      response.writeHead(reply.status, { ...length, ...reply.headers }).end(body);
      return reply.status;
    case 'cut-off':
      response.writeHead(reply.status, { ...length, ...reply.headers }).flushHeaders();
      response.socket?.end(body.subarray(0, sendBytes));
      return reply.status;
    case 'reset':
      response.socket?.resetAndDestroy();
      return undefined;
    case 'silence':
      return undefined;
  }
}
