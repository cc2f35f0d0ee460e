import { describe, expect, it } from 'vitest';
import { catalogue } from '../../src/catalogue/catalogue.ts';
import { decide } from '../../src/engine/decide.ts';
import { decisionOf } from '../../src/engine/plan-document/make-plan.ts';
import {
  type ApprovedDecision,
  recheckClient,
  recheckScope,
  revalidateApproval,
} from '../../src/engine/verify-approval.ts';
import { globalScope, type Scope, sameScope } from '../../src/model/address.ts';
import { type Call, type Change, changeName } from '../../src/model/change.ts';
import type { LiveClient } from '../../src/model/live.ts';
import {
  aClientScope,
  aDecideInput,
  aDesiredClient,
  aDigest,
  aLiveClient,
  aLiveScope,
  anAllow,
  cellsOf,
  changedClient,
  type DecideWish,
  type LiveScopeWish,
  today,
  warnUntil,
} from '../support/builders.ts';

const web = aClientScope('web');
const holds = { differences: [], changedMeanwhile: [] };

function approved(wish: DecideWish, done: (calls: readonly Call[]) => readonly Call[] = () => []): ApprovedDecision {
  const input = aDecideInput(wish);
  const parts = decide(input);
  const made = done(parts.calls);
  const digest = aDigest('key');
  const ofScope = (scope: Scope) => made.filter((call) => sameScope(call.scope, scope));
  return { decision: decisionOf(parts, digest), input, parts, digest, done: ofScope };
}

const wish: DecideWish = {
  desired: {
    settings: { site_name: 'new', login_attempts: 7 },
    absentCustom: ['old'],
    clients: [aDesiredClient({ settings: { site_name: 'own' }, features: ['access_issuer'] })],
  },
  live: {
    global: { settings: { login_attempts: 5, cache_settings: 0 }, custom: { old: '1', left: '1' } },
    clients: [aLiveClient({ id: 'id-of-web', ipWhitelist: ['10.0.0.0/8', '192.0.2.1/32'] })],
    scopes: { 'id-of-web': { inherited: { settings: { login_attempts: 5 } } } },
  },
};

function fresh(more: LiveScopeWish = {}) {
  return aLiveScope({
    settings: { login_attempts: 5, cache_settings: 0, ...more.settings },
    custom: { old: '1', left: '1', ...more.custom },
  });
}

describe('a scope read again before a write', () => {
  it('holds when nothing moved', () => {
    expect(recheckScope(approved(wish), globalScope, fresh())).toEqual(holds);
  });

  it('holds when other keys moved, and lists them', () => {
    const read = fresh({ custom: { left: '2', came: '1' } });
    expect(recheckScope(approved(wish), globalScope, read)).toEqual({
      differences: [],
      changedMeanwhile: ['custom.left', 'custom.came'],
    });
  });

  it('contradicts the approval when a touched key moved', () => {
    const read = fresh({ settings: { login_attempts: 6 }, custom: { left: '2' } });
    expect(recheckScope(approved(wish), globalScope, read)).toEqual({
      differences: ['settings.login_attempts'],
      changedMeanwhile: ['custom.left'],
    });
  });

  it('contradicts the approval when someone did the work already', () => {
    const read = fresh({ settings: { site_name: 'new' } });
    expect(recheckScope(approved(wish), globalScope, read).differences).toContain('settings.site_name');
  });

  it('contradicts the approval when a guard would now speak', () => {
    const read = fresh({ settings: { jump_publish_settings: 'site_name' } });
    expect(recheckScope(approved(wish), globalScope, read)).toEqual({
      differences: ['stale-widget (clients.web.settings.site_name)', 'stale-widget (settings.site_name)'],
      changedMeanwhile: ['settings.jump_publish_settings'],
    });
  });

  it('contradicts the approval of a plan that never read it', () => {
    expect(recheckScope(approved(wish), aClientScope('other'), fresh())).toEqual({
      differences: ['clients.other'],
      changedMeanwhile: [],
    });
    const without = approved({ ...wish, live: { ...wish.live, global: null } });
    expect(recheckScope(without, globalScope, fresh())).toEqual({ differences: ['global'], changedMeanwhile: [] });
  });
});

describe('a scope read again in the middle of a run', () => {
  const half = approved(wish, (calls) =>
    calls.filter((call) => call.kind === 'set-keys' && call.scope.kind === 'global'),
  );

  it('holds with what the run itself has set there', () => {
    const read = fresh({ settings: { site_name: 'new', login_attempts: 7 } });
    expect(recheckScope(half, globalScope, read)).toEqual(holds);
  });

  it('holds with what the run itself has removed there', () => {
    const all = approved(wish, (calls) => calls);
    const read = aLiveScope({
      settings: { login_attempts: 7, site_name: 'new', cache_settings: 0 },
      custom: { left: '1' },
    });
    expect(recheckScope(all, globalScope, read)).toEqual(holds);
  });

  it('still sees what others did', () => {
    const read = fresh({ settings: { site_name: 'new', login_attempts: 7 }, custom: { old: '2', left: '2' } });
    expect(recheckScope(half, globalScope, read)).toEqual({
      differences: ['custom.old'],
      changedMeanwhile: ['custom.left'],
    });
  });

  it('does not take the own work at the global scope for that of another scope', () => {
    const read = aLiveScope({ settings: { site_name: 'new' }, inherited: { settings: { login_attempts: 5 } } });
    expect(recheckScope(half, web, read).differences).toEqual(['clients.web.settings.site_name']);
  });

  it('does not take the own work for that on a key of the same name in the other section', () => {
    const read = fresh({ settings: { site_name: 'new', login_attempts: 7 }, custom: { site_name: 'theirs' } });
    expect(recheckScope(half, globalScope, read).differences).not.toEqual([]);
  });

  it('takes what a client inherits of the own work back as well', () => {
    const published: DecideWish = {
      desired: {
        settings: { jump_publish_settings: 'site_name' },
        clients: [aDesiredClient({ settings: { site_name: 'own' } })],
      },
      live: {
        clients: [aLiveClient({ id: 'id-of-web' })],
        scopes: { 'id-of-web': { inherited: { settings: { email_method: 'x' } } } },
      },
    };
    const run = approved(published, (calls) => calls.slice(0, 1));
    const inherited = { settings: { email_method: 'x', jump_publish_settings: 'site_name' } };
    const read = aLiveScope({ custom: { came: '1' }, inherited });
    expect(recheckScope(run, web, read)).toEqual({ differences: [], changedMeanwhile: ['clients.web.custom.came'] });
    const byOthers = recheckScope({ ...run, done: () => [] }, web, read);
    expect(byOthers.differences).toContain('settings.jump_publish_settings');
  });

  const inherits = (loginAttempts: number | null) =>
    aLiveScope({ inherited: { settings: loginAttempts === null ? {} : { login_attempts: loginAttempts } } });

  it.each([
    ['reads the global scope', { old_setting: 'x' }],
    ['does not read it', undefined],
  ] as const)('asks again when others changed what a client inherits, in a plan that %s', (_name, settings) => {
    const removal: DecideWish = {
      catalogue,
      desired: {
        ...(settings === undefined ? {} : { settings: { site_name: 'new' } }),
        clients: [aDesiredClient({ absentSettings: ['login_attempts'] })],
      },
      live: {
        global: settings === undefined ? null : { settings: { login_attempts: 5 } },
        clients: [aLiveClient({ id: 'id-of-web' })],
        scopes: { 'id-of-web': { settings: { login_attempts: 5 }, inherited: { settings: { login_attempts: 5 } } } },
      },
    };
    const own = cellsOf({ settings: { login_attempts: 5 } });
    const given = approved(removal);
    expect(recheckScope(given, web, { ...inherits(5), sections: own })).toEqual(holds);
    expect(recheckScope(given, web, { ...inherits(4), sections: own }).differences).toEqual([]);
    expect(recheckScope(given, web, { ...inherits(50), sections: own }).differences).toEqual([
      'security-lowered (clients.web.settings.login_attempts)',
    ]);
    expect(recheckScope(given, web, { ...inherits(null), sections: own }).changedMeanwhile).toEqual([]);
  });

  it('holds when a reply says for the first time what the client inherits', () => {
    const silent = approved({ ...wish, live: { ...wish.live, scopes: { 'id-of-web': {} } } });
    expect(recheckScope(silent, web, inherits(5))).toEqual(holds);
  });

  it('holds when a reply no longer says what the client inherits', () => {
    expect(recheckScope(half, web, aLiveScope({ custom: { came: '1' } })).differences).toEqual([]);
  });
});

describe('a client read again before its features are written', () => {
  const planned = aLiveClient({ id: 'id-of-web', ipWhitelist: ['10.0.0.0/8', '192.0.2.1/32'] });

  it('holds when nothing moved, the order of lists aside', () => {
    expect(recheckClient(approved(wish), web, planned)).toEqual(holds);
    expect(
      recheckClient(approved(wish), web, changedClient(planned, { ipWhitelist: ['192.0.2.1/32', '10.0.0.0/8'] })),
    ).toEqual(holds);
  });

  it('holds when its allow list or name moved, and says so', () => {
    const moved = { differences: [], changedMeanwhile: ['clients.web'] };
    expect(recheckClient(approved(wish), web, changedClient(planned, { ipWhitelist: [] }))).toEqual(moved);
    expect(recheckClient(approved(wish), web, changedClient(planned, { ipWhitelist: null }))).toEqual(moved);
    expect(recheckClient(approved(wish), web, { ...planned, name: 'Renamed' })).toEqual(moved);
    expect(recheckClient(approved(wish), web, changedClient(planned, { unknownNames: ['_x'] }))).toEqual(moved);
  });

  it('holds with what the run itself has written there, and with nothing else', () => {
    const properties = { name: 'Shop', ipAllowList: ['10.0.0.0/8'] };
    const more = { ...wish, desired: { clients: [aDesiredClient({ features: ['access_issuer'], properties })] } };
    const done = approved(more, (calls) =>
      calls.filter(({ changes }) => changeName(changes[0] as Change) !== 'clients.web.features'),
    );
    expect(recheckClient(done, web, changedClient(planned, { name: 'Shop', ipWhitelist: ['10.0.0.0/8'] }))).toEqual(
      holds,
    );
    expect(
      recheckClient(done, web, changedClient(planned, { name: 'Shop', features: ['owner'] })).differences,
    ).toContain('clients.web.features');
  });

  it('contradicts the approval when its features moved', () => {
    const { differences } = recheckClient(approved(wish), web, changedClient(planned, { features: ['owner'] }));
    expect(differences).toContain('clients.web.features');
  });

  it('contradicts the approval when its features are not there any more', () => {
    const { differences } = recheckClient(approved(wish), web, changedClient(planned, { features: null }));
    expect(differences).toContain('incomplete-read (clients.web.features)');
  });

  it('asks again for a client that was not in the list', () => {
    const { parts, ...rest } = approved(wish);
    const without = { ...rest, parts: { ...parts, live: { ...parts.live, clients: new Map() } } };
    const { differences, changedMeanwhile } = recheckClient(without, web, planned);
    // Nothing was read of its settings either.
    expect(differences).toContain('client-missing (clients.web)');
    expect(changedMeanwhile).toEqual(['clients.web']);
  });
});

describe('a service that answers for another application all of a sudden', () => {
  const other = 'another-application';

  it('contradicts the approval in a scope, even when every key is as it was', () => {
    const read = { ...fresh(), application: other };
    expect(recheckScope(approved(wish), globalScope, read).differences).toEqual([
      `the service now answers for application ${other}`,
    ]);
  });

  it('contradicts the approval in a client', () => {
    const read = {
      ...aLiveClient({ id: 'id-of-web', ipWhitelist: ['10.0.0.0/8', '192.0.2.1/32'] }),
      application: other,
    };
    expect(recheckClient(approved(wish), web, read).differences).toEqual([
      `the service now answers for application ${other}`,
    ]);
  });
});

describe('an approval at the start of its run', () => {
  const days = { today, warnUntil };
  const planned = aLiveClient({ id: 'id-of-web', ipWhitelist: ['10.0.0.0/8', '192.0.2.1/32'] });
  const clients = (...more: readonly LiveClient[]) => {
    const all = [...approved(wish).parts.live.clients.values(), ...more];
    return new Map(all.map((client) => [client.id, client]));
  };
  const named: DecideWish = {
    ...wish,
    desired: { ...wish.desired, clients: [aDesiredClient({ name: 'Web', settings: { site_name: 'own' } })] },
  };

  it('holds on the day of the plan', () => {
    const given = approved(wish);
    expect(revalidateApproval(given, { ...days, clients: null })).toEqual({ approved: given, recheck: holds });
  });

  it('holds on another day that ends nothing, by which all that follows is judged', () => {
    const later = { today: '2026-11-22', warnUntil: '2026-12-06', clients: null };
    const renewed = revalidateApproval(approved(wish), later);
    expect(renewed.recheck).toEqual(holds);
    expect(renewed.approved.input).toMatchObject({ today: '2026-11-22', warnUntil: '2026-12-06' });
  });

  it('is contradicted by a day that ended an override', () => {
    const until = {
      ...wish,
      desired: { ...wish.desired, allow: [anAllow('global-only', 'settings.site_name', today)] },
    };
    const { differences } = revalidateApproval(approved(until), {
      today: '2026-11-22',
      warnUntil,
      clients: null,
    }).recheck;
    expect(differences).toContain('expired (global)');
  });

  it('holds for the same clients', () => {
    expect(revalidateApproval(approved(wish), { ...days, clients: clients() }).recheck).toEqual(holds);
  });

  it('holds when a client changed in what no call touches, and lists it if it is declared', () => {
    const renewed = { ...days, clients: clients({ ...planned, name: 'Renamed' }, aLiveClient({ id: 'other' })) };
    const { recheck, approved: next } = revalidateApproval(approved(wish), renewed);
    expect(recheck).toEqual({ differences: [], changedMeanwhile: ['clients.web'] });
    expect(next.parts.live.clients.get('other')).toBeDefined();
  });

  it('is contradicted by a client that is gone', () => {
    const left = new Map([...clients()].filter(([id]) => id !== 'id-of-web'));
    const { recheck } = revalidateApproval(approved(wish), { ...days, clients: left });
    expect(recheck.differences).toContain('client-missing (clients.web)');
    expect(recheck.changedMeanwhile).toEqual(['clients.web']);
  });

  it('is contradicted by a second client of the name by which one was found', () => {
    const live = { ...wish.live, clients: [aLiveClient({ id: 'id-of-web', name: 'Web' })] };
    const given = approved({ ...named, live });
    const second = new Map(given.parts.live.clients).set('second', aLiveClient({ id: 'second', name: 'Web' }));
    const { differences } = revalidateApproval(given, { ...days, clients: second }).recheck;
    expect(differences).toContain('client-missing (clients.web)');
  });

  it('says nothing of a declared client that was missing before', () => {
    const missing = approved({ ...wish, desired: { clients: [aDesiredClient({ alias: 'gone', id: 'gone' })] } });
    const { recheck } = revalidateApproval(missing, { ...days, clients: missing.parts.live.clients });
    expect(recheck).toEqual(holds);
  });

  it('asks of a client that was in no list', () => {
    const given = approved(wish);
    const without = { ...given, parts: { ...given.parts, live: { ...given.parts.live, clients: new Map() } } };
    const { recheck } = revalidateApproval(without, { ...days, clients: clients() });
    expect(recheck.changedMeanwhile).toEqual(['clients.web']);
  });
});
