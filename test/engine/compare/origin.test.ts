import { describe, expect, it } from 'vitest';
import { originsOf } from '../../../src/engine/decide.ts';
import type { Json } from '../../../src/leaf/json.ts';
import type { Baseline } from '../../../src/model/baseline.ts';
import type { Change, KeyChange } from '../../../src/model/change.ts';
import type { Cell } from '../../../src/model/state.ts';
import { Secret } from '../../../src/model/value.ts';
import { aBaseline, aBaselineValue, aCreate, aFeatureChange, anUpdate, aRemoval } from '../../support/builders.ts';

function originOf(change: Change, baseline: Baseline | null) {
  return originsOf([change], baseline).get(change);
}

/** The baseline that says this of the key `k`, at the global scope. */
function saying(said: Cell | undefined): Baseline {
  return aBaseline({ global: { settings: said === undefined ? new Map() : new Map([['k', said]]) } });
}

const absent: Cell = { kind: 'absent' };
const notComparable: Cell = { kind: 'not-comparable' };
const was = (json: Json, text?: string | null) => aBaselineValue(json, text);
const create = aCreate('k', 'new');
const update = anUpdate('k', 'old', 'new');
const removal = aRemoval('k', 'old');

describe('the origin of a change of a key', () => {
  it.each<[string, KeyChange, Cell | undefined, string]>([
    ['pending: a value of the file that the baseline lacked', create, absent, 'pending'],
    ['pending: a value that the file changed', update, was('old'), 'pending'],
    ['pending: a key that the file now removes', removal, was('old'), 'pending'],
    ['drift: a key that someone deleted', create, was('new'), 'drift'],
    ['drift: a value that someone changed', update, was('new'), 'drift'],
    ['drift: a key that someone added', removal, absent, 'drift'],
    ['both: a deleted key that the file gives another value', create, was('old'), 'both'],
    ['both: a value that is new in the file and in live', update, was('third'), 'both'],
    ['both: a key that was absent, and has one value in live and another in the file', update, absent, 'both'],
    ['both: a changed key that the file now removes', removal, was('third'), 'both'],
    ['pending: a key of which the baseline says nothing', update, undefined, 'pending'],
    ['unknown: a value that the baseline does not have', update, notComparable, 'unknown'],
    ['unknown: whether it was changed before it was deleted', create, notComparable, 'unknown'],
  ])('is %s', (_fact, change, said, origin) => {
    expect(originOf(change, saying(said))).toBe(origin);
  });

  it('is found by meaning, with the type of the setting', () => {
    const integer = { type: 'integer' as const };
    expect(originOf(anUpdate('k', '5', 7, integer), saying(was('5')))).toBe('pending');
    expect(originOf(anUpdate('k', 5, 7, integer), saying(was(7)))).toBe('drift');
    const text = anUpdate('k', '20170915215708415365', 'x');
    expect(originOf(text, saying(was('20170915215708415365')))).toBe('pending');
    expect(originOf(anUpdate('k', 'x', '1.10'), saying(was(1.1, '1.10')))).toBe('drift');
    const json = anUpdate('k', '{"a":1}', '{"a":2}', { type: 'json' });
    expect(originOf(json, saying(was({ a: 1 })))).toBe('pending');
    expect(originOf(json, saying(was({ a: 2 })))).toBe('drift');
  });

  it('is unknown when what the baseline says does not fit the type', () => {
    expect(originOf(anUpdate('k', 5, 7, { type: 'integer' }), saying(was('many')))).toBe('unknown');
  });

  it('is unknown for a secret of the baseline that does not fit the type, and for one known by its fingerprint alone', () => {
    const [before, after] = [new Secret(5), new Secret(7)];
    const said = (secret: Secret): Cell => ({ kind: 'secret', secret, by: 'value' });
    const change = anUpdate('k', before, after, { type: 'integer' });
    expect(originOf(change, saying(said(Secret.ofFile('5'))))).toBe('pending');
    expect(originOf(change, saying(said(Secret.ofFile('many'))))).toBe('unknown');
    expect(originOf(change, saying(said(Secret.knownBy('hmac:1:2', 'another place'))))).toBe('unknown');
  });

  it('is unknown for secrets, but for their being there', () => {
    const secret = new Secret('canary');
    const other = new Secret('canary-2');
    expect(originOf(anUpdate('k', secret, other), saying(was('x')))).toBe('unknown');
    expect(originOf(anUpdate('k', secret, other), saying(notComparable))).toBe('unknown');
    expect(originOf(aCreate('k', secret), saying(absent))).toBe('pending');
    expect(originOf(aCreate('k', secret), saying(notComparable))).toBe('unknown');
    expect(originOf(aRemoval('k', secret), saying(absent))).toBe('drift');
    expect(originOf(aRemoval('k', secret), saying(notComparable))).toBe('unknown');
  });
});

describe('the origin of a change of features', () => {
  const change = aFeatureChange('web', ['direct_access'], ['owner']);
  const said = (features?: readonly string[]) =>
    aBaseline({ clients: { web: features === undefined ? {} : { features } } });

  it('is found by the power that the lists give', () => {
    expect(originOf(change, said(['direct_access', 'direct_read_access']))).toBe('pending');
    expect(originOf(change, said(['owner']))).toBe('drift');
    expect(originOf(change, said(['login_client']))).toBe('both');
  });

  it('is pending where the baseline did not manage them', () => {
    expect(originOf(change, said())).toBe('pending');
    expect(originOf(change, aBaseline())).toBe('pending');
  });
});

describe('without a baseline', () => {
  it('nothing is said of any change', () => {
    expect(originsOf([update, create], null).size).toBe(0);
  });
});
