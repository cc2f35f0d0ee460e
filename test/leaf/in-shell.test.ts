import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { inShell } from '../../src/leaf/system-text.ts';
import { visibleText } from '../../src/render/escape/visible-text.ts';

describe.skipIf(process.platform === 'win32')('a word for a shell', () => {
  it.each([
    'custom.site_locale',
    "custom.it's",
    'custom.a\\*b c',
    'custom.Straße',
    'custom.cafe\u0301',
    "custom.it's \\ e\u0301",
    'custom.a\u202eb',
    'custom.a\nb\tc',
    'custom.\u3164\u1112\u1161\u2126',
    'custom.\u{e0041}f',
  ])('is the word itself in %j, also as reports show it', (word) => {
    const shown = visibleText(inShell(word));
    expect(execFileSync('bash', ['-c', `printf %s ${shown}`], { encoding: 'utf8' })).toBe(word);
  });

  it('has no escapes where a reader sees every letter', () => {
    expect(inShell('custom.Straße')).toBe("'custom.Straße'");
    expect(inShell('custom.cafe\u0301')).toBe("$'custom.cafe\\xcc\\x81'");
  });
});
