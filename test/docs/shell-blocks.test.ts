import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runProgram } from '../support/run-program.ts';

const folders = ['docs', 'examples'];
const inFolders = folders.flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
);
const made = join('docs', 'api');
const pages = ['README.md', ...inFolders.filter((name) => name.endsWith('.md') && !name.startsWith(made))];

/** The commands of capstan in the shell blocks of a page, as words; without what the shell does with the output. */
function commandsOf(page: string): readonly (readonly string[])[] {
  const blocks = [...page.matchAll(/^ *```sh\n([\s\S]*?)^ *```$/gm)].map(([, body = '']) => body);
  const lines = blocks.flatMap((body) => body.split('\n')).map((line) => line.trim());
  return lines
    .filter((line) => line.startsWith('capstan '))
    .map((line) => line.replace(/ +(?:#|>|\|) .*$/, ''))
    .map((line) => [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, word = '']) => quoted ?? word).slice(1));
}

const commands = [
  ...new Set(pages.flatMap((page) => commandsOf(readFileSync(page, 'utf8'))).map((words) => words.join(' '))),
];

// What they print is on other pages, which play them. Here there is no file, and there are no credentials.
describe('the commands in shell blocks', () => {
  const cwd = mkdtempSync(join(tmpdir(), 'capstan-shell-'));
  afterAll(() => rmSync(cwd, { recursive: true }));

  it('are more than a few', () => {
    expect(commands.length).toBeGreaterThan(10);
  });

  it.each(commands)('capstan %s has words and flags that there are', async (command) => {
    const words = command.split(' ');
    // A sandbox would stay.
    const { stderr, stdout } = await runProgram(words[0] === 'sandbox' ? [...words, '--help'] : words, { cwd });
    expect(`${stdout}${stderr}`).not.toMatch(/\[unknown-(?:flag|command)\]|arguments? too many/);
  });
});
