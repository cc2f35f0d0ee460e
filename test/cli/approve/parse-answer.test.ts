import { expect, it } from 'vitest';
import { parseAnswer } from '../../../src/cli/approve/ask-until-clear.ts';

it('takes a word or its first letter, in any case, and nothing that only begins like one', () => {
  for (const yes of ['yes', 'y', ' Yes ', 'Y']) expect(parseAnswer(yes)).toEqual({ kind: 'yes' });
  for (const no of ['no', 'n', 'N', 'no not that', null]) expect(parseAnswer(no)).toEqual({ kind: 'no' });
  for (const unclear of ['', ' ', 'ye', 'yes please', 'y n', 'ok', 'apply', 'yess', 'sel'])
    expect(parseAnswer(unclear)).toEqual({ kind: 'unclear' });
});

it('reads the targets behind select and details', () => {
  expect(parseAnswer('s')).toEqual({ kind: 'select', names: [] });
  expect(parseAnswer('select settings.a  custom.b')).toEqual({ kind: 'select', names: ['settings.a', 'custom.b'] });
  expect(parseAnswer('d a')).toEqual({ kind: 'details', names: ['a'] });
});
