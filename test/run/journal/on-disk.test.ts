import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isSecret, openSecret } from '../../../src/model/value.ts';
import { deriveJournalKey, journalPassphrase, type Passphrase } from '../../../src/run/journal/journal-crypto.ts';
import { openJournal } from '../../../src/run/journal/open-journal.ts';
import { readRun } from '../../../src/run/journal/read-run.ts';
import { run, someFacts, ticking, wholeRun } from './fixtures.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'capstan-journal-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const ownKey: Passphrase = { source: 'CAPSTAN_JOURNAL_KEY', text: 'canary-passphrase' };

function open(dir: string, passphrase = ownKey) {
  return openJournal({ dir, header: someFacts(), key: deriveJournalKey(passphrase), now: ticking() });
}

async function recordWholeRun(dir: string, passphrase = ownKey): Promise<string> {
  const opened = await open(dir, passphrase);
  if (opened.kind === 'failed') throw new Error(opened.reason);
  for (const write of wholeRun) expect(await write(opened.journal)).toEqual({ kind: 'written' });
  return join(dir, `${run}.jsonl`);
}

describe('a journal on disk', () => {
  it('is for its owner alone, in folders that are too, and Git leaves it out', async () => {
    const dir = join(folder, '.capstan/runs');
    const opened = await open(dir);
    expect(opened).toMatchObject({ kind: 'opened', path: join(dir, `${run}.open.jsonl`) });
    expect((await stat(join(dir, `${run}.open.jsonl`))).mode & 0o777).toBe(0o600);
    expect((await stat(dir)).mode & 0o777).toBe(0o700);
    expect((await stat(join(folder, '.capstan'))).mode & 0o777).toBe(0o700);
    expect(await readFile(join(dir, '.gitignore'), 'utf8')).toBe('*\n');
  });

  it('has another name once the run came to its end', async () => {
    await recordWholeRun(folder);
    expect(await readdir(folder)).toEqual([`${run}.jsonl`]);
  });

  it('shows who, when, what and targets, and no value, no reason and no key', async () => {
    const text = await readFile(await recordWholeRun(folder), 'utf8');
    for (const shown of ['ada on build-7', '2026-11-22T02:15', 'clients.web-login.settings.rpx_key', 'sha256:00']) {
      expect(text).toContain(shown);
    }
    for (const hidden of ['canary', 'no answer', '"login_client"']) expect(text).not.toContain(hidden);
    const decoded = [...text.matchAll(/"sealed":"([^"]+)"/g)].map(([, sealed]) => Buffer.from(sealed ?? '', 'base64'));
    expect(decoded).toHaveLength(5);
    for (const bytes of decoded) expect(bytes.toString('latin1')).not.toMatch(/canary|json|reason/);
  });

  it('is read with the passphrase that it was written with, and gives secrets as secrets', async () => {
    const path = await recordWholeRun(folder);
    const read = await readRun(path, (name) => (name === 'CAPSTAN_JOURNAL_KEY' ? ownKey.text : 'other'));
    if (read.kind !== 'run') throw new Error(read.kind);
    const [first, second, third] = read.record.calls;
    expect([first?.state, second?.state, third?.state]).toEqual(['done', 'unknown', 'not-sent']);
    const before = first?.changes[0]?.kind === 'key' ? first.changes[0].before : undefined;
    expect(isSecret(before) ? openSecret(before) : before).toBe('canary-before');
    expect(third?.changes).toEqual([]);
    expect(read.record.end).toEqual({ at: expect.any(String), result: 'unknown' });
  });

  it('names the variable that is missing or holds another secret', async () => {
    const path = await recordWholeRun(folder);
    const variable = 'CAPSTAN_JOURNAL_KEY';
    expect(await readRun(path, () => undefined)).toEqual({ kind: 'wrong-key', variable, found: 'nothing' });
    expect(await readRun(path, () => 'other')).toEqual({ kind: 'wrong-key', variable, found: 'another' });
    await rm(path);
    const again = await recordWholeRun(folder, { source: 'client-secret', text: 'x' });
    expect(await readRun(again, () => '')).toMatchObject({ kind: 'wrong-key', variable: 'CAPSTAN_CLIENT_SECRET' });
  });
});

describe('a folder that is no place for journals', () => {
  it('is refused when it is a link, so that no one with access to the repository chooses where journals go', async () => {
    await mkdir(join(folder, 'elsewhere'));
    await symlink('elsewhere', join(folder, 'runs'));
    for (const name of ['runs', 'runs/']) {
      const opened = await open(`${folder}/${name}`);
      expect(opened).toMatchObject({ kind: 'failed', reason: expect.stringContaining('is a symbolic link') });
    }
    expect(await readdir(join(folder, 'elsewhere'))).toEqual([]);
  });

  it('is refused when it is a file, or cannot be made', async () => {
    await writeFile(join(folder, 'file'), '');
    expect(await open(join(folder, 'file'))).toMatchObject({ kind: 'failed', reason: expect.stringContaining('no') });
    expect(await open(join(folder, 'file/runs'))).toMatchObject({
      kind: 'failed',
      reason: expect.stringContaining('ENOTDIR'),
    });
    await symlink('nowhere', join(folder, 'dangling'));
    expect((await open(join(folder, 'dangling'))).kind).toBe('failed');
  });

  it.skipIf(process.getuid?.() === 0)('is refused when it may not be written', async () => {
    await mkdir(join(folder, 'closed'), { mode: 0o500 });
    expect(await open(join(folder, 'closed'))).toMatchObject({
      kind: 'failed',
      reason: expect.stringContaining('EACCES'),
    });
    await chmod(join(folder, 'closed'), 0o700);
  });

  it('never writes where a file or a link of the name is already', async () => {
    await symlink(join(folder, 'target'), join(folder, `${run}.open.jsonl`));
    expect(await open(folder)).toMatchObject({ kind: 'failed', reason: expect.stringContaining('EEXIST') });
    expect(await readdir(folder)).toEqual([`${run}.open.jsonl`]);
  });
});

describe('a path that leads to no journal', () => {
  it('is said to, in a value', async () => {
    const read = (path: string) => readRun(path, () => 'x');
    expect(await read(join(folder, 'x.txt'))).toMatchObject({ kind: 'not-a-journal' });
    expect(await read(join(folder, 'x.jsonl'))).toEqual({ kind: 'unreadable', reason: 'it does not exist' });
    await mkdir(join(folder, 'd.jsonl'));
    expect(await read(join(folder, 'd.jsonl'))).toEqual({ kind: 'unreadable', reason: 'it is not a regular file' });
    await symlink('d.jsonl', join(folder, 'l.jsonl'));
    expect(await read(join(folder, 'l.jsonl'))).toEqual({ kind: 'unreadable', reason: 'it is a symbolic link' });
    expect(await read(`${folder}/x.jsonl\u0000`)).toMatchObject({ kind: 'not-a-journal' });
    await writeFile(join(folder, 'sparse.jsonl'), '');
    const { truncate } = await import('node:fs/promises');
    await truncate(join(folder, 'sparse.jsonl'), 256 * 1024 * 1024 + 1);
    expect(await read(join(folder, 'sparse.jsonl'))).toEqual({
      kind: 'unreadable',
      reason: 'it is larger than 256 MiB',
    });
  });
});

describe('the passphrase of a journal', () => {
  it('is its own when there is one, else the secret of the caller', () => {
    const both = new Map([
      ['CAPSTAN_JOURNAL_KEY', 'a'],
      ['CAPSTAN_X', 'b'],
    ]);
    expect(journalPassphrase((name) => both.get(name), 'CAPSTAN_X')).toEqual({
      source: 'CAPSTAN_JOURNAL_KEY',
      text: 'a',
    });
    both.set('CAPSTAN_JOURNAL_KEY', '');
    expect(journalPassphrase((name) => both.get(name), 'CAPSTAN_X')).toEqual({ source: 'client-secret', text: 'b' });
  });
});
