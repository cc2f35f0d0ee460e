import type { Writable } from 'node:stream';
import { errorCode } from './error-code.ts';

/**
 * Writes and waits until the text has left. A reader that went away (EPIPE) is no error: nobody wants the rest. Of any
 * other failure `onFailure` makes the error to reject with; null: none, the text is not worth an end.
 */
export function writeStream(
  stream: Writable,
  onFailure: (code: string) => Error | null,
): (text: string) => Promise<void> {
  // Besides the callback, a failed write emits an event that would end the process.
  stream.on('error', () => {});
  return (text) =>
    new Promise((resolve, reject) => {
      stream.write(text, (error) => {
        const failure = isSound(error) ? null : onFailure(errorCode(error));
        if (failure === null) resolve();
        else reject(failure);
      });
    });
}

/** Whether a write went well, or nobody was there to read. */
export function isSound(error: Error | null | undefined): boolean {
  return error === null || error === undefined || ['EPIPE', 'ERR_STREAM_DESTROYED'].includes(errorCode(error));
}
