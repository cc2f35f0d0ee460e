import { isNeverAClientSecret } from '../core/model/credential-names.ts';
import type { RunFacts } from '../core/model/run-record.ts';
import { deriveJournalKey } from './journal-key.ts';
import { journalNameOf } from './journal-name.ts';
import { readBytes } from './read-bytes.ts';
import { type FindKey, type OtherKey, type ReadRun, readRunBytes } from './read-run-bytes.ts';

type Variable = (name: string) => string | undefined;

/** Reads what a run recorded, and makes sure that it is just that. `variable` gives environment variables. */
export async function readRun(path: string, variable: Variable): Promise<ReadRun> {
  const name = journalNameOf(path);
  if (name === undefined) return { kind: 'not-a-journal', reason: 'journals are named RUN.jsonl or RUN.open.jsonl' };
  const read = await readBytes(path);
  return read.kind === 'unreadable' ? read : readRunBytes(read.bytes, name, keyFrom(variable));
}

function keyFrom(variable: Variable): FindKey {
  return async ({ key, facts }) => {
    const { source } = key;
    const name = source === 'client-secret' ? facts.credentials.clientSecret : source;
    const why = source === 'client-secret' ? whyNot(facts, variable) : null;
    if (why !== null) return { kind: 'other-key', variable: name, why };
    const text = variable(name) ?? '';
    return { variable: name, key: text === '' ? null : await deriveJournalKey({ source, text }, key) };
  };
}

/** Why the client secret vouches for no journal here; null: it does. */
function whyNot(facts: RunFacts, variable: Variable): OtherKey['why'] | null {
  if ((variable('CAPSTAN_JOURNAL_KEY') ?? '') !== '') return 'own-key-is-set';
  return isKnownToOthers(facts, variable) ? 'not-a-secret' : null;
}

// The journal itself says which variable to try. Whoever forges one names a variable whose text they know.
function isKnownToOthers({ credentials, caller }: RunFacts, variable: Variable): boolean {
  const text = variable(credentials.clientSecret) ?? '';
  const ids = [caller, variable(credentials.clientId), variable('CAPSTAN_CLIENT_ID')];
  return isNeverAClientSecret(credentials.clientSecret) || (text !== '' && ids.includes(text));
}
