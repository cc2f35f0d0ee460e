import { describe, expect, it } from 'vitest';
import { loadVarsFile, parseVarsFile } from '../../src/config/references/check-references.ts';
import { folderWith } from './load.ts';

function variablesOf(text: string) {
  const found = parseVarsFile(text, '.env');
  return found.kind === 'variables' ? Object.fromEntries(found.variables) : found.problems;
}

describe('a vars file', () => {
  it.each([
    ['A=1', { A: '1' }],
    ['  export A = 1  \r\n\n# comment\nB=', { A: '1', B: '' }],
    ['A=x y # comment', { A: 'x y' }],
    ['A=x#y', { A: 'x#y' }],
    ['A=# comment', { A: '' }],
    ['A="x # y" # comment', { A: 'x # y' }],
    ['A="a\\nb\\t\\"\\\\\\r\\q"', { A: 'a\nb\t"\\\rq' }],
    ["A='x \\n ${B}'", { A: 'x \\n ${B}' }],
    ['A=${B}', { A: '${B}' }],
    ['A=b=c', { A: 'b=c' }],
    ['__proto__=x', JSON.parse('{"__proto__":"x"}')],
  ])('reads %j', (text, expected) => {
    expect(variablesOf(text)).toEqual(expected);
  });

  it('reports every line that it cannot read, without quoting it', () => {
    const text =
      "GOOD=1\n  hunter2\nA=\"hunter2\nB='hunter2' x\n1C=hunter2\nGOOD=hunter2\nCAPSTAN_ALLOWED_HOSTS=evil.example.com\nexport CAPSTAN_ALLOWED_VARIABLES=evil\n";
    const found = parseVarsFile(text, '.env');
    const problems = found.kind === 'problems' ? found.problems : [];
    expect(problems.map(({ code, source }) => `${source?.line}:${source?.column} ${code}`)).toEqual([
      '2:3 bad-env-line',
      '3:1 bad-env-value',
      '4:1 bad-env-value',
      '5:1 bad-env-line',
      '6:1 duplicate-variable',
      '7:1 forbidden-variable',
      '8:1 forbidden-variable',
    ]);
    expect(JSON.stringify(problems)).not.toMatch(/hunter2|evil/u);
  });

  it('is read from the working folder', async () => {
    const folder = folderWith({ '.env': '\ufeffA=1\n' });
    expect(await loadVarsFile('.env', folder)).toEqual({ kind: 'variables', variables: new Map([['A', '1']]) });
    expect(await loadVarsFile('none.env', folder)).toMatchObject({
      kind: 'problems',
      problems: [{ code: 'no-such-file', message: 'none.env does not exist', cure: expect.stringContaining('--vars') }],
    });
    expect(await loadVarsFile('.', folder)).toMatchObject({
      problems: [{ code: 'not-a-file', cure: expect.stringContaining('NAME=VALUE') }],
    });
  });
});
