import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { linkGoal } from '../../src/workflows/files/output-place.ts';

describe('linkGoal', () => {
  it.each([
    ['/var/log', path.posix, '/', ['var', 'log']],
    ['../log/', path.posix, null, ['..', 'log']],
    ['C:\\Users\\me', path.win32, 'C:\\', ['Users', 'me']],
    ['\\\\server\\share\\x', path.win32, '\\\\server\\share\\', ['x']],
    ['..\\log', path.win32, null, ['..', 'log']],
  ])('takes %s apart', (goal, system, root, names) => {
    expect(linkGoal(goal, system)).toEqual({ root, names });
  });
});
