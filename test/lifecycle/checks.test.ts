import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RecordedCall, RunRecord } from '../../src/model/run.ts';
import type { RecordedRequest } from '../../src/sandbox/run-sandbox.ts';
import { scenarioApplication, scenarioState } from '../support/scenario-state.ts';
import { checkRun } from './check-run.ts';
import { checkUndo } from './check-undo.ts';
import { makeTally } from './tally.ts';
import { openTeller, type RunStory, type Teller } from './tell-story.ts';
import { makeWatch } from './watch.ts';

const file = {
  version: 1,
  application: { id: scenarioApplication, configUrl: '${env:SANDBOX_URL}', captureUrl: '${env:SANDBOX_URL}' },
  settings: { site_name: 'New' },
};
const quiet = { strikes: [], journalKill: null };

// Checks that never find anything would let every story pass.
describe('the checks of a run', () => {
  let teller: Teller;
  let told: RunStory;
  beforeEach(async () => {
    teller = await openTeller({ live: { settings: { site_name: 'Old', rpx_key: 'canary-rpx' } } }, makeTally());
    told = await teller.run({ ...quiet, what: { file } });
  });
  afterEach(() => teller.close());

  it('find nothing where all is well', () => {
    expect([...checkRun(told), ...teller.violations]).toEqual([]);
    expect([...told.truth.effects.keys()]).toEqual(['global settings.site_name']);
  });

  it('find a journal that is missing', () => {
    expect(checkRun({ ...told, record: undefined })).toContain('a run that wrote left no journal');
  });

  it('find a call that the journal does not own up to', () => {
    const lies = (['not-sent', 'refused'] as const).map((state) =>
      checkRun({ ...told, record: withState(told, state) }),
    );
    expect(lies[0]).toContain('the journal says c1 was not sent, and it arrived');
    expect(lies[1]).toContain('global settings.site_name changed, and the journal does not say so');
  });

  it('find a value that was not there before the run', () => {
    const effects = new Map([['global settings.site_name', { before: '"Other"', after: '"New"' }]]);
    expect(checkRun({ ...told, truth: { ...told.truth, effects } })).toContain(
      'the journal has another value for global settings.site_name than was there before',
    );
  });

  it('find a call that is reported done and never arrived', () => {
    expect(checkRun({ ...told, truth: { ...told.truth, arrived: new Map() } })).toContain(
      'c1 is reported done, and never arrived',
    );
  });

  it('find a caller that lost owner', () => {
    expect(checkRun({ ...told, after: new Map() })).toContain('the caller is no owner any more');
  });

  it('find an undo that left something behind', async () => {
    const undo = await teller.run({ ...quiet, what: { undo: told } });
    expect(checkUndo(undo)).toEqual([]);
    const after = new Map([...undo.after, ['global settings.site_name', '"New"'] as const]);
    expect(checkUndo({ ...undo, after })).toEqual([
      'global settings.site_name is "New" after the undo, and was "Old"',
      'after the undo live is not what it was before the run: global settings.site_name',
    ]);
  });

  it('find an undo that was refused for no reason', async () => {
    const undo = await teller.run({ ...quiet, what: { undo: told } });
    expect(checkUndo({ ...undo, ending: { ...told.ending, kind: 'killed' } })).toEqual([]);
    const report = undo.ending.kind === 'ended' ? undo.ending.report : null;
    if (undo.ending.kind !== 'ended' || report === null) throw new Error('the undo did not end');
    const stale = { ...undo.ending, report: { ...report, result: 'stale' as const } };
    expect(checkUndo({ ...undo, ending: stale })).toEqual(['the undo ended as stale']);
  });
});

function withState({ record }: RunStory, state: RecordedCall['state']): RunRecord {
  if (record === undefined) throw new Error('there is no record');
  return { ...record, calls: record.calls.map((call) => ({ ...call, state })) };
}

describe('the watch beside the service', () => {
  const before = scenarioState({ settings: { site_name: 'Old', email_method: 'ses' } });
  const request: RecordedRequest = {
    method: 'POST',
    path: '/settings/set_default_multi',
    query: {},
    form: {},
    body: undefined,
    text: '',
    headers: {},
    clientId: undefined,
    status: undefined,
  };
  const call = {
    kind: 'set-keys',
    id: 'c1',
    scope: { kind: 'global' },
    changes: [
      {
        action: 'update',
        scope: { kind: 'global' },
        section: 'settings',
        key: 'site_name',
        type: 'string',
        before: 'Old',
        after: 'New',
        source: null,
      },
    ],
  } as const;

  it('finds a write without an intent', () => {
    const watch = makeWatch(scenarioApplication);
    watch.request(request, before);
    expect(watch.violations).toEqual(['POST /settings/set_default_multi left without an intent in the journal']);
  });

  it('finds a second write of one intent', () => {
    const watch = makeWatch(scenarioApplication);
    watch.intent(call);
    watch.request(request, before);
    watch.request(request, before);
    expect(watch.violations).toHaveLength(1);
  });

  it('finds a write that touches more than its call', () => {
    const watch = makeWatch(scenarioApplication);
    watch.intent(call);
    watch.request(request, before);
    watch.settle({ ...before, settings: { site_name: 'New' } });
    expect(watch.violations).toEqual([
      'POST /settings/set_default_multi changed global settings.email_method, which the plan does not touch',
    ]);
  });

  it('finds another value than was planned', () => {
    const watch = makeWatch(scenarioApplication);
    watch.intent(call);
    watch.request(request, before);
    watch.settle({ ...before, settings: { site_name: 'Other', email_method: 'ses' } });
    expect(watch.violations).toEqual(['global settings.site_name got another value than was planned']);
  });
});
