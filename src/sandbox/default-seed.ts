import type { SandboxClient, SandboxState, SettingOption, SettingType } from './state.ts';

// Names and groups are those of the vendor's pages on application and API client settings
// (https://techdocs.akamai.com/identity-cloud/docs/application-and-api-client-settings and
// https://techdocs.akamai.com/identity-cloud-config/reference/get-client-settings). Where a page shows no type, the
// type is the one that the text of the setting suggests. Dynamic names are those of an application with the entity type user.
const BY_GROUP: Readonly<Record<string, Readonly<Record<string, SettingType>>>> = {
  Backplane: {
    backplane_bus: 'string',
    backplane_password: 'string',
    backplane_server: 'string',
    backplane_username: 'string',
    backplane_version: 'string',
  },
  'Customer Care Portal': {
    ccp_edit_form: 'string',
    ccp_enable_email_send_buttons: 'boolean',
    ccp_flow_locale: 'string',
    ccp_flow_name: 'string',
    ccp_flow_version: 'string',
    ccp_recover_password_form: 'string',
    ccp_registration_form: 'string',
    ccp_verify_email_form: 'string',
    invitation_search_allow_empty: 'boolean',
    user_distinguisher_field: 'string',
    user_distinguisher_field_values: 'json',
    user_search_display_fields: 'json',
  },
  'General Settings': {
    cache_settings: 'integer',
    capture_server_url: 'string',
    default_flow_name: 'string',
    default_flow_version: 'string',
    janrainOidcClientId: 'string',
    jump_publish_settings: 'string',
    login_attempts: 'integer',
    login_attempts_threshold: 'integer',
    recover_code_lifetime: 'integer',
    redirect_uri_allow_list: 'string',
    user_entity_type: 'string',
  },
  'Social Login': {
    rpx_app_id: 'string',
    rpx_custom_realm: 'string',
    rpx_key: 'string',
    rpx_realm: 'string',
    rpx_server: 'string',
  },
  'Transactional Emails': {
    email_method: 'string',
    email_sender_address: 'string',
    password_recover_url: 'string',
    site_name: 'string',
    verify_email_url: 'string',
  },
};

const GLOBAL_ONLY: readonly string[] = ['invitation_search_allow_empty', 'user_distinguisher_field'];

/** The settings that a new sandbox application knows. */
export const KNOWN_OPTIONS: readonly SettingOption[] = Object.entries(BY_GROUP).flatMap(([group, types]) =>
  Object.entries(types).map(([name, type]) => ({
    globalOnly: GLOBAL_ONLY.includes(name),
    group,
    name,
    type,
    values: allowedValues(name, type),
  })),
);

function allowedValues(name: string, type: SettingType): SettingOption['values'] {
  if (name === 'backplane_version') {
    return ['v1.0', 'v1.1', 'v1.2'];
  }
  return type === 'boolean' ? [true, false] : [];
}

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
