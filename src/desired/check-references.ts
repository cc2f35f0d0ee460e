import type { Located, LocatedScalar } from './located.ts';
import type { ProblemList } from './problem-list.ts';
import { looksLikeReference, parseReferences } from './references.ts';
import { type Allowed, visitTexts } from './visit-texts.ts';

/** Reports each reference of a file that is malformed, reads what it may not, or stands where none may stand. */
export function checkReferences(root: Located, problems: ProblemList): void {
  visitTexts(root, {
    scalar: (node, allowed) => checkScalar(node, allowed, problems),
    key: (key, source) => {
      if (!looksLikeReference(key)) return;
      problems.add('reference-not-allowed', source, 'a reference stands in a key', 'Write the key out.');
    },
  });
}

function checkScalar(node: LocatedScalar, allowed: Allowed, problems: ProblemList): void {
  if (!node.text.includes('${')) return;
  if (allowed === 'none') {
    if (looksLikeReference(node.text)) {
      problems.add(
        'reference-not-allowed',
        node.source,
        'no reference may stand here',
        'Write the value out; references belong into values, ids and names.',
      );
    }
    return;
  }
  const parsed = parseReferences(node.text);
  if (parsed.kind === 'bad') {
    problems.add(parsed.trouble.code, node.source, parsed.trouble.message, parsed.trouble.cure);
  } else if (allowed === 'env' && parsed.parts.some((part) => part.kind === 'secret')) {
    problems.add(
      'secret-not-allowed',
      node.source,
      'a secret cannot stand here: plans and logs show this value',
      'Use ${env:NAME}.',
    );
  }
}
