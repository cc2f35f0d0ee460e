import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { analyse } from 'scslre';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const files = ['src', 'action']
  .flatMap((root) => readdirSync(root, { recursive: true, encoding: 'utf8' }).map((name) => join(root, name)))
  .filter((name) => /\.(?:ts|mjs)$/.test(name) && !name.includes('generated'));

/** Every regular expression that is written out in a file, as text. */
function expressionsIn(file: string): readonly string[] {
  const found: string[] = [];
  const look = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) found.push(node.text);
    ts.forEachChild(node, look);
  };
  look(ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest));
  return found;
}

function isSlow(text: string): boolean {
  const end = text.lastIndexOf('/');
  return analyse(new RegExp(text.slice(1, end), text.slice(end + 1))).reports.length > 0;
}

describe('the regular expressions of the sources', () => {
  it('take linear time, whatever the text', () => {
    const all = files.flatMap((file) => expressionsIn(file).map((text) => ({ file, text })));
    expect(all.length).toBeGreaterThan(100);
    expect(all.filter(({ text }) => isSlow(text))).toEqual([]);
  });

  it('would be found if they did not', () => {
    expect([String.raw`/\s+$/`, '/^(a+)+$/', '/^a*a*b$/'].filter(isSlow)).toHaveLength(3);
  });
});
