import { describe, expect, it } from 'vitest';
import type { FileWork } from '../../src/cli/file-work.ts';
import { runFiles } from '../../src/cli/run-files.ts';
import { OutputFailed } from '../../src/cli/terminal/output-stream.ts';
import { endWith } from '../../src/workflows/ending.ts';
import { commonFlags, fakeSession } from './fake-session.ts';

const work: FileWork = {
  command: 'plan',
  afterFailure: 'go-on',
  readClients: null,
  each: async (file) => {
    if (file === 'bad') throw endWith('invalidFile', { code: 'bad', message: 'It is bad.', cure: '' });
    if (file === 'bug') throw new TypeError('bug');
    return { exitCode: file === 'drift' ? 2 : 0, text: `text of ${file}\n`, json: { of: file } };
  },
};

describe('runFiles', () => {
  it('prints one file without a heading', async () => {
    const session = fakeSession();
    expect(await runFiles({ ...commonFlags, file: ['a'] }, session, work)).toBe(0);
    expect(session.printed.join('')).toBe('text of a\n');
  });

  it('prints several files each under its heading, troubles beside them, and gives the gravest code', async () => {
    const session = fakeSession();
    expect(await runFiles({ ...commonFlags, file: ['drift', 'bad', 'a\u001b'] }, session, work)).toBe(65);
    expect(session.printed.join('')).toBe(
      '== drift\ntext of drift\n\n== bad\n\n== a\\u001b\ntext of a\u001b\n\n' +
        '  drift     2\n  bad      65  bad\n  a\\u001b   0\n3 files: 1 with 0, 1 with 2, 1 with 65. Exit code 65.\n',
    );
    expect(session.told.join('')).toBe('error: It is bad.  [bad]\n    More: capstan explain bad\n');
  });

  it('prints one value for one file and a list for several as JSON, and nothing else', async () => {
    const one = fakeSession();
    await runFiles({ ...commonFlags, format: 'json', file: ['a'] }, one, work);
    expect(JSON.parse(one.printed.join(''))).toEqual({ of: 'a' });
    const several = fakeSession();
    await runFiles({ ...commonFlags, format: 'json', file: ['a', 'bad'] }, several, work);
    expect(JSON.parse(several.printed.join(''))).toEqual([
      { of: 'a' },
      { problems: [{ code: 'bad', message: 'It is bad.', cure: '', source: null }], notes: [] },
    ]);
    expect(several.told.join('')).toBe('');
  });

  it('touches no file after one that did not end well, where that is asked', async () => {
    const session = fakeSession();
    expect(
      await runFiles({ ...commonFlags, format: 'json', file: ['bad', 'a', 'b'] }, session, {
        ...work,
        pace: 'one-by-one',
        afterFailure: 'stop',
      }),
    ).toBe(65);
    expect(JSON.parse(session.printed.join(''))).toHaveLength(1);
    expect(session.told.join('')).toBe('Not touched, because a file before failed: a, b\n');
  });

  it('works on several at the same time, and tells of them in the order in which they were named', async () => {
    const session = fakeSession();
    const ended: string[] = [];
    const begun = new Map<string, () => void>();
    const each: FileWork['each'] = async (file, own) => {
      await own.stderr(`about ${file}\n`);
      if (file === 'a') await new Promise<void>((resolve) => void begun.set(file, resolve));
      else begun.get('a')?.();
      ended.push(file);
      return { exitCode: 0, text: `text of ${file}\n`, json: {} };
    };
    expect(await runFiles({ ...commonFlags, file: ['a', 'b', 'c'] }, session, { ...work, each })).toBe(0);
    expect(ended[0]).toBe('b');
    expect(session.printed.join('')).toMatch(/^== a\ntext of a\n\n== b\ntext of b\n\n== c\ntext of c\n\n {2}a {2}0\n/u);
    expect(session.told.join('')).toBe('about a\nabout b\nabout c\n');
  });

  it('lets bugs through', async () => {
    await expect(runFiles({ ...commonFlags, file: ['bug'] }, fakeSession(), work)).rejects.toThrow(TypeError);
  });

  it('prints what came of the other files all the same, and names the file that a bug was in', async () => {
    const session = fakeSession();
    const flags = { ...commonFlags, format: 'json', file: ['a', 'bug', 'b'] } as const;
    await expect(runFiles(flags, session, work)).rejects.toThrow(TypeError);
    const printed = JSON.parse(session.printed.join(''));
    expect(printed).toMatchObject([{ of: 'a' }, { problems: [{ code: 'unexpected', source: null }] }, { of: 'b' }]);
  });

  it('goes on to no other file once stdout cannot be written', async () => {
    const seen: string[] = [];
    const session = fakeSession({ stdout: () => Promise.reject(new OutputFailed('ENOSPC', 'nothing')) });
    const each = async (file: string) => {
      seen.push(file);
      return { exitCode: 0, text: 'text\n', json: {} };
    };
    const ran = runFiles({ ...commonFlags, file: ['a'] }, session, { ...work, each });
    await expect(ran).rejects.toMatchObject({ ending: 'cannotWriteOutput' });
    const inside = runFiles({ ...commonFlags, format: 'json', file: ['a', 'b'] }, session, {
      each: (file) => each(`${file} again`).then(() => session.stdout('') as Promise<never>),
      ...{ command: 'plan', pace: 'one-by-one', afterFailure: 'go-on', readClients: null },
    });
    await expect(inside).rejects.toMatchObject({ ending: 'cannotWriteOutput' });
    // The first run got no further than its first word.
    expect(seen).toEqual(['a again']);
  });
});
