import { describe, expect, it } from 'vitest';
import { visibleJson, visibleText } from '../../src/render/escape/visible-text.ts';

const commands = ['##[group]x', 'x ##[add-mask]5', '##vso[task.setvariable variable=a]b', '##teamcity[x]'];
const linewise = ['::add-mask::5', '::stop-commands::token', '::set-output name=digest::sha256:0'];

describe('text from live, a file or a plan', () => {
  it.each([...commands, ...linewise])('does not reach a CI system as the command %s', (text) => {
    for (const shown of [visibleText(text), visibleJson(JSON.stringify(text))]) {
      expect(shown).not.toMatch(/##[a-z]*\[|::[a-z-]+(?: [^:]*)?::/);
    }
    expect(JSON.parse(visibleJson(JSON.stringify(text)))).toBe(text);
  });

  it('that only looks a little like one stays as it is', () => {
    for (const text of ['# [x]', '#1', '##', 'fe80::1', '::1', 'a::b', '2001:db8::/32'])
      expect(visibleText(text)).toBe(text);
  });
});
