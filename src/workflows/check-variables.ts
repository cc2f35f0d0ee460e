import { editDistance } from '../leaf/did-you-mean.ts';
import type { Problem } from '../model/finding.ts';
import type { Variables } from './context.ts';

const knownNames = [
  'CAPSTAN_CLIENT_ID',
  'CAPSTAN_CLIENT_SECRET',
  'CAPSTAN_FINGERPRINT_KEY',
  'CAPSTAN_ALLOWED_HOSTS',
  'CAPSTAN_ALLOWED_VARIABLES',
  'CAPSTAN_JOURNAL_KEY',
  'CAPSTAN_SHARDS',
];
const maxDistance = 2;

/** A `CAPSTAN_*` variable that looks misspelt: it would silently have no effect. `named`: those of the file. */
export function checkVariables(variables: Variables, named: readonly string[]): readonly Problem[] {
  const fine = new Set([...knownNames, ...named]);
  return Object.keys(variables)
    .filter((name) => name.startsWith('CAPSTAN_') && !name.startsWith('CAPSTAN_VAR_') && !fine.has(name))
    .sort()
    .flatMap((name) => {
      const meant = knownNames.find((known) => editDistance(name, known, maxDistance) <= maxDistance);
      return meant === undefined ? [] : [misspelled(name, meant)];
    });
}

function misspelled(name: string, meant: string): Problem {
  return {
    code: 'unknown-variable',
    message: `The environment variable ${name} is not a variable of capstan.`,
    cure: `Did you mean ${meant}? Otherwise unset it, or name it under \`credentials:\` in the file.`,
    source: null,
  };
}
