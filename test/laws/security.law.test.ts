import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { catalogue } from '../../src/catalogue/catalogue.ts';
import { securityLowered } from '../../src/engine/guards/security-lowered.ts';
import { formatTarget } from '../../src/model/address.ts';
import type { Finding } from '../../src/model/finding.ts';
import { aDesiredClient, aLiveClient, findingsOf, type ScopeWish } from '../support/builders.ts';
import { lawRuns } from '../support/law-runs.ts';

const aliases = ['app', 'web', 'tv'];
const key = 'login_attempts';
const defaultAttempts = 6;

/** What a scope holds, and what the file says of it: nothing, another value, or that there must be none. */
type Attempts = { readonly live: number | null; readonly file: number | 'nothing' | 'absent' };
type World = { readonly global: Attempts; readonly clients: readonly Attempts[] };

const number = fc.integer({ min: 1, max: 9 });
const attempts: fc.Arbitrary<Attempts> = fc.record({
  live: fc.option(number),
  file: fc.oneof(number, fc.constantFrom('nothing' as const, 'absent' as const)),
});
const world: fc.Arbitrary<World> = fc.record({
  global: attempts,
  clients: fc.array(attempts, { minLength: aliases.length, maxLength: aliases.length }),
});

function wishOf({ file }: Attempts): ScopeWish {
  if (file === 'nothing') return {};
  return file === 'absent' ? { absentSettings: [key] } : { settings: { [key]: file } };
}

function held(live: number | null): Record<string, number> {
  return live === null ? {} : { [key]: live };
}

function findings({ global, clients }: World): readonly Finding[] {
  return findingsOf(securityLowered, {
    catalogue,
    desired: {
      ...wishOf(global),
      clients: clients.map((client, at) => aDesiredClient({ alias: aliases[at] ?? '', ...wishOf(client) })),
    },
    live: {
      global: { settings: held(global.live) },
      clients: aliases.map((alias) => aLiveClient({ id: `id-of-${alias}` })),
      scopes: Object.fromEntries(
        clients.map(({ live }, at) => [`id-of-${aliases[at]}`, { settings: held(live) }] as const),
      ),
    },
  });
}

function after({ live, file }: Attempts): number | null {
  if (file === 'nothing') return live;
  return file === 'absent' ? null : file;
}

/** The scopes in which more attempts are let through than before, by a reckoning of its own. */
function lowered({ global, clients }: World): readonly string[] {
  const [before, later] = [global.live ?? defaultAttempts, after(global) ?? defaultAttempts];
  const scopes = clients.flatMap((client, at) => {
    const weaker = (after(client) ?? later) > (client.live ?? before);
    return weaker ? [aliases[at] ?? ''] : [];
  });
  return [...(later > before ? ['the global scope'] : []), ...scopes];
}

describe('security-lowered, whatever the values of a setting in the global scope and three clients', () => {
  it('speaks of just the scopes in which the effective value gets weaker', () => {
    fc.assert(
      fc.property(world, (one) => {
        const said = findings(one).flatMap(({ target, fact }) => {
          if (formatTarget(target) !== `settings.${key}`) return [/^clients\.(\w+)\./.exec(formatTarget(target))?.[1]];
          return ['the global scope', ...aliases].filter((name) => new RegExp(`\\b${name}\\b`).test(fact));
        });
        expect([...said].sort()).toEqual([...lowered(one)].sort());
      }),
      lawRuns,
    );
  });

  it('is silent when a plan that it refuses is turned round', () => {
    fc.assert(
      fc.property(number, number, (before, file) => {
        const there = findings({ global: { live: before, file }, clients: [] });
        const back = findings({ global: { live: file, file: before }, clients: [] });
        expect([there.length, back.length].sort()).toEqual(before === file ? [0, 0] : [0, 1]);
      }),
    );
  });
});
