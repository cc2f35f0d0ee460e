import { describe, expect, it } from 'vitest';
import { hiddenText } from '../../../src/yaml-edit/edit/hidden-text.ts';

const hides = {
  key: (alias: string | null, section: string, key: string) =>
    key === 'rpx_key' || (alias === 'web' && section === 'custom' && key === 'token'),
  live: (target: string) => target === 'settings.rpx_key',
};

describe('a text with secrets in it', () => {
  it('is shown without them, line for line', () => {
    const text = `# a
settings:
  site_name: x
  rpx_key: |
    line one
    line two
custom: [1]
clients:
  web: { custom: { token: "t", other: o } }
  app: 5
accept:
  - { target: settings.rpx_key, live: canary }
  - { target: settings.site_name, live: y }
  - z
allow:
  - { guard: overwrites-drift, target: settings.rpx_key, live: overwritten }
`;
    expect(hiddenText(text, hides)).toBe(
      text
        .replace('|\n    line one\n    line two\n', '(secret)\n\n\n')
        .replace('"t"', '(secret)')
        .replace('canary', '(secret)')
        .replace('overwritten', '(secret)'),
    );
  });

  it('shows references, which name a variable only', () => {
    const text = '\ufeffsettings:\n  rpx_key: ${secret:KEY}\n';
    expect(hiddenText(text, hides)).toBe(text);
    expect(hiddenText('\ufeffsettings:\n  rpx_key: a-${secret:KEY}\n', hides)).toBe(
      '\ufeffsettings:\n  rpx_key: (secret)\n',
    );
    expect(hiddenText('[1]\n', hides)).toBe('[1]\n');
  });
});
