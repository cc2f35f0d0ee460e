import fc from 'fast-check';
import type { Json } from '../../../src/leaf/json.ts';
import { type LiveClient, type LiveScope, type LiveState, withProperties } from '../../../src/model/live.ts';
import type { SettingOption } from '../../../src/model/setting.ts';
import { cellsOfValues } from '../../../src/model/state.ts';
import { Secret, type Value } from '../../../src/model/value.ts';
import { catalogue, clientOf } from './live-of.ts';

const awkward = [
  '',
  ' ',
  'yes',
  'No',
  'null',
  '~',
  '0123',
  '1e3',
  '-0',
  '5',
  '-7',
  '1.10',
  '20170915215708415365',
  'true',
  '2024-01-01',
  '<<',
  '=',
  '- a',
  '? a',
  'a: b',
  'a #b',
  '# a',
  '---',
  '...',
  '%YAML 1.2',
  '${env:HOME}',
  '$${x}',
  '$',
  '${',
  '}',
  '$$',
  '$&',
  'a\nb',
  'a\nb\n',
  'a\n\nb\n\n',
  '\n',
  ' a\nb',
  'a \nb',
  'a\r\nb',
  '\t',
  'a\tb',
  '\u0000',
  '\u0085',
  '\u2028',
  '\ufeff',
  '\u202e',
  '\ud800',
  'x\udc00y',
  '{"a":[1,{"b":null}]}',
  '{"a":"${x}"}',
  '[1.5]',
  '{"a":1,"a":2}',
  '{',
  "it's",
  '"',
  '\\',
  '\\n',
  ':',
  'a:',
  '!tag',
  '&a',
  '*a',
  '@a',
  '`a`',
  '|',
  '>',
  '[a]',
  '{a: b}',
  'a, b',
  'x'.repeat(300),
  'ü',
  '日本語',
  '👩‍👧',
  '\u00a0',
  '__proto__',
];

const halfCharacters = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 6 })
  .map((codes) => String.fromCharCode(...codes));
const text = fc.oneof(
  fc.constantFrom(...awkward),
  fc.array(fc.constantFrom(...awkward), { maxLength: 4 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.string({ maxLength: 20 }),
  fc.string({ unit: fc.constantFrom('a', ' ', '\n', ':', '#', '-', '$', '{', '}', "'", '"', '1'), maxLength: 12 }),
  halfCharacters,
);

const keyName = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...catalogue.names) },
  { weight: 3, arbitrary: fc.stringMatching(/^[a-z][a-z_.-]{0,12}$/) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      '__proto__',
      'constructor',
      'toString',
      'a_key',
      'b_token',
      'no',
      '12',
      '<<',
      'custom',
      'y',
    ),
  },
  { weight: 2, arbitrary: text },
);

const number = fc.oneof(
  fc.maxSafeInteger(),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(0, -0, 1e21, 5e-324),
);
const json: fc.Arbitrary<Json> = fc.letrec<{ json: Json }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    text,
    number,
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('json'), { maxLength: 4 }),
    fc.array(fc.tuple(keyName, tie('json')), { maxLength: 4 }).map((entries) => Object.fromEntries(entries)),
  ),
})).json;

const deep = fc.integer({ min: 55, max: 70 }).map((depth) => {
  let value: Json = 'bottom';
  for (let level = 0; level < depth; level += 1) value = level % 2 === 0 ? [value] : { a: value };
  return value;
});

const value: fc.Arbitrary<Value> = fc.oneof(
  { weight: 4, arbitrary: text },
  { weight: 2, arbitrary: number },
  { weight: 1, arbitrary: fc.boolean() },
  { weight: 3, arbitrary: json },
  { weight: 1, arbitrary: json.map((inner) => JSON.stringify(inner)) },
  { weight: 1, arbitrary: deep },
  { weight: 1, arbitrary: fc.oneof(text, json).map((inner) => new Secret(inner)) },
);

const keys = fc.array(fc.tuple(keyName, value), { maxLength: 6 }).map((entries) => new Map(entries));

const scope: fc.Arbitrary<LiveScope> = fc.tuple(keys, keys, fc.boolean()).map(([settings, custom, someInexact]) => ({
  application: 'app',
  sections: cellsOfValues(
    { settings, custom },
    { settings: someInexact ? [...settings.keys()].slice(0, 1) : [], custom: [] },
  ),
  whole: { settings: true, custom: true },
  properties: new Map(),
  inherited: null,
}));

const features = fc.option(
  fc.array(
    fc.oneof(
      fc.constantFrom('owner', 'direct_access', 'login_client', 'metadata', 'no', 'new-one'),
      fc.stringMatching(/^[a-z_, "'$\]{}:-]{1,12}$/),
    ),
    { maxLength: 4 },
  ),
);
const clients: fc.Arbitrary<ReadonlyMap<string, LiveClient>> = fc
  .array(fc.tuple(fc.stringMatching(/^[0-9a-z]{1,32}$/), text, features), { maxLength: 4 })
  .map(
    (rows) =>
      new Map([
        ['caller', clientOf('caller', 'Owner', ['owner'])],
        ...rows.map(([id, name, list]) => [id, clientOf(id, name, list)] as const),
      ]),
  );

const option: fc.Arbitrary<SettingOption> = fc.record({
  name: keyName,
  type: fc.constantFrom('string', 'integer', 'boolean', 'json', null),
  globalOnly: fc.boolean(),
  group: fc.option(text),
  values: fc.constant([]),
});

/** Any state that the service can be in, as far as an import looks at it. */
export const arbitraryLive: fc.Arbitrary<LiveState> = fc
  .tuple(clients, scope, fc.array(scope, { minLength: 5, maxLength: 5 }), fc.option(fc.array(option, { maxLength: 5 })))
  .map(([byId, global, scopes, options]) => ({
    caller: 'caller',
    callerSecret: null,
    clients: new Map(
      [...byId].map(([id, client], index) => [
        id,
        { ...client, scope: withProperties(scopes[index] ?? global, client.scope.properties) },
      ]),
    ),
    global,
    options: options === null ? null : new Map(options.map((one) => [one.name, one])),
  }));
