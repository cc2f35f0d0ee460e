import { describe, expect, it } from 'vitest';
import { askYesOrNo } from '../../../src/cli/approve/ask-until-clear.ts';
import { fakeSession } from '../fake-session.ts';

function asked(answers: readonly (string | null)[]) {
  const rest = [...answers];
  const questions: string[] = [];
  const prompt = async (question: string) => {
    questions.push(question);
    return rest.shift() ?? null;
  };
  return { ...fakeSession({ prompt }), questions };
}

describe('a question for yes or no', () => {
  it.each([
    [['y'], 'yes'],
    [['Yes'], 'yes'],
    [['n'], 'no'],
    [['NO'], 'no'],
    [[null], 'no'],
    [['', 'sure', 'y'], 'yes'],
    [['1', '2', '3', '4', '5', 'y'], 'no'],
  ] as const)('%j is %s', async (answers, answer) => {
    expect(await askYesOrNo({ text: 'Write this?' }, asked(answers))).toBe(answer);
  });

  it('says what it takes, asks anew, and takes an empty answer only where that has a meaning', async () => {
    const session = asked(['', 'y']);
    await askYesOrNo({ text: 'Write this?' }, session);
    expect(session.told.join('')).toBe('\nWrite this?\nAnswer yes or no.\n\nWrite this?\n');
    expect(session.questions).toEqual(['[y]es, [n]o: ', '[y]es, [n]o: ']);
    const usual = asked(['']);
    expect(await askYesOrNo({ text: 'Write this?', usual: 'yes' }, usual)).toBe('yes');
    expect(usual.questions).toEqual(['[y]es, [n]o (Enter: yes): ']);
  });
});
