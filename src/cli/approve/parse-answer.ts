/** What was said to a plan. `names`: the targets behind the word. */
export type ParsedAnswer =
  | { readonly kind: 'yes' | 'no' | 'unclear' }
  | { readonly kind: 'select' | 'details'; readonly names: readonly string[] };

const words = ['yes', 'no', 'select', 'details'] as const;

/** Reads an answer: a word or its first letter, and targets behind it. A question that was broken off is a no. */
export function parseAnswer(answer: string | null): ParsedAnswer {
  if (answer === null) return { kind: 'no' };
  const [first = '', ...names] = answer.trim().split(/\s+/);
  const said = first.toLowerCase();
  const kind = words.find((word) => said === word || (said !== '' && said === word.charAt(0)));
  if (kind === undefined) return { kind: 'unclear' };
  if (kind === 'select' || kind === 'details') return { kind, names };
  // "no not that" is no; "yes but" is none.
  return names.length > 0 && kind === 'yes' ? { kind: 'unclear' } : { kind };
}
