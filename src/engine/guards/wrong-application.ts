import type { Finding } from '../../model/finding.ts';
import { otherApplications } from '../../model/live.ts';
import type { Guard, GuardInput } from './guard.ts';

/** The service responds for a different application than the file names. */
export const wrongApplication: Guard = { code: 'wrong-application', override: 'none', rank: 10, check };

function check({ desired, live }: GuardInput): readonly Finding[] {
  const { id, source } = desired.application;
  return otherApplications(live, id).map((other) => ({
    code: 'wrong-application',
    severity: 'refuse',
    fact: `the service responded for application ${other}, but the file is for ${id}`,
    cure: 'check application.id and the URLs',
    target: { kind: 'global' },
    source,
  }));
}
