import { randomBytes } from 'node:crypto';

/** The id of a new run. Sorts by time, and two runs within a second still differ. */
export function newRunId(now: Date): string {
  return `${now.toISOString().replace(/\D/g, '').slice(0, 14)}-${randomBytes(4).toString('hex')}`;
}
