import { describe, expect, it } from 'vitest';
import { accountOf, lookingAtFiles } from '../../../src/cli/fleet/fleet-progress.ts';

describe('what a run over several applications is at', () => {
  it('names those that are done, under way and not begun', () => {
    const account = accountOf(['a', 'b', 'c', 'd']);
    account.begun('a');
    account.begun('b');
    account.done('a');
    expect(account.text()).toBe('3 of 4 applications (done: a; under way: b; not begun: c, d)');
  });

  it('names a few of many', () => {
    const account = accountOf(Array.from({ length: 40 }, (_, at) => `app-${at}`));
    expect(account.text()).toBe('40 of 40 applications (not begun: app-0, app-1, app-2, app-3, app-4 and 35 more)');
  });
});

describe('looking at the files of a run', () => {
  function looking(kind: 'terminal' | 'log') {
    const said: string[] = [];
    let ms = 0;
    const say = (text: string): void => void said.push(text);
    const place = {
      now: () => ms,
      draw: kind === 'terminal' ? say : null,
      line: kind === 'log' ? say : null,
      ...{ columns: 80, rows: 24, everySecond: () => {} },
    };
    const { next, close } = lookingAtFiles({ place }, 1_000);
    const nextAt = (at: number): void => {
      ms = at;
      next();
    };
    return { said, nextAt, close };
  }

  it('is one line on a terminal, from the second second on, which goes when all were looked at', () => {
    const { said, nextAt, close } = looking('terminal');
    for (const at of [500, 999, 1_000, 1_050, 1_100]) nextAt(at);
    close();
    expect(said).toEqual(['Looking at the files: 3 of 1000, 1 s', 'Looking at the files: 5 of 1000, 1 s', '']);
  });

  it('is a line in a log at most every two seconds, and none when it is over soon', () => {
    const { said, nextAt, close } = looking('log');
    for (const at of [1_000, 4_900, 5_000, 6_000, 7_000]) nextAt(at);
    close();
    expect(said).toEqual(['Looking at the files: 3 of 1000, 5 s\n', 'Looking at the files: 5 of 1000, 7 s\n']);
  });

  it('is silent where no one looks', () => {
    const { next, close } = lookingAtFiles({}, 2);
    next();
    expect(close()).toBeUndefined();
  });
});
