import { describe, expect, it } from 'vitest';
import { journalFolder } from '../../src/workflows/files/output-place.ts';

const session = { cwd: '/srv' };

describe('the folder of the journals', () => {
  it('needs no flag when no one named one', () => {
    expect(journalFolder(undefined, session)).toMatchObject({ shown: '.capstan/runs', flag: '' });
  });

  it('is named in commands so that a shell takes it', () => {
    expect(journalFolder('runs', session).flag).toBe(' --journal runs');
    expect(journalFolder("my runs'; rm", session).flag).toBe(" --journal 'my runs'\\''; rm'");
  });
});
