import { describe, expect, it } from 'vitest';
import type { RecordedCall } from '../../src/model/run.ts';
import { undoPlanText } from '../../src/render/text/plan-text.ts';
import { runShownText } from '../../src/render/text/report-text.ts';
import type { RunRow, Verification } from '../../src/render/text/run-text.ts';
import { reapplyConflictsText, runsText } from '../../src/render/text/runs-text.ts';
import { plainStyle } from '../../src/render/text/style.ts';
import { plainView } from '../support/plain-view.ts';
import { aRecordedCall, aRecordedKey, aRunRecord } from '../support/run-records.ts';
import { aPlan, fullPlan } from './sample-plan.ts';

const style = plainStyle();
const record = aRunRecord([aRecordedCall([aRecordedKey('site_name', 'canary', 'canary')])]);
const row = (wish: Partial<RunRow> = {}): RunRow => ({
  state: 'finished',
  path: '.capstan/runs/a.jsonl',
  header: record.header,
  end: record.end,
  ...wish,
});

describe('the list of runs', () => {
  it('has a line for each, with a word for how it went', () => {
    const rows = [
      row({ header: { ...record.header, undoes: 'x' } }),
      row({ state: 'finished', end: { at: '2026-11-21T10:00:02.000Z', result: 'partial' } }),
      row({ state: 'running', end: null }),
      row({ state: 'killed', end: null }),
      row({ state: 'torn', end: null }),
      row({ state: 'truncated', end: null }),
      row({ state: 'finished', end: null }),
    ];
    const lines = runsText(rows, [], 'dir', style).trimEnd().split('\n');
    const words = lines.map((line) => line.split(/ {2,}/)[2]);
    expect(words).toEqual(['done', 'partial', 'running', 'unfinished', 'unfinished', 'truncated', 'finished']);
    expect(lines[0]).toContain('1 request');
    expect(lines[0]).toContain('undoes x');
  });

  it('puts by whom below where a screen is too narrow', () => {
    const rows = [row({ header: { ...record.header, undoes: '20261121092900-00000000' } })];
    const lines = runsText(rows, [], 'dir', plainStyle(80)).trimEnd().split('\n');
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(/ {2}done {2}1 request$/);
    expect(lines[1]).toMatch(/^ {4}\S+ {2}.*undoes 20261121092900-00000000$/);
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(80);
  });

  it('lets no name steer a terminal', () => {
    const header = { ...record.header, actor: 'eve\u001b[2J' };
    expect(runsText([row({ header })], [], 'dir', style)).toContain('eve\\u001b[2J');
    expect(runsText([], [{ path: 'a\u001b', reason: 'b\u001b' }], 'dir', style)).toBe(
      'a\\u001b cannot be read: b\\u001b\n',
    );
  });
});

describe('one run', () => {
  const text = (verification: Verification, calls: readonly RecordedCall[] | null, more: Partial<RunRow> = {}) =>
    runShownText({ row: row(more), verification, calls }, style);

  it('says of each call what became of it, and shows no value', () => {
    const outcome = { call: 'c1', status: 'done', verified: false, seen: null, reason: null, code: null } as const;
    const calls = [
      aRecordedCall([aRecordedKey('a', 'canary', 'canary')], { outcome }),
      aRecordedCall([], { state: 'unknown' }),
      aRecordedCall([], { state: 'not-sent' }),
      aRecordedCall([], {
        state: 'refused',
        outcome: { ...outcome, status: 'failed', reason: 'no', code: 'rejected' },
      }),
      aRecordedCall([], { state: 'refused', outcome: { ...outcome, status: 'failed', reason: 'why' } }),
    ];
    const shown = text({ kind: 'verified' }, calls);
    expect(shown).toContain('done     c1  POST /settings/set_default_multi, not yet visible');
    for (const word of ['unknown  c1', 'not sent c1', 'refused  c1', 'no  [rejected]', 'why'])
      expect(shown).toContain(word);
    expect(shown).not.toContain('canary');
    expect(shown).toContain('verified: every record');
  });

  it('says what it cannot vouch for', () => {
    const blind = text({ kind: 'not-verified', reason: 'no key' }, null, { state: 'killed', end: null });
    expect(blind).toContain('not verified: no key');
    expect(blind).toContain('planned  c1');
    expect(blind).toContain('it did not finish: it was killed, or its journal could not be written');
    expect(text({ kind: 'changed', reason: 'line 3' }, null)).toContain('not to be trusted: line 3');
    expect(text({ kind: 'truncated', reason: 'cut' }, null, { state: 'running', end: null })).toContain(
      'it is running',
    );
  });

  it('says how far a journal without an end goes', () => {
    const calls = [
      aRecordedCall([], { state: 'not-sent' }),
      aRecordedCall([], { state: 'refused', outcome: null }),
      aRecordedCall([], { state: 'unknown', outcome: null }),
    ];
    const early = text({ kind: 'verified' }, calls, { state: 'killed', end: null });
    expect(early).toContain('verified up to its last record');
    expect(early.match(/planned {2}c1/g)).toHaveLength(2);
    expect(early).toContain('unknown  c1');
    expect(text({ kind: 'other-key', reason: 'why' }, null)).toContain('other key: why');
    const undone = undoPlanText(aPlan({}), aRunRecord([], { end: null }), plainView);
    expect(undone).not.toContain('ends early');
    const cut = { ...record, end: null, calls: [aRecordedCall([], { state: 'not-sent' })] };
    expect(undoPlanText(aPlan({}), cut, plainView).replaceAll('\n', ' ')).toContain(
      'changes after its last record are unknown',
    );
  });

  it('tells an apply from an undo, and what is known of where it came from', () => {
    const of = (header: Partial<RunRow['header']>) =>
      text({ kind: 'verified' }, [], { header: { ...record.header, ...header } });
    expect(of({})).toContain('apply of capstan.yaml');
    expect(of({ file: null })).toMatch(/what +apply\n/);
    expect(of({ undoes: 'r', file: null, commit: 'abc' })).toMatch(/what +undo of r\n[\s\S]*commit +abc/);
    expect(of({ application: { ...record.header.application, region: null } })).not.toContain('(us)');
  });
});

describe('the plan of an undo', () => {
  it('says what it undoes, and when there is nothing to undo', () => {
    const inSync = aPlan({ status: 'in-sync', changes: [], calls: [], findings: [] });
    const text = undoPlanText(inSync, record, plainView);
    expect(text).toMatch(
      /^Undoes run \S+ of \S+ by ann@workstation\.\n\nNothing to undo: the live application is as it was/,
    );
    expect(undoPlanText({ ...inSync, only: ['settings.a'] }, record, plainView)).toContain('for the targets of --only');
    const undo = aRunRecord([], { header: { undoes: 'r' }, end: null });
    expect(undoPlanText(inSync, undo, plainView)).toMatch(
      /, an undo of r, by .+\nThis redoes run r.\nThe run did not finish/,
    );
    expect(undoPlanText(inSync, { ...record, lastLine: 'torn' }, plainView)).toContain('did not finish');
    expect(undoPlanText(fullPlan, record, plainView)).toContain('Application');
  });
});

describe('what files still ask for', () => {
  it('is named by its place', () => {
    expect(reapplyConflictsText([], style)).toBe('');
    const source = { file: 'capstan.yaml', line: 8, column: 3 };
    const text = reapplyConflictsText(
      [
        { target: 'settings.a', source },
        { target: 'custom.b', source: null },
      ],
      style,
    );
    expect(text).toContain('Note: capstan.yaml:8:3 still sets settings.a; the next apply will set it again.');
    expect(text).toContain('custom.b is not in the file, which removes what it does not mention');
  });
});
