import { describe, expect, it } from 'vitest';
import { gitProgram, variablesNamed } from '../../src/leaf/git.ts';

describe('the git that is started on Windows', () => {
  const there =
    (...files: readonly string[]) =>
    (file: string) =>
      Promise.resolve(files.includes(file));
  const own = 'C:\\Program Files\\Git\\cmd\\git.exe';

  it('is the first one of PATH', async () => {
    const path = 'C:\\Windows;"C:\\Program Files\\Git\\cmd";D:\\git';
    expect(await gitProgram(path, 'win32', there(own, 'D:\\git\\git.exe'))).toBe(own);
    expect(await gitProgram('\\\\server\\tools', 'win32', there('\\\\server\\tools\\git.exe'))).toBe(
      '\\\\server\\tools\\git.exe',
    );
  });

  it('is never one that the repository brings', async () => {
    const everywhere = () => Promise.resolve(true);
    for (const path of ['', '.', 'tools', '..\\tools', ';', 'C:', 'C:tools', '\\tools'])
      expect(await gitProgram(path, 'win32', everywhere)).toBeNull();
    expect(await gitProgram(`.;C:\\Program Files\\Git\\cmd`, 'win32', everywhere)).toBe(own);
  });

  it('is that of the system elsewhere', async () => {
    expect(await gitProgram('/usr/bin', 'linux')).toBe('git');
  });
});

describe('the variables that git gets', () => {
  const environment = { Path: 'C:\\Git', SystemRoot: 'C:\\Windows', HOME: '', Other: 'x' };

  it('are found in any case on Windows', () => {
    expect(variablesNamed(['PATH', 'SYSTEMROOT', 'USERPROFILE', 'HOME'], environment, 'win32')).toEqual({
      PATH: 'C:\\Git',
      SYSTEMROOT: 'C:\\Windows',
      HOME: '',
    });
  });

  it('have the case that they have elsewhere', () => {
    expect(variablesNamed(['PATH', 'HOME'], environment, 'linux')).toEqual({ HOME: '' });
  });
});
