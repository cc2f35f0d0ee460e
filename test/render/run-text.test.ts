import { describe, expect, it } from 'vitest';
import type { Result, RunReport } from '../../src/core/model/outcome.ts';
import { runText } from '../../src/render/run-text.ts';
import { colourStyle, plainStyle } from '../../src/render/style.ts';
import { fullPlan } from './sample-plan.ts';

const report: RunReport = {
  run: { id: '20261121100000-0a0b0c0d' },
  result: 'partial',
  outcomes: [
    { call: 'c1', status: 'done', verified: true, reason: null, code: null },
    { call: 'c2', status: 'failed', verified: false, reason: 'The service said \u001b[31mno.', code: 'rejected' },
    { call: 'c3', status: 'not-run', verified: false, reason: 'A call before it failed.', code: null },
    { call: 'c9', status: 'unknown', verified: false, reason: null, code: null },
    { call: 'c2', status: 'done', verified: false, reason: null, code: null },
  ],
  sideEffects: [{ target: 'custom.other', message: 'changed as well' }],
  changedMeanwhile: ['settings.site_name'],
  stoppedBy: { code: 'rejected', message: 'The service refused a call.' },
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
      'unverified',
    ];
    const texts = results.map(
      (result) =>
        `${result}:\n${runText(fullPlan, { ...nothing, result, run: { id: result === 'done' ? 'r' : '' } }, plainStyle(80))}`,
    );
    await expect(texts.join('\n')).toMatchFileSnapshot('golden/run-results.txt');
  });
});
