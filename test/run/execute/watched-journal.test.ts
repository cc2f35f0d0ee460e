import { expect, it } from 'vitest';
import { watchJournal } from '../../../src/run/execute/send-call.ts';
import { aCall, scriptedJournal } from './scripted-resource.ts';

it('remembers the first record that a journal lacks, and asks for the later ones all the same', async () => {
  const lines: string[] = [];
  const journal = watchJournal(scriptedJournal((line) => lines.push(line), 'sent c1 done'));
  await journal.intent(aCall('c1'), null);
  expect(journal.gap()).toBeNull();
  expect(await journal.sent('c1', { kind: 'done', code: null })).toMatchObject({ kind: 'failed' });
  await journal.intent(aCall('c2'), null);
  expect(journal.gap()).toBe('the disk is full');
  expect(lines).toEqual(['intent c1', 'sent c1 done', 'intent c2']);
});

it('takes an error in a journal for a record that was not written, and tells nothing of it', async () => {
  const broken = { ...scriptedJournal(() => undefined), intent: () => Promise.reject(new Error('canary')) };
  const journal = watchJournal(broken);
  expect(await journal.intent(aCall('c1'), null)).toMatchObject({ kind: 'failed' });
  expect(journal.gap()).toContain('unexpected error');
  expect(journal.gap()).not.toContain('canary');
});
