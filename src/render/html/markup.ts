import { escapeHtml } from '../escape/html.ts';

/** Text that is HTML already. Only `markup` makes it. */
export type Markup = { readonly markup: string };

type Part = string | number | Markup | readonly Markup[];

/** HTML from a template: whatever is put in is escaped, unless it is markup itself. */
export function markup(pieces: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  const texts = pieces.map((piece, index) => piece + partText(parts[index] ?? ''));
  return { markup: texts.join('') };
}

/** No markup at all. */
export const nothing: Markup = { markup: '' };

function partText(part: Part): string {
  if (typeof part === 'string') return escapeHtml(part);
  if (typeof part === 'number') return String(part);
  return 'markup' in part ? part.markup : part.map((one) => one.markup).join('');
}
