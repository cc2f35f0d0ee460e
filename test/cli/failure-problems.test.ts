import { describe, expect, it } from 'vitest';
import type { Failure } from '../../src/service/interface.ts';
import { failureProblems } from '../../src/workflows/ending.ts';

const where = { application: 'THE APPLICATION', host: 'THE HOST', credentials: 'ITS VARIABLES' };
const failure = (path: string, parts: Partial<Failure> = {}, said = 'it said no'): Failure => ({
  code: 'forbidden',
  status: 403,
  request: `GET http://h${path}`,
  reason: said,
  tries: 1,
  ...parts,
});

describe('failureProblems', () => {
  it('tells the same failure of several requests once', () => {
    const problems = failureProblems([failure('/a'), failure('/b'), failure('/c')], where);
    expect(problems.map(({ message }) => message)).toEqual(['GET http://h/a and 2 more requests: it said no']);
    expect(failureProblems([failure('/a'), failure('/b')], where)[0]?.message).toContain('and 1 more request: ');
  });

  it('does not mind how often each was tried', () => {
    const tried = [failure('/a', { tries: 5 }), failure('/b', { tries: 3 })];
    expect(failureProblems(tried, where)).toHaveLength(1);
    expect(failureProblems(tried.slice(0, 1), where)[0]?.message).toContain('(tried 5 times)');
  });

  it('tells different failures apart', () => {
    const other = [failure('/a'), failure('/b', {}, 'else'), failure('/c', { code: 'timeout', status: null })];
    expect(failureProblems(other, where)).toHaveLength(3);
  });

  it('says so where no request is named', () => {
    const same = { request: null, reason: 'no more' };
    expect(failureProblems([failure('/a', same), failure('/b', same)], where)[0]?.message).toBe(
      'a request and 1 more request: no more',
    );
  });

  it.each<[Failure['code'], string]>([
    ['unauthorized', 'secret in ITS VARIABLES, and that they belong to this application (THE APPLICATION).'],
    ['forbidden', 'owner feature'],
    ['application-not-found', 'Check THE APPLICATION.'],
    ['unreachable', 'HTTPS_PROXY'],
    ['timeout', 'THE HOST'],
    ['rate-limited', 'Try again later.'],
    ['server-error', 'Try again later.'],
    ['rejected', 'THE APPLICATION'],
    ['bad-reply', 'Check THE HOST, and the proxy'],
  ])('has a cure for %s', (code, words) => {
    const cure = failureProblems([failure('/a', { code, status: 302 })], where)[0]?.cure;
    expect(cure).toContain(words);
    expect(cure).toMatch(/ Nothing was changed\.$/);
  });

  it('takes the cure of the failure itself where there is one', () => {
    const [problem] = failureProblems([failure('/a', { code: 'unreachable', cure: 'Check the clock.' })], where);
    expect(problem?.cure).toBe('Check the clock. Nothing was changed.');
  });

  it('has another try for a reply that cannot be used, but not for a redirect', () => {
    const cureAt = (status: number | null): string | undefined =>
      failureProblems([failure('/a', { code: 'bad-reply', status })], where)[0]?.cure;
    expect(cureAt(200)).toMatch(/^Try again; if it stays, check THE HOST/);
    expect(cureAt(null)).toMatch(/^Try again/);
    expect(cureAt(302)).toMatch(/^Check THE HOST/);
  });
});
