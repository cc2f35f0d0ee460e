import { expect, it } from 'vitest';
import { readSaid } from '../../../src/cli/approve/said.ts';

it('takes a word or its first letter, in any case, and nothing that only begins like one', () => {
  for (const yes of ['yes', 'y', ' Yes ', 'Y']) expect(readSaid(yes)).toEqual({ kind: 'yes' });
  for (const no of ['no', 'n', 'N', 'no not that', null]) expect(readSaid(no)).toEqual({ kind: 'no' });
  for (const unclear of ['', ' ', 'ye', 'yes please', 'y n', 'ok', 'apply', 'yess', 'sel'])
    expect(readSaid(unclear)).toEqual({ kind: 'unclear' });
});

it('reads the targets behind select and details', () => {
  expect(readSaid('s')).toEqual({ kind: 'select', names: [] });
  expect(readSaid('select settings.a  custom.b')).toEqual({ kind: 'select', names: ['settings.a', 'custom.b'] });
  expect(readSaid('d a')).toEqual({ kind: 'details', names: ['a'] });
});
