import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { watchSignals } from '../../src/cli/terminal/interruption.ts';

function signals() {
  const source = new EventEmitter();
  const exits: number[] = [];
  const told: string[] = [];
  const watched = watchSignals(
    { on: (signal, listener) => source.on(signal, listener), exit: (code) => exits.push(code) },
    (text) => void told.push(text),
  );
  return { source, exits, told, watched };
}

describe('watchSignals', () => {
  it('ends the program at once while nothing is being written', () => {
    const { source, exits, told } = signals();
    source.emit('SIGTERM');
    expect(exits).toEqual([143]);
    expect(told).toEqual([]);
  });

  it('only asks to stop while something is being written; the second signal ends', async () => {
    const { source, exits, told, watched } = signals();
    const result = await watched.hold(async () => {
      expect(watched.code()).toBe(null);
      source.emit('SIGINT');
      expect(exits).toEqual([]);
      expect(watched.code()).toBe(130);
      source.emit('SIGTERM');
      return 'done';
    });
    expect(result).toBe('done');
    expect(exits).toEqual([130]);
    expect(told.join('')).toContain('Stopping after the request in flight.');
  });

  it('finishes the call in flight when the terminal goes away', async () => {
    const { source, exits, watched } = signals();
    await watched.hold(async () => {
      source.emit('SIGHUP');
      expect(exits).toEqual([]);
    });
    expect(watched.code()).toBe(143);
  });

  it('holds no longer than the work, also when that fails', async () => {
    const { source, exits, watched } = signals();
    await expect(watched.hold(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    source.emit('SIGINT');
    expect(exits).toEqual([130]);
  });

  it('does what has to be done before the end, once; a second signal does not wait for it', async () => {
    const { source, exits, told, watched } = signals();
    let release = (): void => {};
    let times = 0;
    watched.beforeEnd(() => {
      times += 1;
      return new Promise((resolve) => {
        release = resolve;
      });
    });
    source.emit('SIGTERM');
    expect([exits, times, watched.signal.aborted]).toEqual([[], 1, true]);
    expect(told.join('')).toContain('Releasing the lock on the remote.');
    release();
    await expect.poll(() => exits).toEqual([143]);
    source.emit('SIGTERM');
    expect([exits, times]).toEqual([[143, 143], 1]);
  });

  it('ends all the same when that fails, and at once when it is no longer needed', async () => {
    const failing = signals();
    failing.watched.beforeEnd(() => Promise.reject(new Error('broken')));
    failing.source.emit('SIGINT');
    await expect.poll(() => failing.exits).toEqual([130]);
    const forgotten = signals();
    forgotten.watched.beforeEnd(() => Promise.reject(new Error('not called')))();
    forgotten.source.emit('SIGINT');
    expect(forgotten.exits).toEqual([130]);
  });

  it('does it before the time limit ends the command too', async () => {
    const { watched } = signals();
    const done: string[] = [];
    watched.beforeEnd(async () => void done.push('released'));
    watched.expire(() => done.push('late'));
    await expect.poll(() => done).toEqual(['released', 'late']);
  });
});
