import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../../src/cli/main.ts';
import { commandGroups, rootHelpText } from '../../../src/cli/root-help.ts';
import { plainStyle } from '../../../src/render/text/style.ts';
import { runProgram } from '../../support/run-program.ts';

const shown = async (...words: readonly string[]) => (await runProgram(words, { cwd: process.cwd() })).stdout;

describe('the help of the program', () => {
  it('has every command in one group', () => {
    expect(commandGroups.flatMap(([, names]) => names).sort()).toEqual(Object.keys(COMMANDS).sort());
  });

  it('gives examples, what to do first, the groups, and where there is more', async () => {
    const help = await shown('--help');
    const places = [
      'Examples\n',
      'Start with `capstan init`',
      '\nStart\n',
      '\nChange\n',
      '\nWatch\n',
      '\nTools\n',
      'More: ',
    ];
    const found = places.map((text) => help.indexOf(text));
    expect(found).toEqual([...found].sort((a, b) => a - b));
    expect(found).not.toContain(-1);
    expect(await shown()).toBe(help);
    expect(await shown('help')).toBe(help);
    const narrow = rootHelpText('0.1.0', (name) => COMMANDS[name]?.summary ?? '', plainStyle(80));
    expect(Math.max(...narrow.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  it('of one command begins with usage and examples', async () => {
    const help = await shown('plan', '--help');
    const [usage = 0, example = 0, flags = 0] = ['USAGE', 'EXAMPLES', 'FLAGS'].map((title) =>
      help.indexOf(`${title}\n`),
    );
    expect([usage, example, flags]).toEqual([usage, example, flags].sort((a, b) => a - b));
    expect(await shown('--help', 'plan')).toBe(help);
  });
});
