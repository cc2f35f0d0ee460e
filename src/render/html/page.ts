import { createHash } from 'node:crypto';
import { escapeHtml } from '../escape/visible-text.ts';
import { pageStyle } from './page-style.ts';

type PageParts = {
  readonly title: string;
  readonly body: Markup;
  readonly script: string;
};

/**
 * A whole page in one file. Its content security policy allows only this style and this script, by their hashes: if
 * foreign text ever got through as markup, it would still not run.
 */
export function pageHtml({ title, body, script }: PageParts): string {
  const policy = [
    "default-src 'none'",
    `style-src '${hashOf(pageStyle)}'`,
    `script-src '${hashOf(script)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const head = markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policyText(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<meta name="generator" content="capstan">
<title>${title}</title>
`;
  return `${head.markup}<style>${pageStyle}</style>
</head>
<body>
${body.markup}
<script>${script}</script>
</body>
</html>
`;
}

// Written by capstan itself, and easier to review with its quotes.
function policyText(policy: string): Markup {
  return { markup: policy };
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

/** Text that is HTML already. Only `markup` makes it. */
export type Markup = { readonly markup: string };

type Part = string | number | Markup | readonly Markup[];

/** HTML from a template: inserted values are escaped, unless they are markup. */
export function markup(pieces: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  const texts = pieces.map((piece, index) => piece + partText(parts[index] ?? ''));
  return { markup: texts.join('') };
}

// A longer name was not given by a person.
const longestName = 80;

/** A name that wraps after its dots and underscores in a narrow column, not in the middle of a word. */
export function breakable(name: string): Markup {
  if (name.length > longestName) return markup`${name}`;
  const pieces = name.split(/(?<=[._])(?=[^._])/u);
  return { markup: pieces.map(escapeHtml).join('<wbr>') };
}

/** No markup at all. */
export const nothing: Markup = { markup: '' };

function partText(part: Part): string {
  if (typeof part === 'string') return escapeHtml(part);
  if (typeof part === 'number') return String(part);
  return 'markup' in part ? part.markup : part.map((one) => one.markup).join('');
}
