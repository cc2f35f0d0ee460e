import type { Writable } from 'node:stream';

/** Writes and waits until the text has left. A reader that went away (EPIPE) is no error: nobody wants the rest. */
export function writeStream(stream: Writable): (text: string) => Promise<void> {
  // Besides the callback, a failed write emits an event that would end the process.
  stream.on('error', () => {});
  return (text) =>
    new Promise((resolve, reject) => {
      stream.write(text, (error) => {
        if (error === null || error === undefined || isClosedPipe(error)) resolve();
        else reject(error);
      });
    });
}

function isClosedPipe(error: Error): boolean {
  return 'code' in error && (error.code === 'EPIPE' || error.code === 'ERR_STREAM_DESTROYED');
}
