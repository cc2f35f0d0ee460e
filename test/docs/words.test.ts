import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');

/** A word or phrase that was replaced, and what to write in its place. */
type Replaced = { readonly words: RegExp; readonly better: string };

// Not within a code such as `nobody-to-ask`, which scripts know.
const word = (text: string): RegExp => new RegExp(`(?<![\\w-])${text}(?![\\w-])`, 'iu');

const replaced: readonly Replaced[] = [
  { words: word('somebody'), better: 'someone, where a person is concerned' },
  { words: word('nobody'), better: 'no one; of knowledge: unknown' },
  { words: word('whoever'), better: 'anyone who, or the person' },
  { words: word('everybody'), better: 'everyone' },
  { words: word('anybody'), better: 'anyone' },
  { words: word('nought'), better: 'zero' },
  { words: word('in thought'), better: 'subtracts, simulates' },
  { words: word('held against'), better: 'compared with' },
  { words: /\bholds? [\w' ]{1,60} against\b/iu, better: 'compare with' },
  { words: /\b(?:is|are) (?:not )?meant\b/iu, better: 'is intended, is expected' },
  {
    words: /\btak(?:es?|en|ing) (?:(?:it|this|that|them|one|a run|runs) )?back\b(?! to| from| in)/iu,
    better: 'undoes, undo',
  },
  { words: word('replacing calls?'), better: 'full replace (PUT)' },
  { words: word('waiting in the file'), better: 'pending' },
  { words: word('changed in live'), better: 'drifted, changed in the live application' },
  { words: word('live has what the file asks for'), better: 'the live application matches the file' },
  { words: word('which side is newer'), better: 'a difference of unknown origin' },
  { words: word('until (?:it is|they are) dealt with'), better: 'fix it before applying' },
  { words: word('this cannot be allowed'), better: 'this guard has no override' },
  { words: word('the answer was not'), better: 'Cancelled.' },
  { words: word('no terminal to ask on'), better: 'confirmation needed, but there is no terminal' },
  { words: word('knows no such application'), better: 'application not found in this region' },
  { words: word('takes no connection'), better: 'connection refused by' },
  { words: word('is not a key of'), better: 'unknown key' },
  { words: word('a map or list stands where'), better: 'expected a single value' },
  { words: word('known are'), better: 'Available:' },
  { words: /\bthere is no flag\b/iu, better: 'Unknown flag' },
  { words: word('given no means to'), better: 'has no write interface' },
  { words: word('make room'), better: 'free disk space' },
  { words: word('deal with the findings'), better: 'fix the findings' },
  { words: word('slip of the pen'), better: 'typo' },
  { words: word('the calls that follow'), better: 'the remaining requests' },
  { words: word('replaces everything at its path'), better: 'full replace' },
  { words: word('(?:over|reads) live(?= and| is|[.,;])'), better: 'against, reads the live application' },
  { words: word('mend(?:s|ed|ing)?'), better: 'fix' },
  { words: word('live has it not'), better: 'not in live' },
];

// Decisions are the past, in the words of their day; the sandbox speaks for the service; this list has all the words.
const places = ['src', 'schemas', 'docs', 'examples', 'action', 'action.yml', 'README.md'];
const pages = ['ARCHITECTURE.md', 'CONTRIBUTING.md', 'SECURITY.md'];
const left = /^(?:docs\/decisions\/|src\/sandbox\/|docs\/pictures\/)|\.(?:png|svg)$/u;

function texts(): readonly string[] {
  const listed = execFileSync('git', ['ls-files', '-z', '--', ...places, ...pages], { cwd: root, encoding: 'utf8' });
  return listed.split('\0').filter((path) => path !== '' && !left.test(path));
}

function faultsIn(path: string): readonly string[] {
  const lines = readFileSync(join(root, path), 'utf8').split('\n');
  return lines.flatMap((line, at) =>
    replaced.flatMap(({ words, better }) => {
      const found = words.exec(line)?.[0];
      return found === undefined ? [] : [`${path}:${at + 1}: "${found}": better: ${better}`];
    }),
  );
}

describe('the words of texts, help and comments', () => {
  it('are standard: none that was replaced is back', () => {
    expect(texts().flatMap(faultsIn)).toEqual([]);
  });

  it('are looked for', () => {
    const found = (text: string): boolean => replaced.some(({ words }) => words.test(text));
    for (const text of ['Nobody knows', 'it takes it back', 'Known are: a', 'a replacing call', 'if it is meant'])
      expect(found(text)).toBe(true);
    for (const text of ['nobody-to-ask', 'it goes back', 'what is known', 'a meaning', 'take it back to the shop'])
      expect(found(text)).toBe(false);
  });
});
