import { textSearch } from '../../leaf/text-search.ts';
import type { Source } from '../../model/finding.ts';
import type { DecodeContext } from '../decode/decode-context.ts';
import { visitTexts } from '../references/references.ts';
import type { Located } from '../yaml/located.ts';
import { minSecretLength } from './limits.ts';

/** A secret by the name of its variable, and what to write instead of it. */
type Known = { readonly name: string; readonly value: string; readonly cure: string };

/**
 * Reports each plain text that contains the caller's own secret, or one that references gave: what is in the file in
 * clear is not a secret, and plans would show it. `clientSecret`: the variable of the caller's secret.
 */
export function checkSecrets(root: Located, clientSecret: string, context: DecodeContext): void {
  const { resolved, problems } = context;
  const known = secretsOf(clientSecret, context).filter(({ value }) => value.length >= minSecretLength);
  const find = textSearch(known.map((secret) => [secret.value, secret] as const));
  const check = (text: string, source: Source): void => {
    const found = find(text);
    if (found === null) return;
    problems.add('secret-in-plain-value', source, `the secret ${found.name} is written here in plain text`, found.cure);
  };
  if (known.length === 0) return;
  visitTexts(root, { scalar: (node) => check(node.text, node.source), key: check });
  for (const { text, source } of resolved) check(text, source);
}

function secretsOf(clientSecret: string, { secrets, options }: DecodeContext): readonly Known[] {
  const given = [...secrets].map(([name, value]) => ({ name, value, cure: `Use \${secret:${name}}.` }));
  const own = Object.hasOwn(options.env, clientSecret) ? (options.env[clientSecret] ?? '') : '';
  const cure = 'Remove it, and change the secret: it may have been read.';
  return [...given, { name: clientSecret, value: own, cure }];
}
