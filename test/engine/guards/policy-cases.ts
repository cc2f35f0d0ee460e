import { Secret } from '../../../src/model/value.ts';
import {
  aBaseline,
  aDesiredClient,
  aLiveClient,
  aMention,
  anAccept,
  anAllow,
  aPolicy,
  changedClient,
  type DecideWish,
  type PolicyWish,
} from '../../support/builders.ts';
import type { GuardCase } from './case.ts';

const web = aLiveClient({ id: 'id-of-web', features: ['login_client'] });

/** The policy of the file after that of the baseline. */
function since(before: PolicyWish | null, after: DecideWish['desired']): DecideWish {
  return {
    desired: { clients: [aDesiredClient()], ...after },
    live: {
      global: { settings: { login_attempts: 5, rpx_key: new Secret('hidden') } },
      clients: [web],
      scopes: { 'id-of-web': {} },
    },
    baseline: aBaseline(before === null ? {} : { policy: aPolicy(before) }),
  };
}

const [sooner, later] = ['2026-12-31', '2027-03-31'];
const guard = 'security-lowered';

/** What changed in the rules themselves. */
export const policyCases: Readonly<Record<string, readonly GuardCase[]>> = {
  'policy-changed': [
    {
      fact: 'tells of new and longer entries of allow, and of one for another guard',
      of: since(
        { allow: [anAllow(guard, 'settings.a', sooner), anAllow('last-owner', 'settings.b', sooner)] },
        {
          allow: [
            anAllow(guard, 'settings.a', later),
            anAllow(guard, 'settings.b', sooner),
            anAllow('last-owner', 'settings.b', sooner),
          ],
        },
      ),
      says: [
        'info global: policy: allow changed for settings.a (security-lowered), until 2027-03-31 instead of 2026-12-31: SEC-88',
        'info global: policy: allow added for settings.b (security-lowered), until 2026-12-31: SEC-88',
      ],
    },
    {
      fact: 'tells of another live value, also of a secret, without showing it',
      of: since(
        {
          allow: [
            anAllow('overwrites-drift', 'settings.a', sooner, 3),
            anAllow('overwrites-drift', 'settings.b', sooner, new Secret('x')),
          ],
          accept: [anAccept('settings.login_attempts', 4, sooner)],
        },
        {
          allow: [
            anAllow('overwrites-drift', 'settings.a', sooner, 4),
            anAllow('overwrites-drift', 'settings.b', sooner, new Secret('y')),
          ],
          accept: [anAccept('settings.login_attempts', '5', sooner)],
        },
      ),
      says: [
        'info global: policy: allow changed for settings.a (overwrites-drift) to another live value, until 2026-12-31 instead of 2026-12-31: SEC-88',
        'info global: policy: allow changed for settings.b (overwrites-drift) to another live value, until 2026-12-31 instead of 2026-12-31: SEC-88',
        'info global: policy: accept changed for settings.login_attempts to another live value, until 2026-12-31 instead of 2026-12-31: load test',
      ],
    },
    {
      fact: 'says of a new accept whether live has the value',
      of: since(
        {},
        {
          accept: [
            anAccept('settings.login_attempts', '5', sooner),
            anAccept('settings.rpx_key', new Secret('other'), sooner),
            anAccept('settings.site_name', 'x', sooner),
            anAccept('clients.web.features', ['login_client'], sooner),
            anAccept('clients.web.features', ['owner'], sooner),
            anAccept('settings.login_*', 7, sooner),
          ],
        },
      ),
      says: [
        'info global: policy: accept added for settings.login_attempts, until 2026-12-31: load test',
        'info global: policy: accept added for settings.rpx_key, until 2026-12-31: load test; the live application does not have the accepted value now',
        'info global: policy: accept added for settings.site_name, until 2026-12-31: load test; the live application does not have the accepted value now',
        'info global: policy: accept added for clients.web.features, until 2026-12-31: load test',
        'info global: policy: accept added for clients.web.features, until 2026-12-31: load test; the live application does not have the accepted value now',
        'info global: policy: accept added for settings.login_*, until 2026-12-31: load test',
      ],
    },
    {
      fact: 'goes by what is known of a setting where the service does not list its settings',
      of: {
        desired: {
          accept: [
            anAccept('settings.user_search_display_fields', ['a', 'b'], sooner),
            anAccept('custom.motto', '["a", "b"]', sooner),
            anAccept('custom.motto', ['a', 'b'], sooner),
          ],
        },
        live: {
          options: null,
          global: { settings: { user_search_display_fields: '["a", "b"]' }, custom: { motto: '["a", "b"]' } },
        },
        baseline: aBaseline({ policy: aPolicy({}) }),
      },
      says: [
        'info global: policy: accept added for settings.user_search_display_fields, until 2026-12-31: load test',
        'info global: policy: accept added for custom.motto, until 2026-12-31: load test',
        'info global: policy: accept added for custom.motto, until 2026-12-31: load test; the live application does not have the accepted value now',
      ],
    },
    {
      fact: 'goes by the live value where a setting is not documented, as the plan does',
      of: {
        desired: {
          accept: [anAccept('settings.own', '{ "a": [1] }', sooner), anAccept('settings.own', '{ "a": [2] }', sooner)],
        },
        live: { global: { settings: { own: { a: [1] } } } },
        baseline: aBaseline({ policy: aPolicy({}) }),
      },
      says: [
        'info global: policy: accept added for settings.own, until 2026-12-31: load test',
        'info global: policy: accept added for settings.own, until 2026-12-31: load test; the live application does not have the accepted value now',
      ],
    },
    {
      fact: 'claims nothing of the value where the scope was not read, or there is no such client',
      of: {
        desired: {
          clients: [aDesiredClient(), aDesiredClient({ alias: 'gone' })],
          accept: [
            anAccept('settings.login_attempts', 5, sooner),
            anAccept('clients.gone.settings.login_attempts', 5, sooner),
            anAccept('clients.gone.features', ['owner'], sooner),
          ],
        },
        live: { global: null, clients: [web] },
        baseline: aBaseline({ policy: aPolicy({}) }),
      },
      says: ['settings.login_attempts', 'clients.gone.settings.login_attempts', 'clients.gone.features'].map(
        (target) => `info global: policy: accept added for ${target}, until 2026-12-31: load test`,
      ),
    },
    {
      fact: 'compares entries for a client that is not there with those of its alias, of which the longest counts',
      of: {
        desired: {
          clients: [aDesiredClient(), aDesiredClient({ alias: 'gone' })],
          accept: [
            anAccept('clients.gone.settings.site_name', 'x', later),
            anAccept('clients.gone.settings.site_url', 'x', later),
          ],
        },
        live: { clients: [web] },
        baseline: aBaseline({
          policy: aPolicy({
            accept: [
              anAccept('clients.gone.settings.site_name', 'x', sooner),
              anAccept('clients.gone.settings.site_name', 'x', later),
              anAccept('clients.gone.settings.site_url', 'x', sooner),
            ],
          }),
        }),
      },
      says: [
        'info global: policy: accept changed for clients.gone.settings.site_url, until 2027-03-31 instead of 2026-12-31: load test',
      ],
    },
    {
      fact: 'takes a client whose features the service does not show for one without any',
      of: {
        desired: {
          clients: [aDesiredClient()],
          accept: [
            anAccept('clients.web.features', [], sooner),
            anAccept('clients.web.features', ['login_client'], sooner),
          ],
        },
        live: { clients: [changedClient(web, { features: null })] },
        baseline: aBaseline({ policy: aPolicy({}) }),
      },
      says: [
        'info global: policy: accept added for clients.web.features, until 2026-12-31: load test',
        'info global: policy: accept added for clients.web.features, until 2026-12-31: load test; the live application does not have the accepted value now',
      ],
    },
    {
      fact: 'tells of what is ignored, dropped or public now, and of what is no longer hidden or protected',
      of: since(
        {
          mentions: [
            aMention('ignore', 'settings.a_*'),
            aMention('sensitive', 'custom.x'),
            aMention('sensitive', 'custom.y'),
            aMention('protect', 'clients.*.settings.z'),
            aMention('protect', 'settings.old'),
          ],
        },
        {
          mentions: [
            aMention('ignore', 'settings.*'),
            aMention('ignore', 'settings.a_b'),
            aMention('drop', 'clients.bot', 'inherited'),
            aMention('public', 'custom.token_page'),
            aMention('public', 'custom.token_page', 'inherited'),
            aMention('expected', 'settings.site_name'),
            aMention('sensitive', 'custom.x*'),
            aMention('protect', 'settings.old_*'),
          ],
        },
      ),
      says: [
        'info global: policy: ignore added for settings.*',
        'info global: policy: drop added for clients.bot',
        'info global: policy: public added for custom.token_page',
        'info global: policy: sensitive removed for custom.y',
        'info global: policy: protect removed for clients.*.settings.z',
        'info global: policy: protect removed for settings.old',
      ],
    },
    {
      fact: 'tells of limits that let more pass, and of hosts',
      of: since(
        { removals: { max: 5, percent: 20 }, minimumOwners: 2, hosts: ['a.example', '*.b.example'] },
        { hosts: ['c.example', 'x.b.example'], limits: { removals: { max: 5000, percent: 10 }, minimumOwners: 1 } },
      ),
      says: [
        'info global: policy: guards.removals.max raised from 5 to 5000',
        'info global: policy: guards.minimumOwners lowered from 2 to 1',
        'info global: policy: hosts added: c.example',
        'info global: policy: hosts removed: a.example',
        'info global: policy: hosts removed: *.b.example',
      ],
    },
    {
      fact: 'tells of each limit that lets more pass',
      of: since(
        { removals: { max: 5, percent: 20 }, updates: { max: 50, percent: 30 } },
        { limits: { removals: { max: 5, percent: 21 }, updates: { max: 51, percent: 31 } } },
      ),
      says: [
        'info global: policy: guards.removals.percent raised from 20 to 21',
        'info global: policy: guards.updates.max raised from 50 to 51',
        'info global: policy: guards.updates.percent raised from 30 to 31',
      ],
    },
    {
      fact: 'says nothing of limits and hosts that stay, and tells of all hosts below one that passed',
      of: since({ hosts: ['a.example', '*.b.example'] }, { hosts: ['a.example', '*.b.example', '*.sub.b.example'] }),
      says: ['info global: policy: hosts added: *.sub.b.example'],
    },
    {
      fact: 'tells of what is no longer sensitive also where protect files are not known',
      of: since(
        { protectFiles: 'unknown', mentions: [aMention('sensitive', 'custom.y'), aMention('protect', 'settings.a')] },
        {},
      ),
      says: ['info global: policy: sensitive removed for custom.y'],
    },
    {
      fact: 'does not take an ignored client for one whose keys are ignored',
      of: since(
        { mentions: [aMention('ignore', 'clients.web')] },
        { mentions: [aMention('ignore', 'clients.web'), aMention('ignore', 'clients.web.settings.a')] },
      ),
      says: ['info global: policy: ignore added for clients.web.settings.a'],
    },
    {
      fact: 'says nothing in an undo, which follows no file',
      of: since({ removals: { max: 5, percent: 20 } }, { limits: { removals: { max: 9, percent: 20 } } }),
      but: (input) => ({ ...input, undo: { run: 'r', expected: new Map(), secrets: [], files: [] } }),
      says: [],
    },
    {
      fact: 'tells of a list of hosts that is gone, empty or not',
      of: since({ hosts: [] }, {}),
      says: ['info global: policy: hosts removed, so every host is allowed with a warning'],
    },
    {
      fact: 'says nothing of what is stricter, shorter, gone, or covered by what there was',
      of: since(
        {
          allow: [anAllow(guard, 'settings.*', later), anAllow('last-owner', 'global', later)],
          accept: [anAccept('settings.login_attempts', 5, later), anAccept('settings.gone', 1)],
          mentions: [
            aMention('ignore', 'settings.a_*'),
            aMention('ignore', 'settings.gone'),
            aMention('sensitive', 'clients.web.custom.x'),
            aMention('protect', 'clients.web.settings.a'),
            aMention('protect', 'clients.@id-of-web.features'),
          ],
        },
        {
          allow: [anAllow(guard, 'settings.a', sooner)],
          accept: [anAccept('settings.login_attempts', '5', sooner)],
          mentions: [
            aMention('ignore', 'settings.a_b'),
            aMention('sensitive', 'clients.@id-of-web.custom.x'),
            aMention('sensitive', 'custom.new'),
            aMention('protect', 'clients.@id-of-web'),
            aMention('protect', 'settings.new'),
          ],
          hosts: ['a.example'],
          limits: { removals: { max: 1, percent: 1 }, minimumOwners: 3 },
        },
      ),
      says: [],
    },
    {
      fact: 'says nothing of protect files that are not known, nor without a policy to compare with',
      of: since({ protectFiles: 'unknown', mentions: [aMention('protect', 'settings.a')], hosts: ['a.example'] }, {}),
      says: [],
    },
    {
      fact: 'says nothing against a snapshot, which has no policy',
      of: since(null, { allow: [anAllow(guard, 'settings.a')] }),
      says: [],
    },
    {
      fact: 'does not take an allow of a scope for one of what is in it',
      of: since(
        { allow: [anAllow('first-adoption', 'clients.web', later)] },
        { allow: [anAllow('first-adoption', 'clients.web.settings.a', later)] },
      ),
      says: ['info global: policy: allow added for clients.web.settings.a (first-adoption), until 2027-03-31: SEC-88'],
    },
  ],
};
