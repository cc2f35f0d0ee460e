import { describe, expect, it } from 'vitest';
import { bytesOfRun, closedPath, openPath, quickKey, readBack, wholeRun } from './fixtures.ts';

function linesIn(bytes: Buffer): readonly string[] {
  return bytes
    .toString('latin1')
    .split(/(?<=\n)/)
    .filter((line) => line !== '');
}

function joined(lines: readonly (string | undefined)[]): Buffer {
  return Buffer.from(lines.join(''), 'latin1');
}

describe('a journal that no one touched', () => {
  it('reads as a whole run', async () => {
    const read = await readBack(await bytesOfRun(), closedPath);
    expect(read.kind).toBe('run');
  });

  it('reads as a whole run while the closing record is there and the name is not yet changed', async () => {
    const read = await readBack(await bytesOfRun(), openPath);
    expect(read).toMatchObject({ kind: 'run', record: { end: { result: 'unknown' }, lastLine: 'whole' } });
  });
});

describe('a finished run', () => {
  it('shows every change of a single byte', async () => {
    const bytes = await bytesOfRun();
    const unnoticed: number[] = [];
    for (let at = 0; at < bytes.length; at += 1) {
      for (const flip of [1, 0x20]) {
        const changed = Buffer.from(bytes);
        changed[at] = (bytes[at] ?? 0) ^ flip;
        if ((await readBack(changed, closedPath)).kind === 'run') unnoticed.push(at);
      }
    }
    expect(unnoticed).toEqual([]);
  });

  it('shows every cut', async () => {
    const bytes = await bytesOfRun();
    for (let length = 0; length < bytes.length; length += 1) {
      const read = await readBack(bytes.subarray(0, length), closedPath);
      expect(['truncated', 'not-a-journal']).toContain(read.kind);
    }
  });

  it('shows every line that was dropped, doubled or exchanged, and which', async () => {
    const lines = linesIn(await bytesOfRun());
    for (let at = 1; at < lines.length - 1; at += 1) {
      const dropped = await readBack(joined(lines.toSpliced(at, 1)), closedPath);
      expect(dropped).toEqual({ kind: 'changed', line: at + 1 });
      const doubled = await readBack(joined(lines.toSpliced(at, 0, lines[at] ?? '')), closedPath);
      expect(doubled).toEqual({ kind: 'changed', line: at + 2 });
      const exchanged = await readBack(
        joined(lines.toSpliced(at, 2, lines[at + 1] ?? '', lines[at] ?? '')),
        closedPath,
      );
      expect(exchanged).toEqual({ kind: 'changed', line: at + 1 });
    }
    expect((await readBack(joined(lines.slice(1)), closedPath)).kind).toBe('not-a-journal');
    expect((await readBack(joined(lines.slice(0, -1)), closedPath)).kind).toBe('truncated');
    const last = lines.length;
    expect(await readBack(joined([...lines, lines.at(-1)]), closedPath)).toEqual({ kind: 'changed', line: last + 1 });
    expect(await readBack(joined([...lines, 'x']), openPath)).toEqual({ kind: 'changed', line: last + 1 });
  });

  it('shows a line of another run with the same key', async () => {
    const lines = linesIn(await bytesOfRun());
    const others = linesIn(await bytesOfRun(wholeRun.length, 'another run'));
    const mixed = joined([...lines.slice(0, 4), ...others.slice(4)]);
    expect(await readBack(mixed, closedPath)).toEqual({ kind: 'changed', line: 5 });
  });

  it('does not go by the name of another run', async () => {
    const read = await readBack(await bytesOfRun(), 'runs/another.jsonl');
    expect(read).toMatchObject({ kind: 'not-a-journal', reason: expect.stringContaining('another run') });
  });
});

describe('a killed run', () => {
  it('reads as killed or torn, and never as changed, wherever it was cut off', async () => {
    const bytes = await bytesOfRun(wholeRun.length - 1);
    const firstLine = bytes.indexOf(10) + 1;
    for (let length = 0; length <= bytes.length; length += 1) {
      const read = await readBack(bytes.subarray(0, length), openPath);
      if (length < firstLine) {
        expect(read).toMatchObject({ kind: 'not-a-journal', reason: expect.stringContaining('had sent nothing') });
        continue;
      }
      const lastLine = bytes[length - 1] === 10 ? 'whole' : 'torn';
      expect(read).toMatchObject({ kind: 'run', record: { end: null, lastLine } });
    }
  });

  it('is torn when a loss of power left zeros in its last line', async () => {
    const bytes = await bytesOfRun(4);
    const zeroed = Buffer.from(bytes);
    zeroed.fill(0, bytes.length - 40, bytes.length - 1);
    expect(await readBack(zeroed, openPath)).toMatchObject({ kind: 'run', record: { lastLine: 'torn' } });
  });

  it('is changed when zeros stand where a line before the last ended: a record is safe before the next one begins', async () => {
    const lines = linesIn(await bytesOfRun(4));
    const joinedByZero = (zeros: string) =>
      joined([...lines.slice(0, 3), `${lines[3]?.slice(0, -1)}${zeros}${lines[4]}`]);
    expect(await readBack(joinedByZero('\0'), openPath)).toEqual({ kind: 'changed', line: 4 });
    expect(await readBack(joinedByZero('\0\0'), openPath)).toEqual({ kind: 'changed', line: 4 });
  });

  it('is torn when its last line has zeros in the place of its end', async () => {
    const bytes = Buffer.from(await bytesOfRun(4));
    bytes.fill(0, bytes.length - 1);
    expect(await readBack(bytes, openPath)).toMatchObject({ kind: 'run', record: { lastLine: 'torn' } });
    expect(await readBack(Buffer.concat([bytes, Buffer.alloc(9)]), openPath)).toMatchObject({
      kind: 'run',
      record: { lastLine: 'torn' },
    });
  });

  it('is changed when a line before the last is half there', async () => {
    const lines = linesIn(await bytesOfRun(4));
    const half = `${lines[2]?.slice(0, 30)}\n`;
    expect(await readBack(joined(lines.toSpliced(2, 1, half)), openPath)).toEqual({ kind: 'changed', line: 3 });
  });
});

describe('the key', () => {
  it('is told to be wrong when it is, and not the journal', async () => {
    expect(await readBack(await bytesOfRun(), closedPath, { ...quickKey('other'), recipe: quickKey().recipe })).toEqual(
      {
        kind: 'wrong-key',
        variable: 'CAPSTAN_CLIENT_SECRET',
        found: 'another',
      },
    );
  });

  it('is told to be wrong even where someone copied its check value: nothing verifies', async () => {
    const forged = { ...quickKey('other'), check: quickKey().check };
    expect(await readBack(await bytesOfRun(), closedPath, forged)).toEqual({ kind: 'changed', line: 1 });
  });
});
