import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AuditFile, auditExit, openAuditFile, watchRequests } from '../../src/cli/audit.ts';
import type { Call } from '../../src/model/change.ts';
import type { RunJournal } from '../../src/run/journal/records.ts';
import type { RequestNote } from '../../src/service/transport/request.ts';
import { fakeSession } from './fake-session.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'capstan-audit-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const read: RequestNote = {
  method: 'GET',
  host: 'v1.api.us.janrain.com',
  path: '/config/a/settings',
  clientId: null,
  atMs: Date.UTC(2026, 10, 21, 10, 0, 0, 5),
  status: 200,
  durationMs: 12.6,
  requestId: 'r-12345678',
  outcome: 'answered',
};
const write: RequestNote = { ...read, method: 'POST', path: '/settings/set_default_multi', outcome: 'done' };
const call = {
  kind: 'set-keys',
  id: 'c1',
  scope: { kind: 'global' },
  changes: [
    { action: 'create', scope: { kind: 'global' }, section: 'settings', key: 'login_attempts', after: 'canary' },
    { action: 'create', scope: { kind: 'global' }, section: 'custom', key: 'a*b', after: 'canary' },
  ],
} as unknown as Call;

/** A journal that writes everything down at once, and a list of what it was told. */
function aJournal(): { readonly journal: RunJournal; readonly told: string[] } {
  const told: string[] = [];
  const tell = (what: string) => async () => {
    told.push(what);
    return { kind: 'written' } as const;
  };
  const journal = { intent: tell('intent'), sent: tell('sent'), confirmed: tell('confirmed'), end: tell('end') };
  return { journal, told };
}

function aFile(failure: string | null = null): AuditFile & { readonly lines: unknown[] } {
  const lines: unknown[] = [];
  return {
    path: 'audit.jsonl',
    lines,
    append: (line) => {
      if (failure === null) lines.push(JSON.parse(line));
      return failure;
    },
  };
}

const facts = { commit: 'c'.repeat(40), actor: 'me@here' };

describe('the audit', () => {
  it('has a line for each request, without any value', () => {
    const file = aFile();
    watchRequests(file, facts).onlooker(new Map())(read);
    expect(file.lines).toEqual([
      {
        at: '2026-11-21T10:00:00.005Z',
        method: 'GET',
        host: 'v1.api.us.janrain.com',
        path: '/config/a/settings',
        targets: ['global'],
        status: 200,
        durationMs: 13,
        requestId: 'r-12345678',
        outcome: 'answered',
        run: null,
        ...facts,
      },
    ]);
  });

  it('names the targets of a write as the plan does, and the run', async () => {
    const file = aFile();
    const watch = watchRequests(file, facts);
    const onlooker = watch.onlooker(new Map([['id1', 'web']]));
    const { journal, told } = aJournal();
    const followed = watch.follow('run-1', journal);
    await followed.intent(call, null);
    onlooker(write);
    await followed.sent('c1', { kind: 'done', code: null });
    onlooker({ ...read, clientId: 'id1' });
    await followed.confirmed({ call: 'c1', status: 'done', verified: true, seen: 'new', reason: null, code: null });
    await followed.end({ run: { id: 'run-1' } } as never);
    expect(file.lines).toMatchObject([
      { method: 'POST', targets: ['settings.login_attempts', 'custom.a\\*b'], run: 'run-1', outcome: 'done' },
      { method: 'GET', targets: ['clients.web'], run: 'run-1' },
    ]);
    expect(JSON.stringify(file.lines)).not.toContain('canary');
    expect(told).toEqual(['intent', 'sent', 'confirmed', 'end']);
  });

  it('belongs to no run any more once another file is read, and names no client that the file does not', () => {
    const file = aFile();
    const watch = watchRequests(file, facts);
    watch.onlooker(new Map())(read);
    watch.follow('run-1', aJournal().journal);
    watch.onlooker(new Map([['id1', 'web']]))({ ...read, clientId: 'found-by-name' });
    expect(file.lines).toMatchObject([{ run: null }, { run: null, targets: [] }]);
  });

  it('stops a run as soon as a line cannot be written, and says which file it was', () => {
    const watch = watchRequests(aFile('ENOSPC'), facts);
    expect([watch.stopReason(), watch.gap()]).toEqual([null, null]);
    watch.onlooker(new Map())(read);
    expect(watch.stopReason()).toBe('audit-not-written');
    expect(watch.gap()).toEqual({ file: 'audit.jsonl', reason: 'ENOSPC' });
  });

  it('is not kept unless it is asked for, and what was written to the service is known all the same', () => {
    const watch = watchRequests(null, facts);
    const onlooker = watch.onlooker(new Map());
    const told = (note: RequestNote): boolean => {
      onlooker(note);
      return watch.wrote();
    };
    expect(told(read)).toBe(false);
    expect(told({ ...write, outcome: 'refused' })).toBe(false);
    expect(told({ ...write, outcome: 'rejected' })).toBe(false);
    expect(told({ ...write, outcome: 'unknown' })).toBe(true);
    expect(told(read)).toBe(true);
    expect(watch.stopReason()).toBeNull();
  });
});

describe('the end of a session', () => {
  const session = (failure: string | null, note: RequestNote) => {
    const requests = watchRequests(aFile(failure), facts);
    requests.onlooker(new Map())(note);
    return fakeSession({ requests });
  };

  it('is what the command came to when the audit is whole', async () => {
    const whole = session(null, write);
    expect(await auditExit(2, whole)).toBe(2);
    expect(whole.told).toEqual([]);
  });

  it('is 73 when a line is missing, 6 after a write, and anything graver stays', async () => {
    const reading = session('ENOSPC', read);
    expect(await auditExit(0, reading)).toBe(73);
    expect(reading.told.join('')).toContain('audit.jsonl could not be written (ENOSPC)');
    expect(await auditExit(0, session('ENOSPC', write))).toBe(6);
    expect(await auditExit(130, session('ENOSPC', write))).toBe(130);
  });
});

describe('an audit file', () => {
  const file = (place: string) => ({ place, path: place, form: 'file' as const });

  it('is made for its owner alone, and added to', () => {
    const path = join(folder, 'a.jsonl');
    expect(openAuditFile(file(path)).append('{"n":1}')).toBeNull();
    expect(openAuditFile(file(path)).append('{"n":2}')).toBeNull();
    expect(readFileSync(path, 'utf8')).toBe('{"n":1}\n{"n":2}\n');
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('keeps the rights that it has', () => {
    const path = join(folder, 'a.jsonl');
    writeFileSync(path, '');
    chmodSync(path, 0o640);
    openAuditFile(file(path)).append('{}');
    expect(statSync(path).mode & 0o777).toBe(0o640);
  });

  it('begins a new line where a run that was cut off left half of one', () => {
    const path = join(folder, 'a.jsonl');
    writeFileSync(path, '{"n":1}\n{"n":');
    openAuditFile(file(path)).append('{"n":2}');
    expect(readFileSync(path, 'utf8')).toBe('{"n":1}\n{"n":\n{"n":2}\n');
  });

  it('ends the program with 73 before any request when it cannot be opened', () => {
    for (const path of [folder, join(folder, 'none', 'a.jsonl')]) {
      expect(() => openAuditFile({ ...file(path), path: 'shown' })).toThrow(
        expect.objectContaining({
          ending: 'cannotWriteOutput',
          message: expect.stringContaining('The audit file shown cannot be'),
        }),
      );
    }
  });

  it('is no link that took its place after it was chosen', () => {
    writeFileSync(join(folder, 'victim'), '');
    symlinkSync('victim', join(folder, 'a.jsonl'));
    expect(() => openAuditFile(file(join(folder, 'a.jsonl')))).toThrow(
      expect.objectContaining({ ending: 'cannotWriteOutput' }),
    );
    expect(readFileSync(join(folder, 'victim'), 'utf8')).toBe('');
  });

  it.runIf(existsSync('/dev/full'))('says why a line is not in it', () => {
    expect(openAuditFile({ ...file('/dev/full'), form: 'stream' }).append('{}')).toBe('ENOSPC');
  });
});
