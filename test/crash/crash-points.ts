import { readFileSync } from 'node:fs';
import type { SandboxState } from '../../src/sandbox/run-sandbox.ts';
import { type CrashPoint, openCrashSite } from './crash.ts';

/** An apply that no one disturbs: what it asks of the service, what it writes down, and where it leads. */
export type Undisturbed = {
  readonly requests: readonly string[];
  readonly records: number;
  readonly desired: SandboxState;
  readonly output: string;
};

export async function applyUndisturbed(): Promise<Undisturbed> {
  const site = await openCrashSite();
  try {
    const { code, output } = await site.apply();
    if (code !== 0) throw new Error(`the apply without a crash ended with ${code}: ${output}`);
    const [journal] = site.journals();
    if (journal === undefined) throw new Error('the apply without a crash left no journal');
    const records = readFileSync(journal.file, 'utf8').trimEnd().split('\n').length;
    return { requests: site.requests(), records, desired: site.state(), output };
  } finally {
    await site.close();
  }
}

/** Every request, with a write's work done and not done; and every record, half written and safe. */
export function crashPoints({ requests, records }: Undisturbed): readonly CrashPoint[] {
  const aroundRequests = requests.flatMap((line, number): CrashPoint[] => {
    const before: CrashPoint = { at: 'request', number, work: 'skipped' };
    return line.startsWith('GET ') ? [before] : [before, { at: 'request', number, work: 'done' }];
  });
  const numbers = Array.from({ length: records }, (_, index) => index + 1);
  const aroundRecords = numbers.flatMap((number): CrashPoint[] => [
    { at: 'record', number, moment: 'torn' },
    { at: 'record', number, moment: 'after' },
  ]);
  return [
    ...aroundRequests,
    { at: 'record', number: 1, moment: 'before' },
    ...aroundRecords,
    { at: 'record', number: records, moment: 'closed' },
  ];
}

/** Each so many of them, always the same ones. */
export function everyNth(points: readonly CrashPoint[], n: number): readonly CrashPoint[] {
  return points.filter((_, index) => index % n === 0);
}
