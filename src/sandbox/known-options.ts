import type { SettingOption, SettingType } from './state.ts';

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
