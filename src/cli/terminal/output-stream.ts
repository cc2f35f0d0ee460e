import type { Writable } from 'node:stream';
import { errorCode } from '../../leaf/system-text.ts';
import { colourStyle, plainStyle, type Style } from '../../render/text/style.ts';
import type { Variables } from '../../workflows/context.ts';
import { ExpectedEnd } from '../../workflows/ending.ts';

/** The properties of a stream that affect how text looks. */
export type StreamFacts = { readonly isTTY?: boolean; readonly columns?: number; readonly rows?: number };

/** Colours on a terminal that can show them, unless --no-color or NO_COLOR says no; FORCE_COLOR overrules the latter. */
export function styleFor(stream: StreamFacts, variables: Variables, flag: 'no-color' | 'unsaid'): Style {
  const coloured = flag === 'unsaid' && wantsColour(stream, variables);
  return coloured ? colourStyle(stream.columns) : plainStyle(stream.columns);
}

function wantsColour(stream: StreamFacts, variables: Variables): boolean {
  const force = variables['FORCE_COLOR'];
  if (force !== undefined) return force !== '0' && force !== 'false';
  if ((variables['NO_COLOR'] ?? '') !== '') return false;
  return canDraw(stream, variables);
}

/** Whether the stream is a terminal that understands escape sequences. */
export function canDraw(stream: StreamFacts, variables: Variables): boolean {
  return stream.isTTY === true && variables['TERM'] !== 'dumb';
}

/**
 * Writes and waits until the text is flushed. A closed reader (EPIPE) is not an error: further output is lost. For any
 * other failure `onFailure` makes the error to reject with; null: the failure is ignored.
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

/** Whether a write succeeded, or the reader was closed. */
export function isSound(error: Error | null | undefined): boolean {
  return error === null || error === undefined || ['EPIPE', 'ERR_STREAM_DESTROYED'].includes(errorCode(error));
}

/** The error for a failed stdout; further output is lost. */
export class OutputFailed extends ExpectedEnd {
  constructor(reason: string, before: 'nothing' | 'a-write') {
    const wrote = before === 'a-write';
    super(wrote ? 'afterWrite' : 'cannotWriteOutput', [
      {
        code: 'output-not-writable',
        message: `The result cannot be written to stdout (${reason})${wrote ? ', after something was written to the service' : ''}.`,
        cure: wrote
          ? 'Free space where stdout is written. `capstan runs` shows what was done; `capstan plan` shows what is left.'
          : 'Free space where stdout is written, and run the command again. Nothing was changed.',
        source: null,
      },
    ]);
    this.name = 'OutputFailed';
  }
}
