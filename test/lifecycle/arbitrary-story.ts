import fc from 'fast-check';
import type { Switches } from '../../src/sandbox/run-sandbox.ts';
import { arbitraryWorld } from '../support/arbitrary-world.ts';
import type { JournalKill, Json, OutsideEdit, Step, Story, Strike, Trouble, Work } from './story.ts';
import { withAllowances } from './with-allowances.ts';

const work = fc.constantFrom<Work>('done', 'skipped');

const outsideEdit: fc.Arbitrary<OutsideEdit> = fc.oneof(
  { weight: 6, arbitrary: keyEdit() },
  {
    weight: 1,
    arbitrary: fc.record({
      scope: fc.nat({ max: 2 }),
      features: fc.constantFrom(['login_client'], ['direct_access'], ['owner'], ['access_issuer'], []),
    }),
  },
);

function keyEdit(): fc.Arbitrary<OutsideEdit> {
  const setting = fc.oneof(
    one('settings', 'login_attempts', fc.constantFrom<Json>(3, 7, 999)),
    one('settings', 'site_name', fc.constantFrom<Json>('outside', '')),
    one('settings', 'email_method', fc.constantFrom<Json>('outside')),
    one('settings', 'user_search_display_fields', fc.constantFrom<Json>([{ name: 'outside' }])),
    one('settings', 'password_recover_url', fc.constantFrom<Json>('https://outside.example.com/')),
  );
  const custom = fc
    .constantFrom('a', 'b.c', '__proto__', 'z1', 'outside')
    .chain((key) => one('custom', key, fc.constantFrom<Json>('outside', 'x', '')));
  return fc.oneof(setting, custom);
}

function one(section: 'settings' | 'custom', key: string, value: fc.Arbitrary<Json>): fc.Arbitrary<OutsideEdit> {
  return fc
    .record({
      scope: fc.oneof(fc.constant('global' as const), fc.nat({ max: 2 })),
      value: fc.option(value, { nil: undefined, freq: 4 }),
    })
    .map(({ scope, value: held }) => ({ scope, section, key, ...(held === undefined ? {} : { value: held }) }));
}

const serverErrors = [500, 502, 503, 504] as const;

/** Troubles, the harmless first: that is where shrinking goes. */
const trouble: fc.Arbitrary<Trouble> = fc.oneof(
  fc.record({ kind: fc.constant('edit' as const), edit: outsideEdit }),
  fc.record({ kind: fc.constant('refused' as const), times: fc.integer({ min: 1, max: 6 }) }),
  fc.record({ kind: fc.constantFrom('reset' as const, 'cut-off' as const), work }),
  fc.record({ kind: fc.constant('server-error' as const), status: fc.constantFrom(...serverErrors), work }),
  fc.record({
    kind: fc.constant('limit' as const),
    form: fc.constantFrom('429' as const, '510' as const, 'api_limit_error' as const),
    retryAfterSeconds: fc.constantFrom(null, 2, 3600),
  }),
  fc.record({ kind: fc.constant('html' as const), status: fc.constantFrom(200, 403, 404, 502), work }),
  fc.record({ kind: fc.constant('wrong-self' as const) }),
  fc.record({ kind: fc.constant('stale' as const), age: fc.integer({ min: 1, max: 4 }) }),
  fc.record({ kind: fc.constant('slow' as const), seconds: fc.constantFrom(20, 100, 4000) }),
  fc.record({ kind: fc.constant('silence' as const), work }),
  fc.record({ kind: fc.constant('kill' as const), work }),
);

const strike: fc.Arbitrary<Strike> = fc.oneof(
  { weight: 1, arbitrary: strikeOn('plan', 'read', 4) },
  { weight: 3, arbitrary: strikeOn('apply', 'read', 5) },
  { weight: 4, arbitrary: strikeOn('apply', 'write', 2) },
);

function strikeOn(phase: Strike['phase'], on: Strike['on'], max: number): fc.Arbitrary<Strike> {
  return fc.record({ phase: fc.constant(phase), on: fc.constant(on), at: fc.nat({ max }), trouble });
}

const strikes = fc.array(strike, { maxLength: 4 });
const journalKill: fc.Arbitrary<JournalKill | null> = fc.oneof(
  { weight: 3, arbitrary: fc.constant(null) },
  {
    weight: 1,
    arbitrary: fc.record({
      at: fc.nat({ max: 9 }),
      when: fc.constantFrom('before' as const, 'torn' as const, 'after' as const, 'full' as const),
    }),
  },
);

const fileNumber = fc.nat({ max: 2 });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constant('apply' as const), file: fileNumber, strikes, journalKill }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('undo' as const), back: fc.nat({ max: 3 }), strikes, journalKill }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('plan' as const), file: fileNumber, strikes }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('edit' as const), edit: outsideEdit }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('wait' as const), hours: fc.constantFrom(1, 100, 1000) }) },
);

const switches = fc.oneof(
  { weight: 4, arbitrary: fc.constant(undefined) },
  { weight: 1, arbitrary: fc.constantFrom<Partial<Switches>>({ optionsReply: 'missing' }, { listOrder: 'reversed' }) },
);

/** Mostly allowed all: a refusal in the middle of a story is one of its turns, and not the rule. */
const turns = fc.record({
  secret: fc.constantFrom('left alone', 'given'),
  allowances: fc.constantFrom('all', 'all', 'all', 'all', 'all', 'none'),
});

/** A random application with three files for it, and what happens to it. */
export const arbitraryStory: fc.Arbitrary<Story> = fc
  .record({
    worlds: fc.tuple(arbitraryWorld, arbitraryWorld, arbitraryWorld),
    turns: fc.tuple(turns, turns, turns),
    switches,
    steps: fc.array(step, { minLength: 1, maxLength: 6 }),
  })
  .map(({ worlds, turns: [first, second, third], switches: switched, steps }) => {
    // The options are those of every sandbox; a story is read by people.
    const { options: _options, ...live } = worlds[0].live;
    const files = [turned(worlds[0].file, first), turned(worlds[1].file, second), turned(worlds[2].file, third)];
    return { live, ...(switched === undefined ? {} : { switches: switched }), files, steps };
  });

function turned(
  file: object,
  { secret, allowances }: { readonly secret: string; readonly allowances: string },
): object {
  const own = secret === 'given' ? withSecret(file) : file;
  return allowances === 'all' ? withAllowances(own) : own;
}

function withSecret(file: { readonly settings?: object }): object {
  return { ...file, settings: { ...file.settings, rpx_key: '${secret:STORY_RPX}' } };
}
