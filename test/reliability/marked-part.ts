import { readFileSync, writeFileSync } from 'node:fs';

/** The part of a page between its two markers. Throws when there is none. */
export function markedPart(file: string, name: string): string {
  const { before, after, text } = parts(file, name);
  return text.slice(before, after).trim();
}

/** Puts another text between the markers. */
export function replaceMarkedPart(file: string, name: string, part: string): void {
  const { before, after, text } = parts(file, name);
  writeFileSync(file, `${text.slice(0, before)}\n\n${part}\n\n${text.slice(after)}`);
}

function parts(file: string, name: string): { text: string; before: number; after: number } {
  const text = readFileSync(file, 'utf8');
  const begin = `<!-- ${name}: generated, see test/reliability -->`;
  const end = `<!-- end of ${name} -->`;
  const [before, after] = [text.indexOf(begin), text.indexOf(end)];
  if (before === -1 || after < before) throw new Error(`${file} lacks the markers of ${name}`);
  return { text, before: before + begin.length, after };
}
