import { describe, expect, it } from 'vitest';
import { head, placesOf } from '../desired/load.ts';

const dotted = `${'a.'.repeat(60)}a`;

describe('targets', () => {
  it('with more wildcards than a match can be bounded for are refused, dots between them or not', async () => {
    const codes = async (target: string) => placesOf(`${head}custom: { "${dotted}": x }\nignore: ["${target}"]\n`);
    expect(await codes('custom.*.*.*!')).toEqual([]);
    expect(await codes('custom.*.*.*.*!')).toEqual(['capstan.yaml:4:10 bad-target']);
    expect(await codes(`clients.*.custom.${'*.'.repeat(20)}!`)).toEqual(['capstan.yaml:4:10 bad-target']);
  });

  it('beyond the number that a list may hold are reported and not tried', async () => {
    const list = Array.from({ length: 30_000 }, (_, index) => `custom.x${index}*`).join(', ');
    const keys = Array.from({ length: 1_000 }, (_, index) => `  k${index}: v\n`).join('');
    expect(await placesOf(`${head}ignore: [${list}]\ncustom:\n${keys}`)).toEqual(['capstan.yaml:3:1 too-many-entries']);
  });
});
