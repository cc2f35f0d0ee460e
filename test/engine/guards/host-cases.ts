import { catalogue } from '../../../src/catalogue/catalogue.ts';
import { Secret } from '../../../src/model/value.ts';
import { aDesiredClient, aLiveClient, callerId, type DecideWish, secretReference } from '../../support/builders.ts';
import type { GuardCase } from './case.ts';

const link = 'links in e-mails to users are made from it and carry a code that lets its reader in';
const signIn = 'what users enter to sign in, or what the sign-in says of them, is sent there';
const fetched = 'the owner of the host can restyle the page on which passwords are typed';
const forCaller = '; it counts for the global scope and for capstan';
const unlisted = '; neither the live application nor "hosts" in capstan.protect.yaml has';

const caller = aDesiredClient({ alias: 'capstan', id: callerId });
const web = aLiveClient({ id: 'id-of-web' });
const reset = 'https://www.example.com/reset';

type Wish = NonNullable<DecideWish['desired']>;

/** A file about the global scope, where reset links lead to www.example.com. */
function globally(desired: Wish, settings: object = { password_recover_url: reset }): DecideWish {
  return {
    catalogue,
    desired: { clients: [caller], ...desired },
    live: { options: null, global: { settings: { ...settings } } },
  };
}

/** What a file says of the client `web`, and its own live settings. */
function ofWeb(wish: Parameters<typeof aDesiredClient>[0], own: object = {}, hosts?: readonly string[]): DecideWish {
  return {
    catalogue,
    desired: { clients: [caller, aDesiredClient(wish)], ...(hosts === undefined ? {} : { hosts }) },
    live: {
      options: null,
      global: { settings: { password_recover_url: reset } },
      clients: [web],
      scopes: { 'id-of-web': { settings: { ...own } } },
    },
  };
}

/** Where URL settings lead. */
export const hostCases: Readonly<Record<string, readonly GuardCase[]>> = {
  'new-host': [
    {
      fact: 'warns of another host, with both, and not of another path, port, spelling or letter case',
      of: globally(
        {
          settings: {
            password_recover_url: 'https://reset.example.net/reset',
            verify_email_url: 'https://WWW.Example.com.:8443/v2?x#y',
            rpx_server: 'https://0x7f000001/',
            backplane_server: 'https:\\\\backplane.example.com/v3',
          },
        },
        {
          password_recover_url: reset,
          verify_email_url: 'https://www.example.com/verify',
          rpx_server: 'https://127.0.0.1',
          backplane_server: 'https://backplane.example.com',
        },
      ),
      says: [
        `warning settings.password_recover_url: settings.password_recover_url would point to reset.example.net instead of www.example.com: ${link}${forCaller}`,
      ],
    },
    {
      fact: 'warns of the first host of a setting',
      of: globally({ settings: { capture_server_url: 'https://login.example.com' } }),
      says: [
        `warning settings.capture_server_url: settings.capture_server_url would point to login.example.com, and points to no host now: ${signIn}${forCaller}`,
      ],
    },
    {
      fact: 'refuses a host that is neither live nor listed, where there is a list, be it empty',
      of: globally({ settings: { verify_email_url: 'https://evil.example/verify' }, hosts: [] }),
      says: [
        `refuse settings.verify_email_url: settings.verify_email_url would point to evil.example, and points to no host now: ${link}${forCaller}${unlisted} evil.example`,
      ],
    },
    {
      fact: 'warns of a host that is listed, or live in any scope',
      of: {
        catalogue,
        desired: {
          settings: { password_recover_url: 'https://a.b.example.net/', verify_email_url: 'https://brand.example.org' },
          clients: [caller, aDesiredClient()],
          hosts: ['*.example.net'],
        },
        live: {
          options: null,
          global: { settings: { password_recover_url: reset } },
          clients: [web],
          scopes: { 'id-of-web': { settings: { rpx_server: 'https://brand.example.org' } } },
        },
      },
      says: [
        `warning settings.password_recover_url: settings.password_recover_url would point to a.b.example.net instead of www.example.com: ${link}; it counts for the global scope and for capstan, web`,
        `warning settings.verify_email_url: settings.verify_email_url would point to brand.example.org, and points to no host now: ${link}; it counts for the global scope and for capstan, web`,
      ],
    },
    {
      fact: 'takes a host that a client inherits for a live one where the global scope was not read',
      of: {
        catalogue,
        desired: {
          clients: [
            aDesiredClient({
              settings: {
                rpx_server: 'https://brand.example.org',
                backplane_server: 'https://other.example.org',
              },
            }),
          ],
          hosts: [],
        },
        live: {
          options: null,
          global: null,
          clients: [web],
          scopes: { 'id-of-web': { inherited: { settings: { verify_email_url: 'https://brand.example.org/v' } } } },
        },
      },
      says: [
        `refuse clients.web.settings.backplane_server: clients.web.settings.backplane_server would point to other.example.org, and points to no host now: ${signIn}${unlisted} other.example.org`,
        `warning clients.web.settings.rpx_server: clients.web.settings.rpx_server would point to brand.example.org, and points to no host now: ${signIn}`,
      ],
    },
    {
      fact: 'takes a listed host for itself alone, and *.example.net for those below it',
      of: globally({
        settings: {
          password_recover_url: 'https://x.example.net/',
          verify_email_url: 'https://example.org/',
          rpx_server: 'https://notexample.org',
          backplane_server: 'https://example.net.evil.example',
        },
        hosts: ['example.net', '*.example.org'],
      }),
      says: [
        `refuse settings.backplane_server: settings.backplane_server would point to example.net.evil.example, and points to no host now: ${signIn}${forCaller}${unlisted} example.net.evil.example`,
        `refuse settings.password_recover_url: settings.password_recover_url would point to x.example.net instead of www.example.com: ${link}${forCaller}${unlisted} x.example.net`,
        `refuse settings.rpx_server: settings.rpx_server would point to notexample.org, and points to no host now: ${signIn}${forCaller}${unlisted} notexample.org`,
        `refuse settings.verify_email_url: settings.verify_email_url would point to example.org, and points to no host now: ${link}${forCaller}${unlisted} example.org`,
      ],
    },
    {
      fact: 'judges what a client gets: a new value of its own, and what it inherits once its own is gone',
      of: ofWeb(
        { settings: { password_recover_url: 'https://evil.example/r' }, absentSettings: ['verify_email_url'] },
        { verify_email_url: 'https://brand.example.org' },
        [],
      ),
      says: [
        `refuse clients.web.settings.password_recover_url: clients.web.settings.password_recover_url would point to evil.example instead of www.example.com: ${link}${unlisted} evil.example`,
      ],
    },
    {
      fact: 'warns when a client would inherit another host',
      of: ofWeb(
        { absentSettings: ['password_recover_url'] },
        { password_recover_url: 'https://brand.example.org/reset' },
        [],
      ),
      says: [
        `warning clients.web.settings.password_recover_url: clients.web.settings.password_recover_url would point to www.example.com instead of brand.example.org: ${link}`,
      ],
    },
    {
      fact: 'is silent where a client repeats the host that it inherits',
      of: ofWeb({ settings: { password_recover_url: 'https://www.example.com/brand' } }, {}, []),
      says: [],
    },
    {
      fact: 'judges each URL of a list, in either section, and not the order nor an entry that goes',
      of: {
        catalogue,
        desired: {
          custom: { 'theming.stylesheetURLs': 'https://b.example.com/2.css,https://evil.example/x.css' },
          clients: [caller],
        },
        live: {
          options: null,
          global: { custom: { 'theming.stylesheetURLs': 'https://a.example.com/1.css,https://b.example.com/2.css' } },
        },
      },
      says: [
        `warning custom.theming.stylesheetURLs: custom.theming.stylesheetURLs would point to evil.example instead of a.example.com, b.example.com: ${fetched}${forCaller}`,
      ],
    },
    {
      fact: 'where there is a list, refuses what shows no host, which is never taken for the one before',
      of: globally(
        {
          settings: new Map([
            ['password_recover_url', secretReference('https://evil.example')],
            ['verify_email_url', secretReference('https://www.example.com')],
          ]),
          hosts: ['www.example.com'],
        },
        { password_recover_url: reset, verify_email_url: new Secret('https://www.example.com/v') },
      ),
      says: [
        `refuse settings.password_recover_url: settings.password_recover_url would point to a host that capstan cannot read instead of a host that capstan cannot read: ${link}${forCaller}${unlisted} a host that capstan cannot read`,
        `refuse settings.verify_email_url: settings.verify_email_url would point to a host that capstan cannot read instead of a host that capstan cannot read: ${link}${forCaller}${unlisted} a host that capstan cannot read`,
      ],
    },
    {
      fact: 'leaves that to security-lowered where there is no list',
      of: globally({ settings: { password_recover_url: 'javascript:alert(1)', verify_email_url: '/verify' } }),
      says: [],
    },
    {
      fact: 'is silent about a URL that goes, and about settings that hold none',
      of: globally({
        absentSettings: ['password_recover_url'],
        settings: { site_name: 'https://evil.example' },
        hosts: [],
      }),
      says: [],
    },
  ],
};
