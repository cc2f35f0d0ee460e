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
});
