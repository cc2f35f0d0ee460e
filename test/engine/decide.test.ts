import { describe, expect, it } from 'vitest';
import { decide } from '../../src/engine/decide.ts';
import { formatTarget } from '../../src/model/address.ts';
import { changeName } from '../../src/model/change.ts';
import {
  aDecideInput,
  aDesiredClient,
  aLiveClient,
  aProtection,
  callerId,
  type DecideWish,
  decided,
  plain,
  secretLiteral,
} from '../support/builders.ts';

const wish: DecideWish = {
  desired: {
    settings: { site_name: 'x', login_attempts: 'many' },
    clients: [
      aDesiredClient({ settings: { site_name: 'x', login_attempts: 'many' }, features: ['owner'] }),
      aDesiredClient({ alias: 'gone' }),
    ],
  },
  live: { clients: [aLiveClient({ id: 'id-of-web' })] },
};

function changes(only: readonly string[]): readonly string[] {
  return decided({ ...wish, only }).changes.map(changeName);
}

function findings(only: readonly string[]): readonly string[] {
  return decided({ ...wish, only }).findings.map(({ code, target }) => `${code} ${formatTarget(target)}`);
}

describe('a decision', () => {
  it('holds the changes, what does not fit, what guards say, and the calls', () => {
    const { calls } = decided(wish);
    expect(changes([])).toEqual(['settings.site_name', 'clients.web.settings.site_name', 'clients.web.features']);
    expect(findings([])).toEqual([
      'wrong-type settings.login_attempts',
      'wrong-type clients.web.settings.login_attempts',
      'security-lowered clients.web.features',
      'client-missing clients.gone',
      'redundant clients.web.settings.site_name',
    ]);
    expect(calls.map((call) => call.kind)).toEqual(['set-property', 'set-keys', 'set-keys']);
  });

  it('lets guards see a value become secret by what the file says', () => {
    const { findings: said } = decided({
      desired: {
        settings: new Map([
          ['site_name', secretLiteral('x')],
          ['email_method', plain('y')],
        ]),
      },
    });
    expect(said.map((finding) => finding.code)).toEqual(['secret-in-file']);
  });
});

describe('what a decision leaves unmanaged', () => {
  const unmanaged = (only: readonly string[]) => decided({ ...wish, only }).unmanaged;

  it('includes clients that the file does not declare', () => {
    expect(unmanaged([])).toEqual([{ client: callerId, name: 'capstan' }]);
    const live = { clients: [aLiveClient({ id: 'z' }), aLiveClient({ id: 'a' })] };
    expect(decided({ live }).unmanaged).toEqual([
      { client: 'a', name: 'Client a' },
      { client: callerId, name: 'capstan' },
      { client: 'z', name: 'Client z' },
    ]);
  });

  it('does not include them when some targets only are wanted, which it names', () => {
    expect(unmanaged(['global'])).toEqual([]);
    expect(decided({ ...wish, only: ['global', 'clients.*'] }).only).toEqual(['global', 'clients.*']);
  });
});

describe('a decision on some targets only', () => {
  it('holds the changes of those targets and of what lies in them', () => {
    expect(changes(['settings.site_*'])).toEqual(['settings.site_name']);
    expect(changes(['global'])).toEqual(['settings.site_name']);
    expect(changes(['clients.web'])).toEqual(['clients.web.settings.site_name', 'clients.web.features']);
    expect(changes(['clients.*.features', 'settings.site_name'])).toEqual([
      'settings.site_name',
      'clients.web.features',
    ]);
    expect(changes(['custom.*'])).toEqual([]);
  });

  it('is not blocked by what is outside of them', () => {
    expect(findings(['settings.site_name'])).toEqual([]);
    expect(findings(['clients.web.features'])).toEqual(['security-lowered clients.web.features']);
    expect(findings(['clients.gone'])).toEqual(['client-missing clients.gone']);
    expect(findings(['settings.login_attempts'])).toEqual(['wrong-type settings.login_attempts']);
  });

  it('is judged by the guards like any other', () => {
    const { findings: said } = decided({
      ...wish,
      desired: { ...wish.desired, protect: [aProtection('settings.*')] },
      only: ['settings.site_name'],
    });
    expect(said.map((finding) => finding.code)).toEqual(['protected']);
  });
});

describe('a decision on an undo', () => {
  it('says nothing of what the run did not touch', () => {
    const input = aDecideInput(wish);
    expect(decide(input).unmanaged).not.toEqual([]);
    expect(decide({ ...input, undo: { run: 'r', expected: new Map(), secrets: [], files: [] } }).unmanaged).toEqual([]);
  });
});
