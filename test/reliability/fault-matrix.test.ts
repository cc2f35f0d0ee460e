import { beforeAll, describe, expect, it } from 'vitest';
import { markedPart, replaceMarkedPart } from './marked-part.ts';
import { type Cell, matrixTable, playMatrix } from './matrix-table.ts';

const page = 'docs/reliability.md';
const wanted = 5;

describe('under every fault', () => {
  let cells: readonly Cell[] = [];

  beforeAll(async () => {
    cells = await playMatrix();
  }, 600_000);

  function named(wrong: readonly Cell[]): readonly string[] {
    return wrong.map(({ fault, column, times }) => `${fault.name}, ${column}, ${times}`);
  }

  function wrongOnes(isWrong: (cell: Cell) => boolean): readonly string[] {
    expect(cells.length).toBeGreaterThan(100);
    return named(cells.filter(isWrong));
  }

  it('what docs/reliability.md says is what happens (UPDATE_RELIABILITY=1 writes it anew)', () => {
    const table = matrixTable(cells);
    if (process.env['UPDATE_RELIABILITY'] === '1') replaceMarkedPart(page, 'fault matrix', table);
    else expect(markedPart(page, 'fault matrix')).toBe(table);
  });

  it('a slow service is no trouble at all', () => {
    const slow = cells.filter(({ fault }) => fault.name === 'slow, but in time').map(({ played }) => played.exit);
    expect(slow).toEqual(Array.from({ length: 12 }, () => 0));
  });

  it('exit code 0 means that live holds the value', () => {
    expect(wrongOnes(({ played }) => played.exit === 0 && liveValue(played) !== wanted)).toEqual([]);
  });

  it('not done means that the service did not do it', () => {
    const saysNo = ({ played }: Cell): boolean => {
      const [outcome] = played.report?.outcomes ?? [];
      // That someone else wrote the key at the same time is known from live alone.
      return outcome?.code !== 'not-as-written' && (outcome?.status === 'failed' || outcome?.status === 'not-run');
    };
    const lied = wrongOnes((cell) => saysNo(cell) && cell.column !== 'read-back' && liveValue(cell.played) === wanted);
    expect(lied).toEqual([]);
  });

  it('a call whose work a read shows is not sent again', () => {
    expect(wrongOnes(({ played }) => played.worked > 1)).toEqual([]);
  });

  it('a fault of the service that passes does not keep a write that may be repeated from being done', () => {
    const repeatable = cells.filter(
      ({ column, times }) => times === 'once' && ['per-key', 'replacing'].includes(column),
    );
    const passing = repeatable.filter(
      ({ fault: { edit, name } }) =>
        edit === undefined && !/^40/.test(name) && name !== '429, Retry-After beyond the bound',
    );
    expect(passing.length).toBeGreaterThan(40);
    expect(named(passing.filter(({ played }) => played.exit !== 0))).toEqual([]);
  });

  it('a replacing write is sent once where reads may come from a cache', () => {
    expect(wrongOnes(({ column, played }) => column === 'replacing-cached' && played.tries !== 1)).toEqual([]);
  });

  it('a call that was refused each time ends a run that wrote nothing with 69', () => {
    const refused = cells.filter(
      ({ column, times, fault }) => column === 'per-key' && times === 'always' && fault.name === '429',
    );
    expect(refused.map(({ played }) => [played.report?.outcomes[0]?.status, played.exit])).toEqual([['failed', 69]]);
  });

  it('no call is sent more than 3 times', () => {
    const tries = cells.filter(({ column }) => column === 'per-key' || column === 'replacing');
    expect(Math.max(...tries.map(({ played }) => played.tries))).toBe(3);
  });

  it('exit code 6 for a write means that no read shows it, or that something else is there', () => {
    const isKnown = ({ column, played }: Cell): boolean =>
      column !== 'read-back' && played.exit === 6 && played.report?.outcomes[0]?.status === 'unknown';
    const known = cells.filter(isKnown).filter(({ played }) => liveValue(played) === wanted);
    expect(named(known)).toEqual([]);
  });

  it('every other key stays, but for an edit that came between a read and a replacing write', () => {
    const wrong = wrongOnes(
      ({ played, fault }) => fault.edit === undefined && played.after.custom['campaign'] !== 'spring',
    );
    expect(wrong).toEqual([]);
    const lost = named(cells.filter(({ played, fault }) => played.edit === 'lost' && fault.edit?.['custom']));
    expect(lost).toEqual([
      'someone edits another key, replacing, once',
      'someone edits another key, replacing, always',
      'someone edits another key, replacing-cached, once',
      'someone edits another key, replacing-cached, always',
    ]);
  });

  it('a run ends, and says so with another code than 0 unless all is well', () => {
    const silentTrouble = ({ played }: Cell): boolean =>
      played.exit === 0 &&
      played.report?.outcomes.some(({ status, verified }) => status !== 'done' || !verified) === true;
    expect(wrongOnes(silentTrouble)).toEqual([]);
  });
});

function liveValue({ after }: Cell['played']): unknown {
  return after.settings['login_attempts'];
}
