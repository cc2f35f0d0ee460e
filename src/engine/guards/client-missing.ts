import type { Finding } from '../../model/finding.ts';
import type { ResolvedClient } from '../../model/live.ts';
import type { Guard, GuardInput } from './guard.ts';

/** A declared client cannot be told apart in the live list. capstan never creates clients. */
export const clientMissing: Guard = { code: 'client-missing', override: 'none', check };

function check({ clients }: GuardInput): readonly Finding[] {
  return clients.flatMap((client) => {
    const reason = reasonOf(client);
    if (reason === null) return [];
    const { alias, source } = client.desired;
    const message = `client ${alias}: ${reason}`;
    return [
      {
        code: 'client-missing',
        severity: 'refuse' as const,
        message,
        target: { kind: 'client' as const, alias },
        source,
      },
    ];
  });
}

function reasonOf(client: ResolvedClient): string | null {
  const { identity } = client.desired;
  switch (client.kind) {
    case 'found':
      return null;
    case 'missing': {
      const what =
        identity.by === 'id' ? `no client has the id ${identity.id}` : 'no client has the name given under find';
      return `${what}; capstan does not create clients, so correct the file, take the client out of it, or create it first`;
    }
    case 'ambiguous':
      return `${client.count} clients have the name given under find; name the one that is meant by id`;
    case 'duplicate':
      return `it stands for the same live client as ${client.other}; keep one of the two`;
  }
}
