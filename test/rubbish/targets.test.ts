import { describe, expect, it } from 'vitest';
import { head, placesOf } from '../config/load.ts';

describe('targets', () => {
  it('with as many wildcards as fit are read, and matched without going back', async () => {
    const key = 'a'.repeat(200);
    const target = `custom.${'*a'.repeat(240)}*!`;
    expect(await placesOf(`${head}ignore: ["${target}"]\ncustom:\n  ${key}: x\n`)).toEqual([]);
  });

  it('beyond the number that a list may hold are reported and not tried', async () => {
    const list = Array.from({ length: 30_000 }, (_, index) => `custom.x${index}*`).join(', ');
    const keys = Array.from({ length: 1_000 }, (_, index) => `  k${index}: v\n`).join('');
    expect(await placesOf(`${head}ignore: [${list}]\ncustom:\n${keys}`)).toEqual([
      'capstan.yaml:3:1 too-many-entries',
      'capstan.yaml:3:13900 too-many-wildcards',
    ]);
  });
});
