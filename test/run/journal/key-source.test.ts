import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { deriveJournalKey } from '../../../src/run/journal/journal-crypto.ts';
import { openJournal } from '../../../src/run/journal/open-journal.ts';
import { type ReadRun, readRun } from '../../../src/run/journal/read-run.ts';
import { aReport, run, someFacts, ticking } from './fixtures.ts';

let dir = '';
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'capstan-keys-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

/** A journal that someone made with a text that they know, and with the name of the variable that holds it here. */
async function forged(variable: string, text: string): Promise<string> {
  const header = someFacts({
    credentials: { clientId: 'CAPSTAN_PROD_ID', clientSecret: variable },
    caller: 'the-caller',
  });
  const key = deriveJournalKey({ source: 'client-secret', text });
  const opened = await openJournal({ dir, header, key, now: ticking() });
  if (opened.kind === 'failed') throw new Error(opened.reason);
  await opened.journal.end(aReport('in-sync'));
  return join(dir, `${run}.jsonl`);
}

function read(path: string, variables: Readonly<Record<string, string>>): Promise<ReadRun> {
  return readRun(path, (name) => variables[name]);
}

const here = { CAPSTAN_CLIENT_ID: 'the-id', CAPSTAN_CLIENT_SECRET: 'the-secret' };

describe('a journal that was recorded with the client secret', () => {
  it('is read with that secret', async () => {
    const path = await forged('CAPSTAN_CLIENT_SECRET', 'the-secret');
    expect((await read(path, here)).kind).toBe('run');
  });

  it('has another key where CAPSTAN_JOURNAL_KEY is set, since anyone who knows the client secret can write it', async () => {
    const path = await forged('CAPSTAN_CLIENT_SECRET', 'the-secret');
    const read1 = await read(path, { ...here, CAPSTAN_JOURNAL_KEY: 'a key of its own' });
    expect(read1).toEqual({ kind: 'other-key', variable: 'CAPSTAN_CLIENT_SECRET', why: 'own-key-is-set' });
  });
});

describe('a journal that names a variable whose text others know', () => {
  it.each([
    ['CAPSTAN_CLIENT_ID', 'the-id', here],
    ['CAPSTAN_PROD_ID', 'x', { ...here, CAPSTAN_PROD_ID: 'x' }],
    ['CAPSTAN_ALLOWED_HOSTS', 'proxy.example', { ...here, CAPSTAN_ALLOWED_HOSTS: 'proxy.example' }],
    ['CAPSTAN_VAR_SECRET', 'us', { ...here, CAPSTAN_VAR_SECRET: 'us' }],
    ['CAPSTAN_JOURNAL_KEY', '', here],
    ['CAPSTAN_OTHER', 'the-id', { ...here, CAPSTAN_OTHER: 'the-id' }],
    ['CAPSTAN_OTHER', 'the-caller', { ...here, CAPSTAN_OTHER: 'the-caller' }],
    ['CAPSTAN_OTHER', 'x', { ...here, CAPSTAN_OTHER: 'x', CAPSTAN_PROD_ID: 'x' }],
  ])('has another key, and is never read: %s', async (variable, text, variables) => {
    expect(await read(await forged(variable, text), variables)).toEqual({
      kind: 'other-key',
      variable,
      why: 'not-a-secret',
    });
  });

  it('is read where the variable may hold a secret, and does', async () => {
    const path = await forged('CAPSTAN_PROD', 'a secret');
    expect((await read(path, { ...here, CAPSTAN_PROD: 'a secret' })).kind).toBe('run');
  });
});
