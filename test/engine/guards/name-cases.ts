import { catalogue } from '../../../src/catalogue/catalogue.ts';
import type { Mention } from '../../../src/model/desired.ts';
import {
  aDesiredClient,
  aLiveClient,
  aMention,
  anOption,
  type DecideWish,
  type LiveWish,
  readOnlyOf,
} from '../../support/builders.ts';
import type { GuardCase } from './case.ts';

const web = aLiveClient({ id: 'id-of-web', name: 'Web' });
const other = aLiveClient({ id: 'id-of-other', name: 'Other' });
const noAlias = 'the file declares no client with this alias';
const noId = 'the application has no client with this id';
const noKey = 'neither the file nor the live application has this key';
const correct = 'fix the entry, or remove it';

/** A file with one client and a few keys, beside a live application that has two clients. */
function naming(mentions: readonly Mention[], live: Partial<LiveWish> = {}): DecideWish {
  return {
    catalogue,
    desired: {
      settings: { site_name: 'Shop' },
      absentCustom: ['old_banner'],
      clients: [aDesiredClient({ id: 'id-of-web', custom: { web_motto: 'x' } })],
      mentions,
    },
    live: {
      global: { settings: { login_attempts: 5 }, custom: { partner_token: 'x' } },
      clients: [web, other],
      scopes: { 'id-of-web': { custom: { web_banner: 'x' } } },
      options: [anOption('odd_setting'), anOption('odd_custom', { group: 'Custom' })],
      ...live,
    },
  };
}

/** Names in the lists of a file and of protect files. */
export const nameCases: Readonly<Record<string, readonly GuardCase[]>> = {
  'names-nothing': [
    {
      fact: 'refuses what protects or hides nothing in the file itself or the protect file beside it',
      of: naming([
        aMention('protect', 'clients.wbe.settings.site_name'),
        aMention('protect', 'settings.Login_attempts'),
        aMention('sensitive', 'custom.partner_tokn'),
      ]),
      says: [
        `refuse global: clients.wbe.settings.site_name in protect names nothing, so it protects nothing: ${noAlias}; did you mean "clients.web.settings.site_name"?`,
        `refuse global: settings.Login_attempts in protect names nothing, so it protects nothing: ${noKey}; did you mean "settings.login_attempts"?`,
        `refuse global: custom.partner_tokn in sensitive names nothing, so it hides nothing: ${noKey}; did you mean "custom.partner_token"?`,
      ],
    },
    {
      fact: 'warns of what comes from another file, and of the other lists',
      of: naming([
        aMention('protect', 'settings.loginn_attempts', 'inherited'),
        aMention('sensitive', 'custom.nowhere', 'inherited'),
        aMention('ignore', 'clients.app.custom.*'),
        aMention('expected', 'settings.sitename'),
        aMention('accept', 'clients.web.custom.web_baner'),
        aMention('allow', 'clients.wb.features'),
        aMention('public', 'custom.token_page'),
      ]),
      says: [
        `warning global: settings.loginn_attempts in protect names nothing, so it protects nothing: ${noKey}; did you mean "settings.login_attempts"?`,
        `warning global: custom.nowhere in sensitive names nothing, so it hides nothing: ${noKey}; ${correct}`,
        `warning global: clients.app.custom.* in ignore names nothing, so it has no effect: ${noAlias}; ${correct}`,
        `warning global: settings.sitename in expected names nothing, so it has no effect: ${noKey}; did you mean "settings.site_name"?`,
        `warning global: clients.web.custom.web_baner in accept names nothing, so it has no effect: ${noKey}; did you mean "clients.web.custom.web_banner"?`,
        `warning global: clients.wb.features in allow names nothing, so it has no effect: ${noAlias}; did you mean "clients.web.features"?`,
        `warning global: custom.token_page in public names nothing, so it shows nothing: ${noKey}; ${correct}`,
      ],
    },
    {
      fact: 'knows an id that stands for an alias, an alias that stands for an id, and a key of the other section',
      of: naming([
        aMention('protect', 'clients.id-of-other'),
        aMention('protect', 'clients.id-of-web.settings.site_name'),
        aMention('ignore', 'clients.id-of-web.settings.site_name'),
        aMention('protect', 'clients.@web.features'),
        aMention('protect', 'clients.@id-of-nobody'),
        aMention('sensitive', 'settings.partner_token'),
        aMention('protect', 'clients.*.settings.web_motto'),
      ]),
      says: [
        `refuse global: clients.id-of-other in protect names nothing, so it protects nothing: ${noAlias}; did you mean "clients.@id-of-other"?`,
        `refuse global: clients.id-of-web.settings.site_name in protect names nothing, so it protects nothing: ${noAlias}; did you mean "clients.@id-of-web.settings.site_name"?`,
        `warning global: clients.id-of-web.settings.site_name in ignore names nothing, so it has no effect: ${noAlias}; did you mean "clients.web.settings.site_name"?`,
        `refuse global: clients.@web.features in protect names nothing, so it protects nothing: ${noId}; did you mean "clients.web.features"?`,
        `refuse global: clients.@id-of-nobody in protect names nothing, so it protects nothing: ${noId}; ${correct}`,
        `refuse global: settings.partner_token in sensitive names nothing, so it hides nothing: ${noKey}; did you mean "custom.partner_token"?`,
        `refuse global: clients.*.settings.web_motto in protect names nothing, so it protects nothing: ${noKey}; did you mean "clients.*.custom.web_motto"?`,
      ],
    },
    {
      fact: 'knows what is declared, to go, live, inherited, a setting, or meant for many',
      of: naming([
        aMention('protect', 'global'),
        aMention('protect', 'settings.site_name'),
        aMention('protect', 'settings.redirect_uri_allow_list'),
        aMention('protect', 'settings.odd_setting'),
        aMention('protect', 'custom.odd_custom'),
        aMention('protect', 'custom.theming.logoURL'),
        aMention('protect', 'custom.old_banner'),
        aMention('protect', 'custom.partner_token'),
        aMention('protect', 'custom.nowhere_*'),
        aMention('protect', 'clients.web'),
        aMention('protect', 'clients.web.features'),
        aMention('protect', 'clients.web.custom.web_motto'),
        aMention('protect', 'clients.web.custom.partner_token'),
        aMention('protect', 'clients.@id-of-web.custom.web_banner'),
        aMention('protect', 'clients.@id-of-other'),
        aMention('protect', 'clients.*.custom.web_banner'),
        aMention('protect', 'clients.shop-*.custom.nowhere'),
        aMention('protect', 'clients.x*.features'),
      ]),
      says: [],
    },
    {
      fact: 'does not take what was not read for nothing',
      of: naming(
        [
          aMention('protect', 'custom.nowhere'),
          aMention('protect', 'clients.web.custom.nowhere'),
          aMention('protect', 'clients.@id-of-other.custom.nowhere'),
        ],
        { global: null, clients: [other], scopes: {} },
      ),
      says: [],
    },
    {
      fact: 'knows nothing of the keys of a client that it only has the id of',
      of: naming(
        [
          aMention('protect', 'clients.@id-of-other.custom.nowhere'),
          aMention('protect', 'clients.@id-of-other.custom.web_banner'),
          aMention('protect', 'clients.@id-of-nobody.custom.nowhere'),
        ],
        { clients: [web, other] },
      ),
      // Only the settings of declared clients are read.
      but: (input) => {
        const ids = [...input.live.clients.keys()].filter((id) => id !== 'id-of-other');
        return { ...input, live: readOnlyOf(input.live, ...ids) };
      },
      says: [
        `refuse global: clients.@id-of-nobody.custom.nowhere in protect names nothing, so it protects nothing: ${noId}; ${correct}`,
      ],
    },
    {
      fact: 'knows a client that the file finds by its name',
      of: {
        desired: {
          clients: [aDesiredClient({ alias: 'shop', name: 'Web', custom: { shop_motto: 'x' } })],
          mentions: [
            aMention('protect', 'clients.shop.custom.web_banner'),
            aMention('protect', 'clients.@id-of-web.custom.shop_motto'),
            aMention('protect', 'clients.shpo.features'),
            aMention('protect', 'clients.shop.custom.shop_moto'),
          ],
        },
        live: { clients: [web], scopes: { 'id-of-web': { custom: { web_banner: 'x' } } } },
      },
      says: [
        `refuse global: clients.shpo.features in protect names nothing, so it protects nothing: ${noAlias}; did you mean "clients.shop.features"?`,
        `refuse global: clients.shop.custom.shop_moto in protect names nothing, so it protects nothing: ${noKey}; did you mean "clients.shop.custom.shop_motto"?`,
      ],
    },
    {
      fact: 'goes by the catalogue and by what is live where the service does not list its settings',
      of: naming(
        [
          aMention('protect', 'settings.redirect_uri_allow_list'),
          aMention('protect', 'settings.redirect_uri_allow_lst'),
          aMention('protect', 'settings.odd_setting'),
        ],
        { options: null },
      ),
      says: [
        `refuse global: settings.redirect_uri_allow_lst in protect names nothing, so it protects nothing: ${noKey}; did you mean "settings.redirect_uri_allow_list"?`,
        `refuse global: settings.odd_setting in protect names nothing, so it protects nothing: ${noKey}; ${correct}`,
      ],
    },
    {
      fact: 'knows the global keys by what a client inherits',
      of: naming([aMention('protect', 'custom.shared'), aMention('protect', 'custom.sharred')], {
        global: null,
        scopes: { 'id-of-web': { inherited: { custom: { shared: '1' } } } },
      }),
      says: [
        `refuse global: custom.sharred in protect names nothing, so it protects nothing: ${noKey}; did you mean "custom.shared"?`,
      ],
    },
  ],
};
