import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Writable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeStream } from '../../src/cli/terminal/output-stream.ts';
import { askOnTerminal } from '../../src/cli/terminal/process-session.ts';
import { claimOutput } from '../../src/workflows/files/claim-output.ts';
import { saveFile } from '../../src/workflows/files/write-file.ts';
import { fakeSession } from './fake-session.ts';

const anyPlan = JSON.stringify({ formatVersion: 1, configDigest: '', digest: '', changes: [], calls: [] });

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'capstan-files-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('saveFile', () => {
  const session = fakeSession();
  const planTo = (path: string) => claimOutput({ flag: '--out', path, kind: 'plan' }, session);
  const save = async (path: string, text: string): Promise<void> => saveFile(await planTo(path), text, session);

  it('replaces a file whole, for its owner only, and leaves nothing beside it', async () => {
    const path = join(folder, 'plan.json');
    writeFileSync(path, anyPlan);
    chmodSync(path, 0o644);
    await save(path, 'new');
    expect(readFileSync(path, 'utf8')).toBe('new');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['plan.json']);
  });

  it('follows a link that belongs to no checkout, and leaves it one', async () => {
    writeFileSync(join(folder, 'real.json'), anyPlan);
    symlinkSync('real.json', join(folder, 'link.json'));
    await save(join(folder, 'link.json'), 'new');
    expect(readFileSync(join(folder, 'real.json'), 'utf8')).toBe('new');
    expect(lstatSync(join(folder, 'link.json')).isSymbolicLink()).toBe(true);
  });

  it.runIf(process.platform !== 'win32')('writes to a pipe or a device and never takes its place', async () => {
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    const reader = readFile(pipe, 'utf8');
    await save(pipe, 'text');
    expect(await reader).toBe('text');
    expect(lstatSync(pipe).isFIFO()).toBe(true);
    await save('/dev/null', 'text');
    expect(lstatSync('/dev/null').isCharacterDevice()).toBe(true);
  });

  it('looks again: what was free when it was claimed may be a file or a link by now', async () => {
    const claimed = await planTo(join(folder, 'plan.json'));
    writeFileSync(join(folder, 'plan.json'), 'mine');
    await expect(saveFile(claimed, 'new', session)).rejects.toMatchObject({ ending: 'wrongUsage' });
    expect(readFileSync(join(folder, 'plan.json'), 'utf8')).toBe('mine');
  });

  it('ends with 73 when it cannot write, before anything is asked of the service, and leaves nothing behind', async () => {
    await expect(planTo(join(folder, 'none', 'plan.json'))).rejects.toMatchObject({ ending: 'cannotWriteOutput' });
    mkdirSync(join(folder, 'taken'));
    await expect(planTo(join(folder, 'taken'))).rejects.toMatchObject({
      ending: 'cannotWriteOutput',
      message: expect.stringContaining('EISDIR'),
    });
    expect(readdirSync(folder)).toEqual(['taken']);
  });

  it.skipIf(process.getuid?.() === 0)('ends with 73 when the folder lets no one write', async () => {
    mkdirSync(join(folder, 'closed'), { mode: 0o500 });
    await expect(save(join(folder, 'closed', 'plan.json'), 'x')).rejects.toMatchObject({ ending: 'cannotWriteOutput' });
    chmodSync(join(folder, 'closed'), 0o700);
  });
});

// From Node 26 on one read gives one piece.
function writtenTo(output: PassThrough): string {
  const pieces: string[] = [];
  for (let piece = output.read(); piece !== null; piece = output.read()) pieces.push(String(piece));
  return pieces.join('');
}

describe('askOnTerminal', () => {
  it('gives the line that was typed', async () => {
    const input = new PassThrough();
    const output = new PassThrough();
    const answer = askOnTerminal('Sure? ', { input, output });
    input.write('yes\n');
    expect(await answer).toBe('yes');
    expect(writtenTo(output)).toContain('Sure? ');
  });

  it('gives null when the input ends without an answer', async () => {
    const input = new PassThrough();
    const output = new PassThrough();
    const answer = askOnTerminal('Sure? ', { input, output });
    input.end();
    expect(await answer).toBe(null);
    // What is said next must not stand behind the question.
    expect(writtenTo(output)).toMatch(/\n$/);
  });
});

describe('writeStream', () => {
  const failing = (code: string): Writable =>
    new Writable({
      write: (_chunk, _encoding, done) => done(Object.assign(new Error('write failed'), { code })),
    });

  it('waits until the text has left', async () => {
    const received: string[] = [];
    const stream = new Writable({
      write: (chunk, _encoding, done) => {
        setImmediate(() => {
          received.push(String(chunk));
          done();
        });
      },
    });
    await writeStream(stream, Error)('text');
    expect(received).toEqual(['text']);
  });

  it('does not mind a reader that went away, before or during the text', async () => {
    const stream = failing('EPIPE');
    const write = writeStream(stream, Error);
    await expect(write('a')).resolves.toBeUndefined();
    await expect(write('b')).resolves.toBeUndefined();
  });

  it('makes of every other trouble what it is told to, from its code', async () => {
    await expect(writeStream(failing('ENOSPC'), (code) => new RangeError(code))('a')).rejects.toThrow('ENOSPC');
  });

  it('minds nothing where that is asked: what no one can be told must not end a run', async () => {
    await expect(writeStream(failing('ENOSPC'), () => null)('a')).resolves.toBeUndefined();
  });
});
