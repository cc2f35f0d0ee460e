import { describe, expect, it } from 'vitest';
import { createBoard } from '../../../src/cli/fleet/fleet-progress.ts';
import { heldBack } from '../../../src/cli/fleet/in-turn.ts';
import { fakeSession } from '../fake-session.ts';

function board(kind: 'terminal' | 'log', { rows = 24, total = 3 } = {}) {
  const said: string[] = [];
  let ms = 0;
  const say = (text: string): void => void said.push(text);
  const made = createBoard(
    {
      now: () => ms,
      draw: kind === 'terminal' ? say : null,
      line: kind === 'log' ? say : null,
      ...{ columns: 80, rows },
    },
    total,
  );
  return {
    ...made,
    said,
    at: (second: number) => {
      ms = second * 1000;
    },
  };
}

describe('the progress of several applications', () => {
  it('is a line for each on a terminal, with what it does, its requests, and what it waits for', () => {
    const { said, enter, leave, tick, at } = board('terminal');
    const [shop, news] = [enter('shop'), enter('newsletter')];
    at(1);
    heldBack(fakeSession(), shop).session.progress('Reading app1…');
    at(2);
    news.begin('Reading app2…');
    news.queued(3);
    at(3);
    shop.answered();
    at(4);
    news.again({ tries: 2, of: 5, status: 429 });
    expect(said.at(-1)?.split('\n')).toEqual([
      'shop        Reading app1… 1 request done, 3 s',
      'newsletter  Reading app2… the service answered 429, try 2 of 5, 2 s',
      '0 of 3 done, 2 at work, 4 s',
    ]);
    at(5);
    leave(shop);
    news.answered();
    at(6);
    tick();
    expect(said.at(-1)?.split('\n')).toEqual([
      'newsletter  Reading app2… 1 request done, 3 wait for the limit of the host, 4 s',
      '1 of 3 done, 1 at work, 6 s',
    ]);
  });

  it('stays within the terminal, is not drawn at each reply, and makes room for what is printed', () => {
    const { said, enter, hide, close, tick, at } = board('terminal', { rows: 6, total: 20 });
    const steps = Array.from({ length: 16 }, (_, each) => enter(`app${each}`));
    at(1);
    for (const step of steps) step.begin(`Reading ${'a'.repeat(100)}…`);
    expect(said).toHaveLength(1);
    const lines = said[0]?.split('\n') ?? [];
    expect(lines.map((text) => text.length <= 79)).toEqual([true, true, true, true]);
    expect(lines.at(-1)).toBe('and 13 more; 0 of 20 done, 16 at work, 1 s');
    hide();
    close();
    at(9);
    tick();
    expect(said.slice(1)).toEqual(['', '']);
  });

  it('is a line for all in a log, at most one in two seconds, and none when it is over soon', () => {
    const { said, enter, leave, tick, at } = board('log', { total: 40 });
    const slow = enter('slow');
    slow.begin('Reading app1…');
    for (let second = 1; second <= 16; second += 1) {
      at(second);
      if (second % 4 === 0) leave(enter(`app${second}`));
      slow.answered();
      tick();
    }
    expect(said).toEqual([
      '2 of 40 done, 1 at work, 10 s; slow: Reading app1… 10 requests done, 10 s\n',
      '3 of 40 done, 1 at work, 12 s; slow: Reading app1… 11 requests done, 12 s\n',
      '4 of 40 done, 1 at work, 16 s; slow: Reading app1… 15 requests done, 16 s\n',
    ]);
  });
});
