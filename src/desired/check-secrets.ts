import type { Source } from '../core/model/source.ts';
import { minSecretLength } from './bounds.ts';
import type { Decoding } from './decoding.ts';
import type { Located } from './located.ts';
import { visitTexts } from './visit-texts.ts';

/**
 * Reports each plain text that contains a secret which references gave: what stands in the file in clear is no secret,
 * and plans would show it. Secrets of fewer characters than `minSecretLength` are not looked for.
 */
export function checkSecrets(root: Located, { secrets, resolved, problems }: Decoding): void {
  const wanted = [...secrets].filter(([, value]) => value.length >= minSecretLength);
  if (wanted.length === 0) return;
  const check = (text: string, source: Source): void => {
    const found = wanted.find(([, value]) => text.includes(value));
    if (found === undefined) return;
    problems.add(
      'secret-in-plain-value',
      source,
      `the secret ${found[0]} stands here in clear`,
      `Use \${secret:${found[0]}}.`,
    );
  };
  visitTexts(root, { scalar: (node) => check(node.text, node.source), key: check });
  for (const { text, source } of resolved) check(text, source);
}
