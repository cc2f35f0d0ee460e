import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { chooseOnTerminal } from '../../src/cli/approve/ask-until-clear.ts';
import type { Choice, Chosen } from '../../src/cli/terminal/session.ts';
import { colourStyle, plainStyle, type Style } from '../../src/render/text/style.ts';

const options = ['first', 'second', 'third'].map((value) => ({ value, label: value, hint: `of ${value}` }));
const several: Choice = { text: 'Which?', count: 'several', options, ticked: ['first', 'second'] };
const one: Choice = { ...several, count: 'one', ticked: [] };

const [down, space, enter, back, ctrlC] = ['\u001b[B', ' ', '\r', '\u001b', '\u0003'];

/** What is chosen by these keys; without any the input ends. */
async function chosen(
  choice: Choice,
  keys: readonly string[],
  style: Style = plainStyle(),
): Promise<{ readonly chosen: Chosen; readonly shown: string }> {
  const [input, output] = [new PassThrough(), new PassThrough()];
  let shown = '';
  output.on('data', (chunk: Buffer) => {
    shown += chunk.toString('utf8');
  });
  const result = chooseOnTerminal(choice, { input, output, style });
  for (const key of keys) input.write(key);
  if (keys.length === 0) input.end();
  return { chosen: await result, shown };
}

describe('a list on the terminal', () => {
  it('gives what was ticked, or the one', async () => {
    expect(await chosen(several, [space, down, down, space, enter])).toMatchObject({ chosen: ['second', 'third'] });
    expect(await chosen(one, [down, enter])).toMatchObject({ chosen: ['second'] });
  });

  it('tells going back from breaking off', async () => {
    expect(await chosen(several, [back])).toMatchObject({ chosen: 'back' });
    expect(await chosen(one, [ctrlC])).toMatchObject({ chosen: 'broken-off' });
    expect(await chosen(several, [])).toMatchObject({ chosen: 'broken-off' });
  });

  it('has colours only where they are wanted', async () => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what colours are made of.
    const coloured = /\u001b\[[\d;]*m/;
    expect((await chosen(one, [enter])).shown).toContain('Which?');
    expect((await chosen(one, [enter])).shown).not.toMatch(coloured);
    expect((await chosen(one, [enter], colourStyle())).shown).toContain('Which?');
  });
});
