import { describe, expect, it } from 'vitest';
import { diffProperties } from '../../../src/engine/compare/compare-states.ts';
import type { Accept } from '../../../src/model/desired.ts';
import { Secret } from '../../../src/model/value.ts';
import { aClientScope, aDesiredClient, aLiveClient, anAccept, at, pattern, today } from '../../support/builders.ts';
import { features } from '../../support/properties.ts';

const web = aClientScope('web');

type Rules = { readonly ignore?: readonly string[]; readonly accept?: readonly Accept[] };

function diff(asked: readonly string[] | undefined, live: readonly string[] | null, rules: Rules = {}) {
  const untouched = { ignore: (rules.ignore ?? []).map(pattern), accept: rules.accept ?? [], today };
  const { scope: desired } = aDesiredClient(asked === undefined ? {} : { features: asked });
  return diffProperties(untouched, web, desired, aLiveClient({ id: 'id-of-web', features: live }).scope)[0];
}

const changed = expect.objectContaining({ action: 'property' });

describe('the features of a client', () => {
  it('become a change, as sorted sets, with the place in the file', () => {
    expect(diff(['owner', 'access_issuer', 'owner'], ['login_client'])).toEqual({
      action: 'property',
      property: features,
      scope: web,
      before: ['login_client'],
      after: ['access_issuer', 'owner'],
      source: at(4),
    });
  });

  it('become a change where the reply does not have them, if only from none to none', () => {
    expect(diff(['owner'], null)).toMatchObject({ before: [], after: ['owner'] });
    expect(diff([], null)).toMatchObject({ before: [], after: [] });
  });

  it('stay when the file leaves them out', () => {
    expect(diff(undefined, ['owner'])).toBeUndefined();
  });

  it('stay when the file declares the same power in another order or with what is implied', () => {
    expect(diff(['owner', 'direct_access'], ['direct_access', 'owner'])).toBeUndefined();
    expect(diff(['direct_access'], ['direct_read_access', 'direct_access'])).toBeUndefined();
  });

  it('can be emptied', () => {
    expect(diff([], ['owner'])).toMatchObject({ before: ['owner'], after: [] });
  });

  it('become a change when the reply lacks them: what is not known is not the same', () => {
    expect(diff([], null)).toMatchObject({ before: [], after: [] });
  });

  it('stay when they are ignored', () => {
    expect(diff(['owner'], [], { ignore: ['clients.*.features'] })).toBeUndefined();
    expect(diff(['owner'], [], { ignore: ['clients.web', 'clients.app.features'] })).toEqual(changed);
  });

  it('stay as long as live holds the accepted list', () => {
    const accept = (live: Accept['live'], until?: string) => ({
      accept: [anAccept('clients.web.features', live, until)],
    });
    expect(diff(['owner'], ['b', 'a'], accept(['a', 'b']))).toBeUndefined();
    expect(diff(['owner'], ['b'], accept(['a', 'b']))).toEqual(changed);
    expect(diff(['owner'], ['b', 'a'], accept(['a', 'b'], '2026-11-21'))).toBeUndefined();
    expect(diff(['owner'], ['b', 'a'], accept(['a', 'b'], '2026-11-20'))).toEqual(changed);
    expect(diff(['owner'], ['b'], accept('b'))).toEqual(changed);
    expect(diff(['owner'], ['b'], accept(new Secret(['b'])))).toEqual(changed);
  });
});
