import fc from 'fast-check';
import { featureLists, valuesOf } from './arbitrary-values.ts';
import type { Against, Edit, Meanwhile, Section, Tampering, Turn } from './story.ts';

const clientNumber = fc.nat({ max: 2 });
const keyEdit: fc.Arbitrary<Edit> = fc
  .constantFrom<Section>('settings', 'custom')
  .chain((section) => fc.tuple(fc.constant(section), fc.constantFrom(...Object.keys(valuesOf[section]))))
  .chain(([section, key]) =>
    fc
      .tuple(
        fc.oneof(fc.constant('global' as const), clientNumber),
        fc.option(fc.constantFrom(...(valuesOf[section][key] ?? [])), { freq: 4 }),
      )
      .map(([scope, value]) => ({ kind: 'key', scope, section, key, value })),
  );

const edit: fc.Arbitrary<Edit> = fc.oneof(
  { weight: 12, arbitrary: keyEdit },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.oneof(fc.constant('global' as const), clientNumber), fc.constantFrom('canary-other-rpx', null))
      .map(([scope, value]): Edit => ({ kind: 'key', scope, section: 'settings', key: 'rpx_key', value })),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('features' as const),
      client: clientNumber,
      features: fc.constantFrom(...featureLists),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constantFrom('delete-client' as const, 'rename-client' as const, 'twin-client' as const),
      client: clientNumber,
    }),
  },
);

const against = fc.constantFrom<Against>('said', 'said', 'none', 'git', 'git', 'file', 'snapshot');
const only = fc.oneof(
  { weight: 4, arbitrary: fc.constant([] as number[]) },
  { weight: 1, arbitrary: fc.array(fc.nat({ max: 40 }), { minLength: 1, maxLength: 2 }) },
);
const number = fc.nat({ max: 2 });

const meanwhile: fc.Arbitrary<Meanwhile> = fc.oneof(
  fc.record({ at: fc.constant('question' as const), what: fc.constant('edit' as const), edit }),
  fc.record({
    at: fc.constant('question' as const),
    what: fc.constantFrom('second-run' as const, 'declined' as const),
  }),
  fc.record({
    at: fc.constant('write' as const),
    number,
    what: fc.constantFrom('SIGINT' as const, 'SIGTERM' as const),
  }),
  fc.record({
    at: fc.constantFrom('read' as const, 'write' as const),
    number: fc.nat({ max: 6 }),
    what: fc.constant('edit' as const),
    edit,
  }),
);
const disturbance = fc.option(meanwhile, { freq: 2 });

const apply: fc.Arbitrary<Turn> = fc.record({
  do: fc.constant('apply' as const),
  only,
  against,
  overwrites: fc.boolean(),
  meanwhile: disturbance,
});
const savePlan: fc.Arbitrary<Extract<Turn, { do: 'plan' }>> = fc.record({
  do: fc.constant('plan' as const),
  only,
  against,
  overwrites: fc.boolean(),
  save: fc.constant(true),
});
const applySaved: fc.Arbitrary<Turn> = fc.record({ do: fc.constant('apply-saved' as const), meanwhile: disturbance });
const outside: fc.Arbitrary<Turn> = fc.record({ do: fc.constant('edit' as const), edit });
const newFile: fc.Arbitrary<Turn> = fc.record({ do: fc.constant('file' as const), version: number });
const tampering = fc.constantFrom<Tampering>('value', 'digest', 'expiry', 'finding', 'target', 'status', 'overwrite');

const undo: fc.Arbitrary<Turn> = fc.record({ do: fc.constant('undo' as const), back: fc.constantFrom(0, 0, 0, 1, 2) });
const look: fc.Arbitrary<Turn> = fc.record({
  do: fc.constantFrom('drift' as const, 'drift' as const, 'absorb' as const),
  only,
  against,
});

/** A turn, or none. */
function maybe(one: fc.Arbitrary<Turn>): fc.Arbitrary<readonly Turn[]> {
  return fc.array(one, { maxLength: 1 });
}

/** What people do at a time: a turn, or a few that belong together. */
export const turn: fc.Arbitrary<readonly Turn[]> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .tuple(maybe(newFile), maybe(outside), apply)
      .map(([saved, changed, ran]) => [...saved, ...changed, ran]),
  },
  { weight: 2, arbitrary: outside.map((one) => [one]) },
  { weight: 2, arbitrary: newFile.map((one) => [one]) },
  {
    weight: 3,
    arbitrary: fc.constantFrom<Turn>({ do: 'commit' }, { do: 'keep-file' }, { do: 'snapshot' }).map((one) => [one]),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(newFile, apply, maybe(outside), undo)
      .map(([saved, ran, changed, taken]) => [saved, ran, ...changed, taken]),
  },
  {
    weight: 4,
    arbitrary: fc
      .tuple(maybe(newFile), fc.array(outside, { maxLength: 2 }), look)
      .map(([saved, changed, looked]) => [...saved, ...changed, looked]),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(savePlan, fc.boolean()).map(([one, save]) => [{ ...one, save }]),
  },
  // What people do with a saved plan is a row of turns: they would not meet by chance.
  {
    weight: 3,
    arbitrary: fc
      .tuple(
        newFile,
        savePlan,
        fc.oneof(
          { weight: 3, arbitrary: fc.constant([] as Turn[]) },
          { weight: 1, arbitrary: outside.map((one) => [one]) },
          { weight: 1, arbitrary: newFile.map((one) => [one]) },
          { weight: 2, arbitrary: tampering.map((how): Turn[] => [{ do: 'tamper', how }]) },
          { weight: 1, arbitrary: fc.constantFrom(24, 71, 73).map((hours): Turn[] => [{ do: 'wait', hours }]) },
        ),
        applySaved,
      )
      .map(([file, saved, between, applied]) => [file, saved, ...between, applied]),
  },
  { weight: 1, arbitrary: fc.constantFrom(24, 48, 100).map((hours): Turn[] => [{ do: 'wait', hours }]) },
);
