import { describe, expect, it } from 'vitest';
import { catalogue } from '../../../src/catalogue/catalogue.ts';
import { compareWithNothing } from '../../../src/engine/compare/compare-states.ts';
import { runFileGuards } from '../../../src/engine/guards/guard.ts';
import { guards } from '../../../src/engine/guards/index.ts';
import { formatTarget } from '../../../src/model/address.ts';
import { findingText } from '../../../src/model/finding.ts';
import {
  aDesired,
  aDesiredClient,
  anAllow,
  type DesiredWish,
  plain,
  secretReference,
  today,
} from '../../support/builders.ts';

const unless = '(a warning: a plan refuses it, unless the live application has it already)';

/** What `validate` says of a file. */
function said(wish: DesiredWish): readonly string[] {
  const desired = aDesired(wish);
  const asked = compareWithNothing(desired, catalogue, today).changes;
  return runFileGuards(guards, { desired, catalogue, asked, today, warnUntil: today }).map(
    (finding) => `${finding.severity} ${finding.code} ${formatTarget(finding.target)}: ${findingText(finding)}`,
  );
}

describe('a file alone is refused', () => {
  it('for a value that the documents do not allow, as long as it is not allowed', () => {
    const settings = { backplane_version: 'v9', login_attempts: -1, site_name: 'x', unheard_of: 'y' };
    const version =
      'value-not-allowed settings.backplane_version: settings.backplane_version: the documents allow only "v1.0", "v1.1", "v1.2"';
    const attempts =
      'refuse value-not-allowed settings.login_attempts: settings.login_attempts: a number of attempts cannot be negative';
    const weak = expect.stringContaining('warning security-lowered settings.login_attempts: ');
    expect(said({ settings })).toEqual([weak, `refuse ${version}`, attempts]);
    const allow = [anAllow('value-not-allowed', 'settings.backplane_version')];
    expect(said({ settings, allow })[1]).toMatch(/^info value-not-allowed settings.backplane_version: .*allowed until/);
  });

  it('for features that cannot be joined, and for a name that two clients ask for', () => {
    const clients = [
      aDesiredClient({ features: ['login_client', 'owner'], properties: { name: 'Shop' } }),
      aDesiredClient({ alias: 'app', id: 'id-of-app', features: ['login_client'], properties: { name: 'Shop' } }),
    ];
    const lines = said({ clients }).map((line) => line.slice(0, line.indexOf(':')));
    expect(lines.toSorted()).toEqual([
      'refuse exclusive-feature clients.web.features',
      'refuse name-taken clients.app.name',
      'refuse name-taken clients.web.name',
    ]);
  });
});

describe('a file alone is warned of', () => {
  it('a number beyond what is usual, and no other', () => {
    expect(said({ settings: { login_attempts: 20 } })).toEqual([]);
    expect(said({ settings: { login_attempts: 100 } })).toEqual([
      `warning security-lowered settings.login_attempts: settings.login_attempts would be 100 attempts; there is no value to compare it with, and 20 attempts are the most that is usual: each further attempt before the lock-out makes guessing a password easier ${unless}`,
    ]);
  });

  it('weak URLs and allow lists, by what they are', () => {
    const settings = {
      password_recover_url: 'http://example.com',
      redirect_uri_allow_list: ['*'],
      verify_email_url: 'https://example.com',
    };
    expect(said({ settings }).map((line) => line.split(':')[1])).toEqual([
      ' settings.password_recover_url would be a weaker URL (no https)',
      ' settings.redirect_uri_allow_list would allow more (*, that is everything)',
    ]);
  });

  it('nothing that takes a second value to be weaker, is a secret, or counts for nothing', () => {
    expect(
      said({
        settings: new Map([
          ['invitation_search_allow_empty', plain(true)],
          ['password_recover_url', secretReference('http://example.com')],
        ]),
        custom: { 'authentication.providers': '["facebook"]', 'authentication.second_factor': 'false' },
      }),
    ).toEqual([]);
  });

  it('features that no document knows, settings that clients ignore, and custom keys with the name of a setting', () => {
    const clients = [
      aDesiredClient({
        features: ['onwer'],
        settings: { invitation_search_allow_empty: true, user_distinguisher_field: '' },
      }),
    ];
    expect(said({ clients, custom: { site_name: 'x' } })).toEqual([
      `warning unknown-feature clients.web.features: onwer is not a documented feature; did you mean "owner"? ${unless}`,
      `warning ambiguous-name custom.site_name: custom.site_name has the name of a known setting, and the service would not use it as that setting; move site_name to settings, or give the custom key another name ${unless}`,
      `warning global-only clients.web.settings.invitation_search_allow_empty: clients.web.settings.invitation_search_allow_empty: the service ignores invitation_search_allow_empty for a client; set it under the top-level settings ${unless}`,
      `warning global-only clients.web.settings.user_distinguisher_field: clients.web.settings.user_distinguisher_field: the service ignores user_distinguisher_field for a client; set it under the top-level settings ${unless}`,
    ]);
  });

  it('a list of what widgets publish that names a secret of the catalogue or of the file', () => {
    const web = aDesiredClient({ settings: new Map([['jump_publish_settings', plain(['partner', 'site_name'])]]) });
    const found = said({
      settings: new Map([
        ['jump_publish_settings', plain(['rpx_key', 'site_name'])],
        ['partner', secretReference('x')],
      ]),
      clients: [web],
    });
    expect(found.map((line) => line.slice(0, line.indexOf(', a secret')))).toEqual([
      'warning publishes-secret settings.jump_publish_settings: jump_publish_settings would name rpx_key',
      'warning publishes-secret clients.web.settings.jump_publish_settings: jump_publish_settings would name partner',
    ]);
    const own = new Map([
      ['jump_publish_settings', plain(['own_key'])],
      ['own_key', secretReference('x')],
    ]);
    expect(said({ clients: [aDesiredClient({ settings: own })] })).toEqual([
      expect.stringContaining('jump_publish_settings would name own_key'),
    ]);
    expect(said({ settings: new Map([['jump_publish_settings', secretReference('rpx_key')]]) })).toEqual([]);
    const others = { settings: { some_list: ['rpx_key'] }, custom: { jump_publish_settings: ['rpx_key'] } };
    expect(said(others).filter((line) => line.includes('publishes-secret'))).toEqual([]);
  });
});
