import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../../src/leaf/json.ts';
import type { Section } from '../../../src/model/address.ts';
import { assertSuperset, LossyBodyError } from '../../../src/service/client/refuse-lossy-body.ts';
import type { ClientReply, PlannedKeys, SettingsReply } from '../../../src/service/interface.ts';

type Parts = Record<Section, Map<string, Json>>;

function reply(parts: Parts, inexact: readonly string[] = []): SettingsReply {
  return {
    application: 'a',
    sections: parts,
    inexact: { settings: new Set(inexact), custom: new Set(inexact) },
    inherited: null,
  };
}

function bytesOf(parts: Parts): Uint8Array {
  return Buffer.from(
    JSON.stringify(Object.fromEntries([...parts.settings, ['custom', Object.fromEntries(parts.custom)]])),
  );
}

function planning(settings: readonly string[], custom: readonly string[] = []): PlannedKeys {
  return { settings: new Set(settings), custom: new Set(custom) };
}

function check(body: unknown, read: Parts, planned: PlannedKeys, inexact: readonly string[] = []): readonly string[] {
  const bytes = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  try {
    assertSuperset(bytes, { kind: 'settings', read: reply(read, inexact), planned });
    return [];
  } catch (error) {
    if (error instanceof LossyBodyError) return error.details;
    throw error;
  }
}

const read: Parts = {
  settings: new Map<string, Json>([
    ['a', 1],
    ['list', [1, { x: null }]],
    ['gone', null],
  ]),
  custom: new Map<string, Json>([['b', 'x']]),
};
const sound = { a: 1, list: [1, { x: null }], custom: { b: 'x' } };

describe('a settings body passes', () => {
  it('when it is the read', () => {
    expect(check(sound, read, planning([]))).toEqual([]);
  });

  it('when it differs in planned keys alone', () => {
    expect(check({ a: 2, new: 3, custom: {} }, read, planning(['a', 'new', 'list'], ['b']))).toEqual([]);
  });
});

describe('a settings body is stopped', () => {
  it.each<[string, unknown, readonly string[]]>([
    ['a key is missing', { list: sound.list, custom: sound.custom }, ['settings.a would be removed']],
    ['a custom key is missing', { ...sound, custom: {} }, ['custom.b would be removed']],
    ['custom is missing', { a: 1, list: sound.list }, ['custom is missing from the body']],
    ['custom is a list', { ...sound, custom: [] }, ['custom is missing from the body']],
    ['the type differs', { ...sound, a: '1' }, ['settings.a would be changed']],
    ['something deep differs', { ...sound, list: [1, { x: 0 }] }, ['settings.list would be changed']],
    ['a list is longer', { ...sound, list: [1, { x: null }, 2] }, ['settings.list would be changed']],
    ['a map has another key', { ...sound, list: [1, { y: null }] }, ['settings.list would be changed']],
    ['a map has one more key', { ...sound, list: [1, { x: null, y: 1 }] }, ['settings.list would be changed']],
    ['a list became a map', { ...sound, list: { 0: 1, 1: { x: null } } }, ['settings.list would be changed']],
    ['a key is new', { ...sound, c: 1 }, ['settings.c would be created']],
    [
      'a null is sent',
      { ...sound, gone: null },
      ['settings.gone must not be sent as null', 'settings.gone would be created'],
    ],
    [
      'names of the service are sent',
      { ...sound, _self: 'x', _secret: 'y' },
      [
        '_self must not be sent',
        '_secret must not be sent',
        'settings._self would be created',
        'settings._secret would be created',
      ],
    ],
    ['it is a list', [sound], ['the body is not an object']],
    ['it is null', null, ['the body is not an object']],
    [
      'a key moved to custom',
      { list: sound.list, custom: { b: 'x', a: 1 } },
      ['settings.a would be removed', 'custom.a would be created'],
    ],
  ])('when %s', (_, body, details) => {
    expect(check(body, read, planning([]))).toEqual(details);
  });

  it.each<[Json, Json]>([
    [[1, 2], [1]],
    [{ x: 1, y: 2 }, { x: 1 }],
    [
      { x: 1, y: 2 },
      { x: 1, y: 3 },
    ],
    ['', []],
    [[], ''],
    [{}, 5],
  ])('when %j became %j', (was, now) => {
    const parts = { settings: new Map([['k', was]]), custom: new Map() };
    expect(check({ k: now, custom: {} }, parts, planning([]))).toEqual(['settings.k would be changed']);
  });

  it('when a planned key is sent as null', () => {
    expect(check({ ...sound, a: null }, read, planning(['a']))).toEqual(['settings.a must not be sent as null']);
  });

  it('when the plan names the key in the other section', () => {
    expect(check({ ...sound, a: 2 }, read, planning([], ['a']))).toEqual(['settings.a would be changed']);
  });

  it('when the read holds a number that cannot be sent back, even if the plan replaces it', () => {
    expect(check(sound, read, planning(['a']), ['a'])).toHaveLength(2);
  });

  it('when it is no UTF-8 or no JSON', () => {
    expect(() =>
      assertSuperset(Buffer.from([0xff]), { kind: 'settings', read: reply(read), planned: planning([]) }),
    ).toThrow();
    const broken = Buffer.concat([Buffer.from('{"a":"'), Buffer.from([0xff]), Buffer.from('","custom":{}}')]);
    const planned = planning(['a', 'list'], ['b']);
    expect(() => assertSuperset(broken, { kind: 'settings', read: reply(read), planned })).toThrow(TypeError);
    expect(() => check('{', read, planning([]))).toThrow(SyntaxError);
  });

  it('without a word about values', () => {
    const details = check(
      { custom: { b: 'other-secret' } },
      { settings: new Map([['k', 'secret']]), custom: new Map([['b', 'secret']]) },
      planning([]),
    );
    expect(details.join()).not.toContain('secret');
  });
});

describe('a client body', () => {
  const client: ClientReply = {
    application: 'a',
    id: 'c',
    name: 'N',
    features: ['owner'],
    ipWhitelist: ['10.0.0.0/8'],
    rest: new Map<string, Json>([
      ['description', 'd'],
      ['nothing', null],
    ]),
    unknownNames: [],
  };
  const body = { name: 'N', ipWhitelist: ['10.0.0.0/8'], description: 'd', features: [] };
  const losses = (sent: unknown, of: ClientReply = client, planned = ['features']): readonly string[] => {
    try {
      assertSuperset(Buffer.from(JSON.stringify(sent)), { kind: 'client', read: of, planned: new Set(planned) });
      return [];
    } catch (error) {
      return error instanceof LossyBodyError ? error.details : [String(error)];
    }
  };

  it('may differ in features alone', () => {
    expect(losses(body)).toEqual([]);
    expect(losses({ ...body, features: ['owner', 'x'] })).toEqual([]);
  });

  it.each<[string, unknown, string]>([
    ['without its name', { ...body, name: undefined }, 'client.name would be removed'],
    ['without its allow list', { ...body, ipWhitelist: undefined }, 'client.ipWhitelist would be removed'],
    ['with a wider allow list', { ...body, ipWhitelist: ['0.0.0.0/0'] }, 'client.ipWhitelist would be changed'],
    ['without its other members', { ...body, description: undefined }, 'client.description would be removed'],
    ['with a new member', { ...body, more: 1 }, 'client.more would be created'],
    ['without features', { ...body, features: undefined }, 'features is missing from the body'],
    ['with features that are not names', { ...body, features: [1] }, 'features is missing from the body'],
    ['with a secret', { ...body, _secret: 's' }, '_secret must not be sent'],
  ])('is stopped %s', (_, sent, detail) => {
    expect(losses(sent)).toContain(detail);
  });

  it('has a name, and what the plan gives it, whatever is planned', () => {
    expect(losses({ ...body, name: 'New' }, client, ['name', 'features'])).toEqual([]);
    for (const name of ['', 5, null])
      expect(losses({ ...body, name }, client, ['name', 'features'])).toContain('name is missing from the body');
    expect(losses(body, client, ['contacts', 'features'])).toEqual(['client.contacts would be removed']);
  });

  it('is stopped when the read lacks features or the allow list', () => {
    expect(losses(body, { ...client, features: null })).toEqual(['the read lacks ipWhitelist or features']);
    expect(losses(body, { ...client, ipWhitelist: null })).toEqual(['the read lacks ipWhitelist or features']);
  });
});

describe('for any read and plan', () => {
  const key = fc
    .oneof(fc.constantFrom('__proto__', 'constructor', 'toString', 'a', 'b', 'c'), fc.string({ maxLength: 3 }))
    .filter((name) => (name !== 'custom' && !name.startsWith('_')) || name === '__proto__');
  const value = fc.jsonValue({ maxDepth: 2 }).map((json) => JSON.parse(JSON.stringify(json)) as Json);
  const section = fc
    .uniqueArray(fc.tuple(key, value), { maxLength: 6, selector: ([name]) => name })
    .map((entries) => new Map(entries));
  const parts: fc.Arbitrary<Parts> = fc.record({ settings: section, custom: section });
  const cases = fc.record({ read: parts, changes: parts, drop: fc.array(key, { maxLength: 3 }) });

  function built({ read: from, changes, drop }: { read: Parts; changes: Parts; drop: readonly string[] }) {
    const one = (name: Section) => {
      const kept = [...from[name]].filter(([k, v]) => v !== null && !drop.includes(k));
      return new Map([...kept, ...[...changes[name]].filter(([, v]) => v !== null)]);
    };
    const planned = planning([...changes.settings.keys(), ...drop], [...changes.custom.keys(), ...drop]);
    return { body: { settings: one('settings'), custom: one('custom') }, planned };
  }

  it('the right body passes', () => {
    fc.assert(
      fc.property(cases, (input) => {
        const { body, planned } = built(input);
        assertSuperset(bytesOf(body), { kind: 'settings', read: reply(input.read), planned });
      }),
      { numRuns: 1000 },
    );
  });

  type Harm = { section: Section; pick: number; how: 'drop' | 'change' | 'add'; value: Json; key: string };

  /** Does one thing to the body that no one planned; false when this body gives no room for it. */
  function damage(body: Parts, planned: PlannedKeys, harm: Harm): boolean {
    const part = body[harm.section];
    const isFree = (name: string) => !planned[harm.section].has(name);
    if (harm.how === 'add') return isFree(harm.key) && !part.has(harm.key) && part.set(harm.key, harm.value) === part;
    const victims = [...part.keys()].filter(isFree);
    const victim = victims[harm.pick % Math.max(1, victims.length)];
    if (victim === undefined) return false;
    if (harm.how === 'drop') return part.delete(victim);
    return part.set(victim, [part.get(victim) ?? null, harm.value]) === part;
  }

  it('a body that drops, changes or adds anything unplanned is stopped', () => {
    const harms: fc.Arbitrary<Harm> = fc.record({
      section: fc.constantFrom<Section>('settings', 'custom'),
      pick: fc.nat(),
      how: fc.constantFrom<Harm['how']>('drop', 'change', 'add'),
      value,
      key,
    });
    let stopped = 0;
    fc.assert(
      fc.property(cases, harms, (input, harm) => {
        const { body, planned } = built(input);
        fc.pre(damage(body, planned, harm));
        const check = { kind: 'settings', read: reply(input.read), planned } as const;
        expect(() => assertSuperset(bytesOf(body), check)).toThrow(LossyBodyError);
        stopped += 1;
      }),
      { numRuns: 1000 },
    );
    expect(stopped).toBeGreaterThanOrEqual(1000);
  });
});
