import { KNOWN_OPTIONS } from './known-options.ts';
import type { SandboxClient, SandboxState } from './state.ts';

// Every id, key and secret here is made up and says so; none was ever valid anywhere.
const ANYWHERE: readonly string[] = ['0.0.0.0/0'];

const CLIENTS: readonly SandboxClient[] = [
  client('owner', 'Configuration owner', ['owner']),
  client('ownertwo', 'Second owner', ['owner', 'access_issuer']),
  client('weblogin', 'Web Login Client', ['login_client'], {
    default_flow_name: 'standard',
    default_flow_version: '20170915215708415365',
    site_name: 'Example Shop',
    login_attempts: 4,
  }),
  client('applogin', 'App Login Client', ['login_client'], { site_name: 'Example App' }),
  client('export', 'Nightly export', ['direct_access']),
  client('hosted', 'Hosted Login Client', ['login_client'], {
    janrainOidcClientId: '00000000-0000-4000-8000-000000000000',
    site_name: 'Example Account',
    user_entity_type: 'user',
    verify_email_url: 'https://account.example.com/verify-email',
  }),
];

/** A believable application to start from: two owners, two login clients, an export client and a Hosted Login client. */
export function defaultSeed(): SandboxState {
  return {
    application: { id: 'sandboxapplication00000001' },
    settings: {
      cache_settings: 0,
      ccp_enable_email_send_buttons: true,
      default_flow_name: 'standard',
      default_flow_version: '20170915215708415365',
      email_method: 'ses_sync',
      email_sender_address: '"Example Shop" <accounts@example.com>',
      invitation_search_allow_empty: false,
      login_attempts: 6,
      login_attempts_threshold: 60,
      password_recover_url: 'https://www.example.com/reset-password',
      rpx_app_id: 'sandboxsocialapp0001',
      rpx_key: 'sandbox0rpx0key0not0a0real0key0000000001',
      rpx_realm: 'example',
      site_name: 'Example Shop',
      user_distinguisher_field: 'brand',
      user_search_display_fields: [
        { name: 'givenName', title: 'First Name' },
        { name: 'familyName', title: 'Last Name' },
        { name: 'email', title: 'Email' },
      ],
    },
    custom: {
      email_verification_url: 'https://www.example.com/verify-email',
      site_locale: 'US',
      is_test_site: 'true',
    },
    options: KNOWN_OPTIONS,
    clients: CLIENTS,
  };
}

function client(
  word: string,
  name: string,
  features: SandboxClient['features'],
  settings: SandboxClient['settings'] = {},
): SandboxClient {
  return {
    id: `sandboxclient${word}`.padEnd(31, '0').concat('1'),
    secret: `sandboxsecret${word}`.padEnd(31, '0').concat('1'),
    name,
    ipWhitelist: ANYWHERE,
    features,
    settings,
    custom: {},
  };
}
