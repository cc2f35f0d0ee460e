import { describe, expect, it } from 'vitest';
import type { Outcome, Result, RunReport } from '../../src/model/run.ts';
import { runText } from '../../src/render/text/run-text.ts';
import { colourStyle, plainStyle } from '../../src/render/text/style.ts';
import { fullPlan } from './sample-plan.ts';

const report: RunReport = {
  run: { id: '20261121100000-0a0b0c0d' },
  result: 'partial',
  outcomes: [
    { call: 'c1', status: 'done', verified: true, seen: null, reason: null, code: null },
    {
      call: 'c2',
      status: 'failed',
      verified: false,
      seen: null,
      reason: 'The service said \u001b[31mno.',
      code: 'rejected',
    },
    { call: 'c3', status: 'not-run', verified: false, seen: null, reason: 'A call before it failed.', code: null },
    { call: 'c9', status: 'unknown', verified: false, seen: null, reason: null, code: null },
    { call: 'c2', status: 'done', verified: false, seen: null, reason: null, code: null },
  ],
  sideEffects: [{ target: 'custom.other', message: 'changed as well' }],
  changedMeanwhile: ['settings.site_name'],
  stoppedBy: { code: 'rejected', message: 'The service refused a call.' },
  journalGap: null,
};

const nothing = { ...report, outcomes: [], sideEffects: [], changedMeanwhile: [], stoppedBy: null };

describe('runText', () => {
  it('says of each call what became of it, what else changed, why it stopped and what to do', async () => {
    await expect(runText(fullPlan, report, plainStyle(80))).toMatchFileSnapshot('golden/run-partial.txt');
  });

  it('marks outcomes by colour', async () => {
    await expect(runText(fullPlan, report, colourStyle(80))).toMatchFileSnapshot('golden/run-colour.txt');
  });

  it('says what every end of a run means, in one line first', async () => {
    const results: readonly Result[] = [
      'in-sync',
      'done',
      'refused',
      'stale',
      'failed',
      'interrupted',
      'partial',
      'unknown',
      'side-effects',
      'stored-otherwise',
      'unverified',
    ];
    const texts = results.map(
      (result) =>
        `${result}:\n${runText(fullPlan, { ...nothing, result, run: { id: result === 'done' ? 'r' : '' } }, plainStyle(80))}`,
    );
    await expect(texts.join('\n')).toMatchFileSnapshot('golden/run-results.txt');
  });

  it('says why a request failed once, and for which targets it was', () => {
    const targets = Array.from({ length: 12 }, (_, index) => `custom.k${index}`);
    const plan = { ...fullPlan, calls: [{ ...call, targets }] };
    const text = runText(plan, partial(failed('rejected')), plainStyle());
    expect(text).toContain('failed  c1  PUT  /a  12 targets\n    for custom.k0, custom.k1,');
    expect(text).toContain('custom.k9 and 2 more\n    It said no.  [rejected]\n');
    expect(text).not.toContain('Stopped');
  });

  it('claims no call that was not carried out', () => {
    const text = runText(planOfOne, partial(failed('rejected'), notRun), plainStyle(200));
    expect(text).toContain('Not applied: 0 of 2 requests done, 1 failed, 1 not run.');
    expect(text).toContain('No request took effect: the service rejected c1, and the requests after it were not sent.');
    expect(text).not.toContain('side effects');
    const strays = { ...partial(failed('rejected')), sideEffects: [{ target: 'custom.a', message: 'changed' }] };
    expect(runText(planOfOne, strays, plainStyle(200))).toContain(
      'The live application changed all the same: see the side effects',
    );
  });

  it('advises an undo only where a request may have changed something', () => {
    const textOf = (outcome: Outcome, strays: RunReport['sideEffects'] = []): string =>
      runText(planOfOne, { ...partial(outcome, notRun), run: { id: 'r1' }, sideEffects: strays }, plainStyle(400));
    const undo = '`capstan runs r1` shows what it did, `capstan undo r1` undoes it.';
    const nothingToUndo = '`capstan runs r1` shows what was sent. There is nothing to undo.';
    expect(textOf(failed('rejected'))).toContain(nothingToUndo);
    expect(textOf({ ...failed('rejected'), seen: 'old' })).toContain(nothingToUndo);
    expect(textOf({ ...failed('rejected'), seen: 'other' })).toContain(undo);
    expect(textOf(failed('type-changed'))).toContain(undo);
    expect(textOf({ ...failed('timeout'), status: 'unknown' })).toContain(undo);
    const strays = textOf(failed('rejected'), [{ target: 'custom.a', message: 'changed' }]);
    expect(strays).toContain('`capstan runs r1` shows what was sent.\n');
  });

  it('says that a value of another type was written', () => {
    const text = runText(planOfOne, partial(failed('type-changed'), notRun), plainStyle(400));
    expect(text).toContain('Written, but not as planned: 0 of 2 requests done, 1 failed, 1 not run.');
    expect(text).toContain(
      'The live application has the value, but with another JSON type than was written, and the requests after it',
    );
    expect(runText(planOfOne, partial(failed('not-as-written')), plainStyle(400))).toContain(
      'The live application holds another value than c1 wrote. Find out who else writes it',
    );
  });

  it('says once why a request of unknown outcome ended the run', () => {
    const unknown: Outcome = {
      ...failed('timeout'),
      status: 'unknown',
      reason: 'It said no.; the last read shows a part',
    };
    expect(runText(planOfOne, partial(unknown), plainStyle(400))).not.toContain('Stopped');
  });

  it('says that the journal lacks a record, unless that ended the run', () => {
    const gap = { ...nothing, result: 'done', journalGap: 'the disk is full' } as const;
    expect(runText(planOfOne, gap, plainStyle(200))).toContain(
      'The journal of this run lacks a record (the disk is full), so an undo may miss changes.',
    );
    const stoppedBy = { code: 'journal-not-written', message: 'no journal' };
    const text = runText(planOfOne, { ...gap, result: 'partial', stoppedBy }, plainStyle(200));
    expect(text).not.toContain('lacks a record');
    expect(text).toContain('Stopped: no journal  [journal-not-written]');
  });

  it.each([
    ['unauthorized', 'Check the client id and secret'],
    ['forbidden', 'Check that the API client has the owner feature'],
    ['rate-limited', 'Wait until the service answers again'],
    ['journal-not-written', 'Free disk space, or choose a writable folder with --journal DIR'],
    ['audit-not-written', 'Free disk space, or choose a writable file with --audit FILE'],
    ['run-timeout', 'Give the run more time'],
    ['other', 'Fix the reason above'],
  ])('says what to do when the service ends a run by %s', (code, words) => {
    const stoppedBy = { code, message: 'It said no.' };
    const end = { ...nothing, result: 'failed', outcomes: [failed(code)], stoppedBy } as const;
    expect(runText(planOfOne, end, plainStyle(200))).toContain(`Nothing was written. ${words}`);
  });
});

const call = { id: 'c1', method: 'PUT', path: '/a', replaces: true, targets: ['settings.a'] } as const;
const planOfOne = { ...fullPlan, calls: [call] };
const notRun: Outcome = { call: 'c2', status: 'not-run', verified: false, seen: null, reason: null, code: null };

function failed(code: string): Outcome {
  return { call: 'c1', status: 'failed', verified: false, seen: null, reason: 'It said no.', code };
}

function partial(...outcomes: readonly Outcome[]): RunReport {
  const stoppedBy = { code: outcomes[0]?.code ?? '', message: 'It said no.' };
  return { ...nothing, run: { id: '' }, result: 'partial', outcomes, stoppedBy };
}
