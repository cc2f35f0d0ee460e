import { describe, expect, it } from 'vitest';
import { aliasOf, formatTarget, globalScope, keyTarget, scopeTarget, type Target } from '../../src/model/address.ts';
import { coversTarget, matchesTarget, parseTargetPattern, readTarget } from '../../src/model/target-pattern.ts';
import { aClientScope, pattern } from '../support/builders.ts';

const web = aClientScope('web-login');

function names(text: string, target: Target): boolean {
  return matchesTarget(pattern(text), target);
}

function covers(text: string, target: Target): boolean {
  return coversTarget(pattern(text), target);
}

describe('the text of a target', () => {
  it.each<[string, Target]>([
    ['settings.site_name', keyTarget(globalScope, 'settings', 'site_name')],
    ['custom.a.b', keyTarget(globalScope, 'custom', 'a.b')],
    ['clients.web-login.settings.x', keyTarget(web, 'settings', 'x')],
    ['clients.web-login.features', { kind: 'property', of: 'client', alias: 'web-login', property: 'features' }],
    ['clients.web-login', scopeTarget(web)],
    ['global', scopeTarget(globalScope)],
    [String.raw`custom.a\*b\\`, keyTarget(globalScope, 'custom', 'a*b\\')],
  ])('is %s, and reads back as that target alone', (text, target) => {
    expect(formatTarget(target)).toBe(text);
    expect(names(text, target)).toBe(true);
    expect(readTarget(text)).toEqual(target);
  });

  it('is that of the global scope where it is none', () => {
    expect(readTarget('clients.web.feature')).toEqual(globalScope);
  });

  it('knows the alias of a scope', () => {
    expect(aliasOf(web)).toBe('web-login');
    expect(aliasOf(globalScope)).toBeNull();
  });
});

describe('a target pattern', () => {
  it.each(['', 'x', 'settings', 'settings.', 'clients', 'clients.', 'clients.a.b', 'clients.a.settings', 'Global'])(
    'is not %j',
    (text) => {
      expect(parseTargetPattern(text)).toBeUndefined();
    },
  );

  it('lets a star stand for any run of characters within a key or an alias', () => {
    const key = keyTarget(web, 'custom', 'ab_test.one\ntwo');
    expect(names('clients.*.custom.ab_test*', key)).toBe(true);
    expect(names('clients.web*.custom.*one*', key)).toBe(true);
    expect(names('clients.web-*gin.custom.ab_test.one\ntwo', key)).toBe(true);
    expect(names('clients.x*.custom.*', key)).toBe(false);
    expect(names('clients.*.settings.*', key)).toBe(false);
    expect(names('clients.*.custom.test*', key)).toBe(false);
  });

  it('never lets a star reach from the global scope to clients or back', () => {
    expect(names('custom.*', keyTarget(web, 'custom', 'a'))).toBe(false);
    expect(names('clients.*.custom.a', keyTarget(globalScope, 'custom', 'a'))).toBe(false);
  });

  it.each(['a.b', 'a-b', 'a+b', 'a(b)[c]{d}', '^a$', 'a|b', 'a/b', 'a?b', 'ünï-ç🙂'])('takes %s literally', (key) => {
    const target = keyTarget(globalScope, 'custom', key);
    expect(names(`custom.${key}`, target)).toBe(true);
    expect(names(`custom.${key}`, keyTarget(globalScope, 'custom', key.replace(/\W/u, 'x')))).toBe(false);
  });

  it('takes an escaped star and an escaped backslash literally, and a backslash before anything else', () => {
    const named = (text: string, key: string) => names(text, keyTarget(globalScope, 'custom', key));
    expect(named(String.raw`custom.a\*`, 'a*')).toBe(true);
    expect(named(String.raw`custom.a\*`, 'ab')).toBe(false);
    expect(named(String.raw`custom.a\\*`, String.raw`a\bc`)).toBe(true);
    expect(named(String.raw`custom.a\d`, String.raw`a\d`)).toBe(true);
    expect(named(String.raw`custom.a\d`, 'a5')).toBe(false);
    expect(named('custom.a\\', 'a\\')).toBe(true);
  });

  it('may hold any number of stars', () => {
    const key = keyTarget(web, 'custom', 'a.b.c.d.e');
    expect(names('clients.*e*-*i*.custom.*a*b*c*d*e*', key)).toBe(true);
    expect(names('clients.*e*-*i*.custom.*a*b*d*c*e*', key)).toBe(false);
  });

  it('says whether its alias is written out', () => {
    const literal = (text: string) => pattern(text).literalAlias;
    expect(literal('settings.*')).toBe(true);
    expect(literal('clients.web.settings.*')).toBe(true);
    expect(literal('clients.w*.settings.x')).toBe(false);
    expect(literal(String.raw`clients.w\*.settings.x`)).toBe(true);
    expect(literal(String.raw`clients.w\\*.settings.x`)).toBe(false);
  });
});

describe('what a pattern names', () => {
  it('is that one kind of thing', () => {
    const features: Target = { kind: 'property', of: 'client', alias: 'web-login', property: 'features' };
    expect(names('global', { kind: 'global' })).toBe(true);
    expect(names('global', keyTarget(globalScope, 'settings', 'global'))).toBe(false);
    expect(names('clients.web-login', scopeTarget(web))).toBe(true);
    expect(names('clients.web-login', features)).toBe(false);
    expect(names('clients.*.features', features)).toBe(true);
    expect(names('clients.app.features', features)).toBe(false);
  });
});

describe('what a pattern covers', () => {
  it('is what it names, and what lies in the scope that it names', () => {
    expect(covers('settings.x', keyTarget(globalScope, 'settings', 'x'))).toBe(true);
    expect(covers('global', keyTarget(globalScope, 'custom', 'x'))).toBe(true);
    expect(covers('clients.web-login', keyTarget(web, 'custom', 'x'))).toBe(true);
    expect(covers('clients.*', { kind: 'property', of: 'client', alias: 'web-login', property: 'features' })).toBe(
      true,
    );
  });

  it('is nothing of another scope, and nothing above', () => {
    expect(covers('global', keyTarget(web, 'custom', 'x'))).toBe(false);
    expect(covers('global', scopeTarget(web))).toBe(false);
    expect(covers('clients.app', keyTarget(web, 'custom', 'x'))).toBe(false);
    expect(covers('clients.*', { kind: 'global' })).toBe(false);
    expect(covers('clients.*', keyTarget(globalScope, 'custom', 'x'))).toBe(false);
    expect(covers('clients.web-login.settings.*', scopeTarget(web))).toBe(false);
  });
});
