import fc from 'fast-check';
import { lawRunCount } from '../support/law-runs.ts';

/** How many runs each law of rubbish has. */
export const rubbishRuns = { numRuns: lawRunCount };

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Values that programs trip over. */
const oddJson: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom<Json>(null, true, '', 'x', -1, 1e308, 0.1, [], {}, [[]], '\u0000', '\ud800', '\u202e', '\u001b[2J'),
  fc.constantFrom<Json>('9999-99-99T99:99:99Z', 'hmac:00000000:0', '__proto__', 'clients.__proto__.settings.x', '*'),
  fc.constant<Json>(nested(500)),
  fc.string({ maxLength: 8, unit: 'binary' }),
  fc.constant<Json>(Object.fromEntries([['__proto__', { polluted: true }]]) as Json),
);

/** A list in a list in a list. */
function nested(levels: number): Json {
  let value: Json = [];
  for (let level = 0; level < levels; level += 1) value = [value];
  return value;
}

/** One or a few places of a JSON value changed, taken out, or given a sibling. */
export function mutated(value: unknown): fc.Arbitrary<unknown> {
  const change = fc.record({
    at: fc.nat(10_000),
    how: fc.constantFrom('set', 'drop', 'add'),
    odd: oddJson,
    key: oddKey,
  });
  return fc.array(change, { minLength: 1, maxLength: 3 }).map((changes) => {
    let result: unknown = structuredClone(value);
    for (const { at, how, odd, key } of changes) result = changedAt(result, at, { how, odd, key });
    return result;
  });
}

const oddKey = fc.constantFrom(
  '__proto__',
  'constructor',
  'toString',
  'custom',
  '_self',
  '',
  'x',
  'a.b',
  '*',
  '\ud800',
);

type Change = { readonly how: string; readonly odd: Json; readonly key: string };

function changedAt(value: unknown, at: number, change: Change): unknown {
  const paths = pathsOf(value).slice(0, 5_000);
  return changedBelow(value, paths[at % paths.length] ?? [], change);
}

function pathsOf(value: unknown, here: readonly string[] = []): readonly (readonly string[])[] {
  // Deep values are there to be read, not to be walked by this test.
  if (typeof value !== 'object' || value === null || here.length > 8) return [here];
  return [here, ...Object.entries(value).flatMap(([key, part]) => pathsOf(part, [...here, key]))];
}

function changedBelow(value: unknown, [first, ...rest]: readonly string[], change: Change): unknown {
  if (first === undefined) return change.how === 'add' ? withMember(value, change) : change.odd;
  if (rest.length === 0 && change.how === 'drop') return without(value, first);
  return replaced(value, first, (part) => changedBelow(part, rest, change));
}

function withMember(value: unknown, { key, odd }: Change): unknown {
  if (Array.isArray(value)) return [...value, odd];
  if (typeof value !== 'object' || value === null) return odd;
  return Object.fromEntries([...Object.entries(value), [key, odd]]);
}

function without(value: unknown, key: string): unknown {
  if (Array.isArray(value)) return value.filter((_part, index) => String(index) !== key);
  return Object.fromEntries(Object.entries(value as object).filter(([name]) => name !== key));
}

function replaced(value: unknown, key: string, change: (part: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map((part, index) => (String(index) === key ? change(part) : part));
  return Object.fromEntries(
    Object.entries(value as object).map(([name, part]) => [name, name === key ? change(part) : part]),
  );
}

/** The bytes with a few of them changed, doubled, taken out or put in. */
export function mangled(bytes: Buffer): fc.Arbitrary<Buffer> {
  const piece = fc.oneof(
    fc.constantFrom(
      ...['\0', '\ufeff', '\r', '\r\n', '\t', '"', "'", '{', '[', '&a ', '*a ', '!!str ', '<<: ', '---\n'].map(text),
    ),
    fc.constantFrom(
      ...['? ', ': ', '- ', '|\n', '>\n', '# ', '%YAML 1.1\n', '${secret:X}', '${', '$${', '\ud83d'].map(text),
    ),
    fc.uint8Array({ minLength: 1, maxLength: 4 }).map((part) => Buffer.from(part)),
    fc.constantFrom('x'.repeat(70_000), '['.repeat(300), '- '.repeat(300), '9'.repeat(400)).map(text),
  );
  const change = fc.record({ at: fc.nat(), length: fc.nat(12), put: fc.option(piece, { nil: Buffer.alloc(0) }) });
  return fc.array(change, { minLength: 1, maxLength: 4 }).map((changes) =>
    changes.reduce((now, { at, length, put }) => {
      const from = now.length === 0 ? 0 : at % now.length;
      return Buffer.concat([now.subarray(0, from), put, now.subarray(from + length)]);
    }, bytes),
  );
}

function text(content: string): Buffer {
  return Buffer.from(content);
}
