import { colourStyle, plainStyle, type Style } from '../../render/text/style.ts';
import type { Variables } from '../../workflows/context.ts';

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
