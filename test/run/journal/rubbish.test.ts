import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonValue } from '../../support/arbitraries.ts';
import { lawRuns } from '../../support/law-runs.ts';
import { bytesOfRun, openPath, readBack } from './fixtures.ts';

async function startRecord(): Promise<Record<string, unknown>> {
  return JSON.parse((await bytesOfRun(0)).toString('utf8'));
}

function asFile(record: unknown): Buffer {
  return Buffer.from(`${JSON.stringify(record)}\n`);
}

describe('a file that is no journal', () => {
  it('is said to be none, whatever is in it', async () => {
    const rubbish = fc.oneof(
      fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
      jsonValue.map(asFile),
      fc.string().map((text) => Buffer.from(`${text}\n`)),
      fc.array(jsonValue).map((values) => Buffer.concat(values.map(asFile))),
    );
    await fc.assert(
      fc.asyncProperty(rubbish, async (bytes) => {
        expect((await readBack(bytes, openPath)).kind).toBe('not-a-journal');
      }),
      lawRuns,
    );
  });

  it('is said to be none when one member of its start is something else, is missing, or is one too many', async () => {
    const record = await startRecord();
    const names = Object.keys(record).filter((name) => name !== 'mac');
    const values = [undefined, null, -1, 'x', [], {}, [[]]];
    const kinds = await Promise.all(
      names.flatMap((name) => values.map((value) => readBack(asFile({ ...record, [name]: value }), openPath))),
    );
    const others = kinds.filter(({ kind }) => kind !== 'not-a-journal');
    expect(others).toEqual([{ kind: 'unknown-version', version: -1 }]);
    for (const name of ['extra', '__proto__', 'constructor', 'toString']) {
      const more = Object.fromEntries([...Object.entries(record), [name, {}]]);
      expect((await readBack(asFile(more), openPath)).kind).toBe('not-a-journal');
    }
  });

  it('is said to be none when its parts do not agree', async () => {
    const record = await startRecord();
    const facts = record['facts'] as { calls: readonly unknown[]; credentials: object };
    const twice = { ...facts, calls: [facts.calls[0], facts.calls[0]] };
    expect((await readBack(asFile({ ...record, facts: twice }), openPath)).kind).toBe('not-a-journal');
    expect((await readBack(asFile({ ...record, facts: { ...facts, run: 'other' } }), openPath)).kind).toBe(
      'not-a-journal',
    );
    const foreign = { ...facts, credentials: { clientId: 'CAPSTAN_ID', clientSecret: 'AWS_SECRET_ACCESS_KEY' } };
    expect((await readBack(asFile({ ...record, facts: foreign }), openPath)).kind).toBe('not-a-journal');
  });

  it('may not ask for a key that takes gigabytes or hours, or next to nothing', async () => {
    const record = await startRecord();
    const key = record['key'] as object;
    const salt = (bytes: number) => Buffer.alloc(bytes).toString('base64');
    const wishes = [
      { cost: 2 ** 30 },
      { cost: 2 },
      { cost: 2 ** 15 + 1 },
      { cost: 0 },
      { blockSize: 1024 },
      { parallelism: 1000 },
      { parallelism: 0 },
      { salt: salt(4) },
      { salt: salt(100) },
    ];
    for (const wish of wishes) {
      expect((await readBack(asFile({ ...record, key: { ...key, ...wish } }), openPath)).kind).toBe('not-a-journal');
    }
    expect((await readBack(asFile({ ...record, key: { ...key, cost: 2 ** 17 } }), openPath)).kind).toBe('wrong-key');
  });

  it('is said to be of another version when it is', async () => {
    const record = await startRecord();
    expect(await readBack(asFile({ ...record, v: 2 }), openPath)).toEqual({ kind: 'unknown-version', version: 2 });
  });

  it('is not even parsed when its first line is longer than any start', async () => {
    const record = await startRecord();
    expect((await readBack(asFile({ ...record, x: 'x'.repeat(8 * 1024 * 1024) }), openPath)).kind).toBe(
      'not-a-journal',
    );
  });
});
