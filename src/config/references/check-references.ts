import type { ProblemList } from '../check/problem-list.ts';
import type { Located, LocatedScalar } from '../yaml/located.ts';
import type { FileVariables, Refusal } from './file-variables.ts';
import { type Allowed, looksLikeReference, parseReferences, type TextPart, visitTexts } from './references.ts';

/** Reports each reference of a file that is malformed, reads what it may not, or stands where none may stand. */
export function checkReferences(root: Located, variables: FileVariables, problems: ProblemList): void {
  visitTexts(root, {
    scalar: (node, allowed) => checkScalar(node, allowed, variables, problems),
    key: (key, source) => {
      if (!looksLikeReference(key)) return;
      problems.add('reference-not-allowed', source, 'a reference stands in a key', 'Write the key out.');
    },
  });
}

function checkScalar(node: LocatedScalar, allowed: Allowed, variables: FileVariables, problems: ProblemList): void {
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
    problems.add(parsed.error.code, node.source, parsed.error.message, parsed.error.cure);
    return;
  }
  for (const { code, message, cure } of parsed.parts.flatMap((part) => refusalsOf(part, variables)))
    problems.add(code, node.source, message, cure);
  if (allowed === 'env' && parsed.parts.some((part) => part.kind === 'secret')) {
    problems.add(
      'secret-not-allowed',
      node.source,
      'a secret cannot stand here: plans and logs show this value',
      'Use ${env:NAME}.',
    );
  }
}

function refusalsOf(part: TextPart, variables: FileVariables): readonly Refusal[] {
  return part.kind === 'text' ? [] : variables.refusals(part);
}
