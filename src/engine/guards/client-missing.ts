import { type NameFinder, nameFinder } from '../../leaf/did-you-mean.ts';
import type { Finding } from '../../model/finding.ts';
import type { LiveState, ResolvedClient } from '../../model/live.ts';
import type { Guard, GuardInput } from './guard.ts';

/** A declared client is not in the live list, or the list has it more than once. capstan never creates clients. */
export const clientMissing: Guard = { code: 'client-missing', override: 'none', rank: 330, check };

function check({ clients, live, undo }: GuardInput): readonly Finding[] {
  const near = nearNames(live);
  return clients.flatMap((client) => {
    const found = undo === null ? faultOf(client, near) : faultInUndo(client, near);
    if (found === null) return [];
    const { alias, source } = client.desired;
    return [
      {
        code: 'client-missing',
        severity: 'refuse' as const,
        fact: `client ${alias}: ${found.fact}`,
        cure: found.cure,
        target: { kind: 'client' as const, alias },
        source,
      },
    ];
  });
}

// An undo names each client by its id, and no file could be corrected.
function faultInUndo(client: ResolvedClient, near: NameFinder): Pick<Finding, 'fact' | 'cure'> | null {
  if (client.kind !== 'missing') return faultOf(client, near);
  return { fact: `no client has the id ${client.desired.id}, which the run changed`, cure: undoCure };
}

const undoCure =
  'capstan does not create clients, so undo the rest with --only, such as --only global or --only clients.ALIAS';

function faultOf(client: ResolvedClient, near: NameFinder): Pick<Finding, 'fact' | 'cure'> | null {
  const { id, name } = client.desired;
  switch (client.kind) {
    case 'found':
      return null;
    case 'missing':
      return id === null
        ? { fact: 'no client has the name given under find', cure: withName(name, near) }
        : { fact: `no client has the id ${id}`, cure: missingCure };
    case 'ambiguous':
      return {
        fact: `${client.count} clients have the name given under find`,
        cure: 'name the right one by id',
      };
    case 'duplicate':
      return { fact: `it refers to the same live client as ${client.other}`, cure: 'keep one of the two' };
  }
}

const missingCure =
  'capstan does not create clients, so correct the file, remove the client from it, or create it first';

// The name itself is not repeated: it may come from a variable.
function withName(name: string, near: NameFinder): string {
  const other = near(name);
  return other === undefined ? missingCure : `did you mean "${other}"? ${missingCure}`;
}

/** Suggests a name: one with a typo, else the only one that begins with the same words. */
function nearNames({ clients }: LiveState): NameFinder {
  const slips = nameFinder([...clients.values()].map(({ name }) => name));
  let longer: ReadonlyMap<string, string | undefined> | undefined;
  return (name) => {
    longer ??= namesByStart(clients);
    return slips(name) ?? longer.get(name.trim().toLowerCase());
  };
}

function namesByStart(clients: LiveState['clients']): ReadonlyMap<string, string | undefined> {
  const byStart = new Map<string, string | undefined>();
  for (const { name } of clients.values())
    for (const start of starts(name)) byStart.set(start, byStart.has(start) ? undefined : name);
  return byStart;
}

// A bound: a name of a thousand words would make a thousand texts.
const maxWords = 8;

function starts(name: string): readonly string[] {
  const words = name.trim().toLowerCase().split(/\s+/).slice(0, maxWords);
  return words.map((_, at) => words.slice(0, at + 1).join(' '));
}
