import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

describe('the text of a secret', () => {
  it('goes to a cipher in journal/ alone', () => {
    const users = readdirSync('src', { recursive: true, encoding: 'utf8' })
      .map((name) => join('src', name))
      .filter((name) => name.endsWith('.ts') && readFileSync(name, 'utf8').includes('sealedWith'))
      .sort();
    expect(users).toEqual(['src/model/value.ts', 'src/run/journal/sealed-values.ts']);
  });
});
