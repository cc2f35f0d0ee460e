import type { Interception, RecordedRequest } from '../../src/sandbox/run-sandbox.ts';
import type { LiveEdit } from './live-edit.ts';

/** What happens to certain requests of a scenario. */
export type Fault = {
  /** A regular expression over `METHOD path`. */
  readonly on: string;
  /** Which of these requests, counted from 1 over all command lines; left out: all. */
  readonly at?: readonly number[];
  /** Someone edits live just before the request is answered. */
  readonly liveEdit?: LiveEdit;
  /** Texts of the true reply and what stands there instead. */
  readonly replace?: readonly (readonly [from: string, to: string])[];
  /** Another answer. `work`: whether the request is carried out all the same. */
  readonly answer?: Extract<Interception, { kind: 'answer' }>['reply'] & { readonly work: 'done' | 'skipped' };
  /** The connection is reset, with the request carried out or not. */
  readonly reset?: 'done' | 'skipped';
};

/** The faults as the sandbox wants them. Each call counts requests from the start. */
export function interceptionOf(
  faults: readonly Fault[],
  edit: (change: LiveEdit) => void,
): (request: RecordedRequest) => Interception | undefined {
  const counts = faults.map(() => 0);
  return ({ method, path }) => {
    const line = `${method} ${path}`;
    const hits = faults.filter((fault, index) => {
      if (!new RegExp(fault.on).test(line)) return false;
      const count = (counts[index] ?? 0) + 1;
      counts[index] = count;
      return fault.at?.includes(count) ?? true;
    });
    for (const { liveEdit } of hits) if (liveEdit !== undefined) edit(liveEdit);
    return hits.map(interceptionFor).find((interception) => interception !== undefined);
  };
}

function interceptionFor({ replace, answer, reset }: Fault): Interception | undefined {
  if (reset !== undefined) return { kind: 'reset', work: reset };
  if (answer !== undefined) {
    const { work, ...reply } = answer;
    return { kind: 'answer', work, reply };
  }
  if (replace === undefined) return undefined;
  return { kind: 'edit-reply', edit: (reply) => ({ ...reply, body: replaced(reply.body, replace) }) };
}

function replaced(body: string, texts: readonly (readonly [string, string])[]): string {
  return texts.reduce((text, [from, to]) => {
    // A scenario whose fault no longer bites would show nothing.
    if (!text.includes(from)) throw new Error(`the reply does not hold ${from}: ${text}`);
    return text.replaceAll(from, to);
  }, body);
}
