import type { SandboxState } from '../../src/sandbox/run-sandbox.ts';
import { laterDay } from '../support/later-day.ts';
import { scenarioApplication, scenarioState } from '../support/scenario-state.ts';

const fields = [{ name: 'email', title: 'Email' }];

/** An application with something to set, to replace and to delete in every scope. */
export function tenCallState(): SandboxState {
  return scenarioState({
    settings: {
      cache_settings: 0,
      login_attempts: 6,
      site_name: 'Old',
      rpx_key: 'canary-old-rpx',
      email_method: 'ses',
    },
    custom: { banner: 'x', campaign: 'y', stays: 'z' },
    clients: [
      client('app', { site_name: 'Old app' }, {}, ['direct_read_access']),
      client('export', { site_name: 'Export' }, { outdated: '1', stays: '2' }, []),
      client('list', { user_search_display_fields: fields, site_name: 'List' }, { stays: '3' }, ['login_client']),
      client('web', { login_attempts: 4, site_name: 'Old web' }, { old_banner: '4' }, [
        'access_issuer',
        'direct_read_access',
      ]),
    ],
  });
}

function client(
  word: string,
  settings: object,
  custom: object,
  features: readonly string[],
): SandboxState['clients'][number] {
  return {
    id: idOf(word),
    secret: `canary-secret-of-${word}`,
    name: `Client ${word}`,
    ipWhitelist: ['0.0.0.0/0'],
    features,
    settings: { ...settings },
    custom: { ...custom },
  };
}

function idOf(word: string): string {
  return `tencalls${word}`.padEnd(30, '0');
}

/** Ten calls: keys set in four scopes, four deleted, two lists of features, and one full replace among them. */
export const tenCallFile = `version: 1
application: { id: ${scenarioApplication}, configUrl: "\${env:SANDBOX_URL}", captureUrl: "\${env:SANDBOX_URL}" }
settings:
  login_attempts: 5
  site_name: New
  rpx_key: \${secret:NEW_RPX}
absent:
  custom: [banner, campaign]
clients:
  app:
    id: ${idOf('app')}
    features: [access_issuer, direct_read_access]
    settings: { site_name: New app }
  export:
    id: ${idOf('export')}
    absent: { custom: [outdated] }
  list:
    id: ${idOf('list')}
    settings:
      user_search_display_fields: [{ name: email, title: Mail }, { name: givenName, title: First name }]
  web:
    id: ${idOf('web')}
    features: [direct_read_access]
    settings: { site_name: New web, login_attempts: 3 }
    absent: { custom: [old_banner] }
allow:
  - { guard: security-lowered, target: clients.app.features, until: ${laterDay()}, reason: crashes are looked for here }
`;

/** The variables of the program, but for the address. */
export const tenCallVariables = {
  CAPSTAN_JOURNAL_KEY: 'canary-journal-key',
  NEW_RPX: 'canary-new-rpx',
} as const;
