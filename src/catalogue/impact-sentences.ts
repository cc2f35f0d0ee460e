import type { RiskClass, SettingImpact } from '../core/model/impact.ts';

type Sentences = Partial<Omit<SettingImpact, 'risk'>>;

function impact(risk: RiskClass, sentences: Sentences): SettingImpact {
  return { risk, unit: null, added: null, changed: null, removed: null, to: {}, ...sentences };
}

/** Something that is set to another value and has nothing to count: one sentence for the value, one for its end. */
function setTo(risk: RiskClass, now: string, gone: string): SettingImpact {
  return impact(risk, {
    added: now.replace('{instead}', ''),
    changed: now.replace('{instead}', ' instead of {before}'),
    removed: gone,
  });
}

const consoleForm = (what: string): SettingImpact =>
  setTo(
    'cosmetic',
    `Agents get the form {after}{instead} in the Console ${what}.`,
    `Agents get the form of {fallback} in the Console ${what}.`,
  );

const agentLimit = (what: string): SettingImpact =>
  impact('permissions', {
    added: `Agents of the Console are limited by ${what}: who may see which profiles changes.`,
    changed: `Agents of the Console are limited by another ${what}: who may see which profiles changes.`,
    removed: `Agents of the Console are no longer limited by ${what}: they may see more profiles.`,
  });

const backplane = (what: string): SettingImpact =>
  setTo(
    'session',
    `Pages pass on sign-ins over the Backplane ${what} {after}{instead}.`,
    `Pages no longer pass on sign-ins over the Backplane ${what} {before}.`,
  );

const socialLogin = (what: string): SettingImpact =>
  setTo(
    'authentication',
    `{users} sign in with social accounts through the ${what} {after}{instead}.`,
    `{users} who sign in with social accounts get the ${what} of {fallback}, if there is one.`,
  );

/** By the names of the catalogue: what changes of a setting mean for people. */
export const impactSentences: ReadonlyMap<string, SettingImpact> = new Map<string, SettingImpact>([
  ['backplane_bus', backplane('bus')],
  [
    'backplane_password',
    impact('session', {
      added: 'Pages pass on sign-ins over Backplane with this password.',
      changed: 'Pages stop passing on sign-ins over Backplane unless its server knows the new password.',
      removed: 'Pages no longer have a password for Backplane.',
    }),
  ],
  ['backplane_server', backplane('server')],
  ['backplane_username', backplane('user')],
  ['backplane_version', backplane('version')],
  [
    'capture_server_url',
    setTo(
      'authentication',
      '{users} sign in through the server {after}{instead}.',
      '{users} sign in through the server of {fallback} instead of {before}.',
    ),
  ],
  ['ccp_edit_form', consoleForm('to edit a profile')],
  [
    'ccp_enable_email_send_buttons',
    impact('e-mail', {
      removed: 'Whether agents of the Console may send verification and password e-mails follows {fallback}.',
      to: {
        true: 'Agents of the Console see buttons that send verification and password e-mails.',
        false: 'Agents of the Console no longer see buttons that send verification and password e-mails.',
      },
    }),
  ],
  [
    'ccp_flow_locale',
    setTo(
      'cosmetic',
      'Agents work in the Console with the locale {after}{instead}.',
      'Agents work in the Console with the locale of {fallback}.',
    ),
  ],
  [
    'ccp_flow_name',
    setTo(
      'cosmetic',
      'What agents do in the Console follows the flow {after}{instead}.',
      'What agents do in the Console follows the default flow.',
    ),
  ],
  [
    'ccp_flow_version',
    setTo(
      'cosmetic',
      'What agents do in the Console follows version {after} of the flow{instead}.',
      'What agents do in the Console follows the default version of the flow.',
    ),
  ],
  [
    'ccp_recover_password_form',
    setTo(
      'e-mail',
      'Password e-mails that agents send use the form {after}{instead}.',
      'Password e-mails that agents send use the form of {fallback}.',
    ),
  ],
  ['ccp_registration_form', consoleForm('to create a profile')],
  [
    'ccp_verify_email_form',
    setTo(
      'e-mail',
      'Verification e-mails that agents send use the form {after}{instead}.',
      'Verification e-mails that agents send use the form of {fallback}.',
    ),
  ],
  [
    'invitation_search_allow_empty',
    impact('permissions', {
      removed: 'Whether agents may list all invitations follows {fallback}.',
      to: {
        true: 'Agents of the Console may list all invitations without a search term.',
        false: 'Agents of the Console must give a search term to find invitations.',
      },
    }),
  ],
  ['{entity_type}_distinguisher_field', agentLimit('attribute of a profile')],
  ['{entity_type}_distinguisher_field_values', agentLimit('list of values')],
  ['{entity_type}_search_distinguisher_field', agentLimit('attribute of a profile')],
  ['{entity_type}_search_distinguisher_field_values', agentLimit('list of values')],
  [
    '{entity_type}_search_display_fields',
    impact('cosmetic', {
      added: 'Agents see other columns where the Console lists profiles.',
      changed: 'Agents see other columns where the Console lists profiles.',
      removed: 'Agents see the usual columns where the Console lists profiles.',
    }),
  ],
  [
    'cache_settings',
    impact('cosmetic', {
      added: 'The service caches settings: changes to them may become visible later.',
      changed: 'The service caches settings: changes to them may become visible later.',
      removed: 'The service caches settings as {fallback} says: changes to them may become visible later.',
      to: { 0: 'The service reads settings anew at each request: changes to them are visible at once.' },
    }),
  ],
  [
    'default_flow_name',
    setTo(
      'authentication',
      '{users} sign in and register by the flow {after}{instead}.',
      '{users} sign in and register by the flow of {fallback} instead of {before}.',
    ),
  ],
  [
    'default_flow_version',
    setTo(
      'authentication',
      '{users} sign in and register by version {after} of the flow{instead}.',
      '{users} sign in and register by the flow version of {fallback} instead of {before}.',
    ),
  ],
  [
    'email_method',
    setTo(
      'e-mail',
      '{users} get their e-mails by the method {after}{instead}.',
      '{users} get their e-mails by the method of {fallback} instead of {before}.',
    ),
  ],
  [
    'email_sender_address',
    setTo(
      'e-mail',
      '{users} get e-mails from {after}{instead}; an address that is not verified with the service sends none.',
      '{users} get e-mails from the sender of {fallback} instead of {before}.',
    ),
  ],
  [
    'site_name',
    setTo(
      'e-mail',
      '{users} read the site name {after}{instead} in e-mails.',
      '{users} read the site name of {fallback} in e-mails instead of {before}.',
    ),
  ],
  [
    'password_recover_url',
    setTo(
      'redirects',
      '{users} who reset their password are led to {after}{instead}, with a code that lets them in.',
      '{users} who reset their password are led to the address of {fallback} instead of {before}.',
    ),
  ],
  [
    'verify_email_url',
    setTo(
      'redirects',
      '{users} who verify their e-mail address are led to {after}{instead}.',
      '{users} who verify their e-mail address are led to the address of {fallback} instead of {before}.',
    ),
  ],
  [
    'login_attempts',
    setTo(
      'authentication',
      '{users} are locked out after {after} failed logins{instead}.',
      '{users} are locked out by the number of failed logins of {fallback} instead of {before}.',
    ),
  ],
  [
    'login_attempts_threshold',
    {
      ...setTo(
        'authentication',
        'Failed logins are counted from nought again after {after}{instead}.',
        'Failed logins are counted from nought again after the time of {fallback} instead of {before}.',
      ),
      unit: 'seconds',
    },
  ],
  [
    'recover_code_lifetime',
    {
      ...setTo(
        'authentication',
        'Links to reset a password work for {after}{instead}.',
        'Links to reset a password work for the time of {fallback} instead of {before}.',
      ),
      unit: 'seconds',
    },
  ],
  [
    'verification_code_lifetime',
    {
      ...setTo(
        'e-mail',
        'Links to verify an e-mail address work for {after}{instead}.',
        'Links to verify an e-mail address work for the time of {fallback} instead of {before}.',
      ),
      unit: 'seconds',
    },
  ],
  ['rpx_app_id', socialLogin('application')],
  [
    'rpx_key',
    impact('authentication', {
      added: 'Social login uses this key.',
      changed: 'Social login stops working unless the new key belongs to the Social Login application.',
      removed: 'Social login stops working where no other key is inherited.',
    }),
  ],
  ['rpx_realm', socialLogin('realm')],
  ['rpx_custom_realm', socialLogin('custom realm')],
  ['rpx_server', socialLogin('server')],
  [
    'redirect_uri_allow_list',
    impact('redirects', {
      added: 'The login widget redirects users only to the listed domains; every other redirect ends in an error.',
      changed:
        'The login widget redirects users to another set of domains; redirects to unlisted ones end in an error.',
      removed: 'The login widget redirects users wherever {fallback} lets it: without a list, to every address.',
    }),
  ],
  [
    'jump_publish_settings',
    impact('permissions', {
      added: 'The settings that it names become public with the next publication of the widget.',
      changed: 'Another set of settings becomes public with the next publication of the widget.',
      removed: 'Which settings are public follows {fallback} from the next publication of the widget on.',
    }),
  ],
  [
    'janrainOidcClientId',
    setTo(
      'authentication',
      '{users} may no longer get through Hosted Login: the client is bound to {after}{instead}.',
      '{users} may no longer get through Hosted Login: the client loses its binding to {before}.',
    ),
  ],
  [
    'user_entity_type',
    setTo(
      'authentication',
      '{users} sign in against the profiles of type {after}{instead}: those of another type are not found.',
      '{users} sign in against the profile type of {fallback} instead of {before}.',
    ),
  ],
  ['login_client', impact('permissions', {})],
]);
