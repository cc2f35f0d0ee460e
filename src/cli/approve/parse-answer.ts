/** The answer to a question about a plan. `names`: the targets after the word. */
export type ParsedAnswer =
  | { readonly kind: 'yes' | 'no' | 'unclear' }
  | { readonly kind: 'select' | 'details'; readonly names: readonly string[] };

const words = ['yes', 'no', 'select', 'details'] as const;

/**
 * Parses an answer: a word or its first letter, and the targets after it. A question that was interrupted counts as no.
 */
export function parseAnswer(answer: string | null): ParsedAnswer {
  if (answer === null) return { kind: 'no' };
  const [first = '', ...names] = answer.trim().split(/\s+/);
  const said = first.toLowerCase();
  const kind = words.find((word) => said === word || (said !== '' && said === word.charAt(0)));
  if (kind === undefined) return { kind: 'unclear' };
  if (kind === 'select' || kind === 'details') return { kind, names };
  // "no not that" is a no; "yes but" is not a yes.
  return names.length > 0 && kind === 'yes' ? { kind: 'unclear' } : { kind };
}
