import { byText } from '../../leaf/json.ts';
import type { Finding } from '../../model/finding.ts';
import type { Guard, GuardInput } from './guard.ts';

/** The service responds for a different application than the file names. */
export const wrongApplication: Guard = { code: 'wrong-application', override: 'none', rank: 10, check };

function check({ desired, live }: GuardInput): readonly Finding[] {
  const { id, source } = desired.application;
  const replies = [live.global, ...[...live.clients.values()].flatMap((client) => [client, client.scope])];
  const others = new Set(replies.flatMap((reply) => (reply === null ? [] : [reply.application])));
  others.delete(id);
  return [...others].sort(byText).map((other) => ({
    code: 'wrong-application',
    severity: 'refuse',
    fact: `the service responded for application ${other}, but the file is for ${id}`,
    cure: 'check application.id and the URLs',
    target: { kind: 'global' },
    source,
  }));
}
