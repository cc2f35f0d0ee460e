import { describe, expect, it } from 'vitest';
import { redactPair } from '../../../src/engine/comparison/compare-scopes.ts';
import { compareSides } from '../../../src/engine/comparison/compare-sides.ts';
import type { Side } from '../../../src/model/differences.ts';
import type { Cell, ScopeState } from '../../../src/model/state.ts';
import { Secret } from '../../../src/model/value.ts';
import { testCatalogue } from '../../support/builders.ts';

const value = (json: string): Cell => ({ kind: 'value', json, text: null });
const secret: Cell = { kind: 'secret', secret: Secret.knownBy('hmac:k:1', 'address'), by: 'snapshot' };

function scope(custom: Readonly<Record<string, Cell>>): ScopeState {
  return {
    sections: { settings: new Map(), custom: new Map(Object.entries(custom)) },
    whole: { settings: true, custom: true },
    properties: new Map(),
  };
}

function side(name: string, global: ScopeState | null, client: ScopeState): Side {
  return {
    name,
    kind: 'live',
    application: { id: name, region: null },
    readAt: null,
    global,
    clients: new Map([['web', { alias: 'web', id: 'id-of-web', name: null, scope: client }]]),
    allClients: true,
    expected: [],
    options: null,
    digest: null,
  };
}

const open = side('a', scope({ code: value('canary'), x: value('x') }), scope({ code: value('canary-client') }));
const closed = side('b', null, scope({ code: secret }));

describe('what one side hides', () => {
  it('is hidden in the other one too, in whatever scope; all else stays', () => {
    const both = redactPair(open, closed);
    expect(both[0].global?.sections.custom).toEqual(
      new Map([
        ['code', { kind: 'not-comparable' }],
        ['x', value('x')],
      ]),
    );
    expect(both[0].clients.get('web')?.scope.sections.custom).toEqual(new Map([['code', { kind: 'not-comparable' }]]));
    expect(both[1]).toEqual(closed);
    expect(redactPair({ ...open, global: null }, closed)[0].global).toBeNull();
  });

  it('is shown in no row, while a difference of it stays a difference', () => {
    const other = side('b', scope({ code: value('canary-other'), x: value('y') }), scope({ code: secret }));
    const { rows } = compareSides(open, other, testCatalogue, '0');
    expect(rows).toEqual([
      {
        target: 'custom.code',
        class: 'differs',
        a: { kind: 'not-comparable' },
        b: { kind: 'not-comparable' },
        note: null,
      },
      {
        target: 'custom.x',
        class: 'differs',
        a: { kind: 'value', json: 'x' },
        b: { kind: 'value', json: 'y' },
        note: null,
      },
    ]);
    const hidden = compareSides(other, side('c', scope({}), scope({})), testCatalogue, '0').rows;
    expect(hidden.map(({ target, a }) => [target, a])).toEqual([
      ['custom.code', { kind: 'not-comparable' }],
      ['custom.x', { kind: 'value', json: 'y' }],
      ['clients.web.custom.code', { kind: 'secret', fingerprint: 'hmac:k:1' }],
    ]);
  });
});
