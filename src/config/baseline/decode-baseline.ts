import type { Baseline } from '../../model/baseline.ts';
import type { ClientState, ScopeState } from '../../model/state.ts';
import { decodeId, decodeText } from '../decode/decode-application.ts';
import { decodeClientScope } from '../decode/decode-clients.ts';
import type { DecodeContext } from '../decode/decode-context.ts';
import { decodeGlobal, decodeUnmentioned } from '../decode/decode-scope.ts';
import { decodeThings } from '../decode/decode-things.ts';
import { readTarget, readTargetOrId, readTargets } from '../decode/read-targets.ts';
import { childOf, entriesOf, itemsOf, type LocatedMap } from '../yaml/located.ts';

/** What a merged file says as a baseline, less its name. */
export type DecodedBaseline = Pick<Baseline, 'global' | 'clients' | 'things' | 'ignore' | 'accepted' | 'sensitive'>;

/** Reads a merged file as a baseline: what it asked for counts as having been applied, days do not count. */
export function decodeBaseline(root: LocatedMap, context: DecodeContext): DecodedBaseline {
  const inherited = decodeUnmentioned(root) ?? 'keep';
  const clients = [...entriesOf(childOf(root, 'clients'))].map(
    ([alias, { value }]): ClientState & { alias: string } => ({
      alias,
      id: decodeId(childOf(value, 'id'), 'client id', context)?.text ?? null,
      name: decodeText(childOf(childOf(value, 'find'), 'name'), context)?.text ?? null,
      scope: decodeClientScope(value, inherited, context),
    }),
  );
  const global = decodeGlobal(root, context);
  return {
    global: global !== null && saysNothing(global) ? null : global,
    clients: new Map(clients.map((client) => [client.alias, client])),
    ...decodeThings(root, context),
    ignore: readTargets(childOf(root, 'ignore'), context.problems).map(({ pattern }) => pattern),
    accepted: acceptedIn(root, context),
    sensitive: readTargets(childOf(root, 'sensitive'), context.problems, readTargetOrId).map(({ pattern }) => pattern),
  };
}

// Whether an entry held on the day of the apply is not known, and not what live was then.
function acceptedIn(root: LocatedMap, { problems }: DecodeContext): Baseline['accepted'] {
  return itemsOf(childOf(root, 'accept')).flatMap((entry) => readTarget(childOf(entry, 'target'), problems) ?? []);
}

function saysNothing({ sections, whole }: ScopeState): boolean {
  return sections.settings.size + sections.custom.size === 0 && !whole.settings && !whole.custom;
}
