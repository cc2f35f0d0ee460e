import { describe, expect, it } from 'vitest';
import { orderCalls, type UnorderedCall } from '../../../src/engine/calls/choose-calls.ts';
import type { PropertyValue } from '../../../src/kinds/kind.ts';
import { type ClientScope, globalScope, type Scope } from '../../../src/model/address.ts';
import { changeName, type KeyChange } from '../../../src/model/change.ts';
import { aClientScope, aCreate, aFeatureChange, aPropertyChange, aRemoval, callerId } from '../../support/builders.ts';

const caller: ClientScope = { kind: 'client', alias: 'aaa', clientId: callerId };
const web = aClientScope('web');
const app = aClientScope('app');

function set(scope: Scope): UnorderedCall {
  return { kind: 'set-keys', id: '', scope, changes: [aCreate('a', 'x', { scope })] };
}

function remove(scope: Scope, key = 'b'): UnorderedCall {
  return { kind: 'delete-key', id: '', scope, changes: [aRemoval(key, 'x', { scope })] };
}

function replace(scope: Scope, ...changes: readonly KeyChange[]): UnorderedCall {
  return { kind: 'replace-settings', id: '', scope, changes };
}

function features(alias: string, before: readonly string[], after: readonly string[]): UnorderedCall {
  const change = aFeatureChange(alias, before, after);
  return { kind: alias === 'app' ? 'replace-client' : 'set-property', id: '', scope: change.scope, changes: [change] };
}

/** The calls in their order, whatever the order they come in. */
function order(...calls: readonly UnorderedCall[]): readonly string[] {
  const forward = orderCalls(calls, callerId);
  const backward = orderCalls([...calls].reverse(), callerId);
  expect(backward).toEqual(forward);
  expect(forward.map((call) => call.id)).toEqual(calls.map((_, at) => `c${at + 1}`));
  return forward.map((call) => `${call.kind} ${call.changes.map(changeName).join(' ')}`);
}

describe('the order of calls', () => {
  it('begins with grants of owner and ends with losses of it', () => {
    expect(
      order(features('app', ['owner'], []), set(globalScope), remove(globalScope), features('web', [], ['owner'])),
    ).toEqual([
      'set-property clients.web.features',
      'set-keys settings.a',
      'delete-key settings.b',
      'replace-client clients.app.features',
    ]);
  });

  it('goes from the global scope to clients by alias', () => {
    expect(order(set(web), set(app), set(globalScope))).toEqual([
      'set-keys settings.a',
      'set-keys clients.app.settings.a',
      'set-keys clients.web.settings.a',
    ]);
  });

  it('sets everywhere before it removes anywhere, so that a value moved is never missing', () => {
    const both = replace(globalScope, aCreate('a', 'x'), aRemoval('c', 'x'));
    const removal = replace(app, aRemoval('c', 'x', { scope: app }));
    expect(order(remove(web, 'z'), remove(web, 'y'), removal, both, set(web))).toEqual([
      'set-keys clients.web.settings.a',
      'replace-settings settings.a settings.c',
      'replace-settings clients.app.settings.c',
      'delete-key clients.web.settings.y',
      'delete-key clients.web.settings.z',
    ]);
  });

  it('gains a feature before the settings of its client and loses one after', () => {
    const write = replace(web, aCreate('a', 'x', { scope: web }));
    expect(
      order(write, remove(web), features('web', [], ['access_issuer']), features('app', ['direct_access'], [])),
    ).toEqual([
      'set-property clients.web.features',
      'replace-settings clients.web.settings.a',
      'delete-key clients.web.settings.b',
      'replace-client clients.app.features',
    ]);
  });

  it('keeps a client that stays an owner among the others', () => {
    expect(
      order(
        features('web', ['owner', 'direct_access'], ['owner']),
        features('app', ['owner'], ['access_issuer', 'owner']),
        set(globalScope),
      ),
    ).toEqual(['set-keys settings.a', 'replace-client clients.app.features', 'set-property clients.web.features']);
  });

  it('loses owner after every other power', () => {
    expect(order(features('app', ['owner'], []), features('web', ['direct_access'], []))).toEqual([
      'set-property clients.web.features',
      'replace-client clients.app.features',
    ]);
  });

  it('makes a replace that only removes one of the removals', () => {
    const removal = replace(globalScope, aRemoval('c', 'x'));
    const both = replace(web, aCreate('a', 'x', { scope: web }), aRemoval('c', 'x', { scope: web }));
    expect(order(removal, both)).toEqual([
      'replace-settings clients.web.settings.a clients.web.settings.c',
      'replace-settings settings.c',
    ]);
  });

  it('writes the properties that are no power after the settings of their client, by name', () => {
    const other = (name: string, before: PropertyValue, after: PropertyValue): UnorderedCall => {
      const change = aPropertyChange(name, 'web', before, after);
      return { kind: 'set-property', id: '', scope: change.scope, changes: [change] };
    };
    expect(order(other('name', 'A', 'B'), other('ipAllowList', [], ['10.0.0.0/8']), set(web), remove(web))).toEqual([
      'set-keys clients.web.settings.a',
      'set-property clients.web.ipAllowList',
      'set-property clients.web.name',
      'delete-key clients.web.settings.b',
    ]);
  });

  it('counts a list that both gains and loses as a loss', () => {
    expect(order(features('web', ['direct_access'], ['access_issuer']), set(web), remove(web))).toEqual([
      'set-keys clients.web.settings.a',
      'delete-key clients.web.settings.b',
      'set-property clients.web.features',
    ]);
  });

  it('leaves the client whose credentials are in use to the very end', () => {
    const own: UnorderedCall = {
      kind: 'set-property',
      id: '',
      scope: caller,
      changes: [{ ...aFeatureChange('aaa', ['owner'], ['access_issuer', 'owner']), scope: caller }],
    };
    expect(order(own, set(caller), remove(caller), features('web', ['owner'], []), remove(web))).toEqual([
      'delete-key clients.web.settings.b',
      'set-property clients.web.features',
      'set-property clients.aaa.features',
      'set-keys clients.aaa.settings.a',
      'delete-key clients.aaa.settings.b',
    ]);
  });
});
