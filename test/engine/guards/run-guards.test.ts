import { describe, expect, it } from 'vitest';
import { type Guard, runFileGuards, runGuards } from '../../../src/engine/guards/guard.ts';
import { fixedGuards, guards, overridableGuards } from '../../../src/engine/guards/index.ts';
import type { Target } from '../../../src/model/address.ts';
import type { Allow } from '../../../src/model/desired.ts';
import { type Finding, findingText, type Severity } from '../../../src/model/finding.ts';
import { aGuardInput, anAllow, today } from '../../support/builders.ts';

const siteName: Target = { kind: 'key', alias: null, section: 'settings', key: 'site_name' };

function guard(override: Guard['override'], severity: Severity = 'refuse', code = 'protected'): Guard {
  const check = () => [{ code, severity, fact: 'No', cure: '', target: siteName, source: null }];
  return { code, override, rank: 1, check };
}

function run(one: Guard, ...allow: readonly Allow[]) {
  return runGuards([one], aGuardInput({ desired: { allow } })).map(
    (finding) => `${finding.severity}: ${findingText(finding)}`,
  );
}

describe('running guards', () => {
  it('gives all findings in the order of the list', () => {
    const list = [guard('none', 'info', 'b'), guard('allow', 'refuse', 'a')];
    expect(runGuards(list, aGuardInput({})).map((finding) => finding.code)).toEqual(['b', 'a']);
  });

  it('turns a refusal that the file allows into an info, and says until when and why', () => {
    expect(run(guard('allow'), anAllow('protected', 'settings.site_name', today))).toEqual([
      `info: No (allowed until ${today}: SEC-88)`,
    ]);
    expect(run(guard('allow'), anAllow('protected', 'settings.*'))).toEqual([
      'info: No (allowed until 2027-01-31: SEC-88)',
    ]);
  });

  it('keeps a refusal that an allow does not reach: another guard, target or day', () => {
    expect(
      run(
        guard('allow'),
        anAllow('last-owner', 'settings.site_name'),
        anAllow('protected', 'settings.other'),
        anAllow('protected', 'global'),
        anAllow('protected', 'settings.site_name', '2026-11-20'),
      ),
    ).toEqual(['refuse: No']);
  });

  it('keeps a refusal of a guard that nothing overrides', () => {
    expect(run(guard('none'), anAllow('protected', 'settings.site_name'))).toEqual(['refuse: No']);
  });

  it('leaves warnings and infos as they are', () => {
    expect(run(guard('allow', 'warning'), anAllow('protected', 'settings.site_name'))).toEqual(['warning: No']);
  });
});

describe('running guards over an undo', () => {
  const undo = { run: '20261121100000-0a1b2c3d', expected: new Map(), secrets: [], files: [] };
  const said = (one: Guard, ...allow: readonly Allow[]) =>
    runGuards([one], { ...aGuardInput({ desired: { allow } }), undo }).map(
      (finding) => `${finding.severity}: ${findingText(finding)}`,
    );

  it('warns of what a file could allow: it brings back what was so before', () => {
    expect(said(guard('allow', 'refuse', 'too-many-updates'))).toEqual([
      'warning: No (a warning: it was so before run 20261121100000-0a1b2c3d)',
    ]);
    expect(said(guard('allow', 'info'))).toEqual(['info: No']);
  });

  it('keeps refusing what nothing overrides, and to leave too few owners', () => {
    expect(said(guard('none'))).toEqual(['refuse: No']);
    expect(said(guard('allow', 'refuse', 'last-owner'))).toEqual(['refuse: No']);
  });
});

describe('running guards over a file alone', () => {
  const fact = 'No';
  const finding = { code: 'protected', severity: 'refuse', fact, cure: '', target: siteName, source: null } as const;
  const fileGuard: Guard = { code: 'protected', override: 'allow', rank: 1, needs: 'file', check: () => [finding] };
  const said = (one: Guard, ...allow: readonly Allow[]) =>
    runFileGuards([one], { ...aGuardInput({ desired: { allow } }), asked: [] }).map(({ severity }) => severity);

  it('runs those that need the file alone, and of the others what they can tell by it', () => {
    expect(said(fileGuard)).toEqual(['refuse']);
    expect(said(guard('none'))).toEqual([]);
    expect(said({ code: 'protected', override: 'none', rank: 1, check: () => [], checkFile: () => [finding] })).toEqual(
      ['refuse'],
    );
  });

  it('lets a refusal pass that the file allows', () => {
    expect(said(fileGuard, anAllow('protected', 'settings.site_name'))).toEqual(['info']);
    expect(run(fileGuard, anAllow('protected', 'settings.site_name', today))).toEqual([
      `info: No (allowed until ${today}: SEC-88)`,
    ]);
  });

  it('lets what is a warning without live pass as well', () => {
    const warns = (one: Finding) =>
      said({ code: 'protected', override: 'allow', rank: 1, check: () => [], checkFile: () => [one] }, allow);
    const allow = anAllow('protected', 'settings.site_name');
    expect(warns({ ...finding, severity: 'warning' })).toEqual(['info']);
    expect(warns({ ...finding, severity: 'warning', target: { kind: 'global' } })).toEqual(['warning']);
    expect(warns({ ...finding, severity: 'info' })).toEqual(['info']);
  });
});

describe('the codes that a file may name', () => {
  it('are apart: a guard can be overridden or it cannot', () => {
    expect(overridableGuards.filter((code) => fixedGuards.includes(code))).toEqual([]);
    const codes = [...overridableGuards, ...fixedGuards];
    expect(guards.filter(({ code }) => !codes.includes(code))).toEqual([]);
  });

  it('never let the lethal mistakes pass', () => {
    for (const code of [
      'wrong-application',
      'caller-loses-owner',
      'undeclared-removal',
      'protected',
      'publishes-secret',
      'vendor-managed',
      'exclusive-feature',
      'client-missing',
      'secret-in-file',
    ]) {
      expect(fixedGuards).toContain(code);
    }
  });

  it('include guards that are announced', () => {
    expect(overridableGuards).toEqual(expect.arrayContaining(['security-lowered', 'first-adoption', 'last-owner']));
  });
});
