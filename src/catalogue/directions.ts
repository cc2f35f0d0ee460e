import type { Direction } from '../core/model/setting.ts';

const attempts: Direction = {
  kind: 'higher-is-weaker',
  zero: 'may-be-unlimited',
  reason: 'each further attempt before the lock-out makes guessing a password easier',
};

const attemptWindow: Direction = {
  kind: 'lower-is-weaker',
  zero: 'a-number',
  reason: 'the attempts are counted from nought again after this time, so that a shorter one lets more of them through',
};

const codeLifetime: Direction = {
  kind: 'higher-is-weaker',
  zero: 'may-be-unlimited',
  reason: 'a link that was read or passed on by somebody else works for longer',
};

/** Password reset and verification links carry a code: whoever reads one on its way can use it. */
const linkWithCode: Direction = {
  kind: 'url',
  reason: 'links in e-mails to users are made from it and carry a code that lets its reader in',
};

const serverOfSignIn: Direction = {
  kind: 'url',
  reason: 'what users enter to sign in, or what the sign-in says of them, is sent there',
};

const redirects: Direction = {
  kind: 'allow-list',
  reason:
    'the login widget may redirect users, with what the sign-in gave them, to every place that the list lets through',
};

const emptySearch: Direction = {
  kind: 'true-is-weaker',
  reason: 'an agent may list all invitations without knowing anything of the one that is looked for',
};

const agentLimit: Direction = {
  kind: 'unset-is-weaker',
  reason: 'it limits which profiles an agent of the Console may see',
};

/**
 * Which way each setting gets weaker. A setting that is not here has no such way: a name, a form, a flow, a mail sender
 * or an identifier can be wrong, but not weak. `jump_publish_settings` has a guard of its own.
 */
export const directions: ReadonlyMap<string, Direction> = new Map<string, Direction>([
  // https://techdocs.akamai.com/identity-cloud-config/reference/put-client-settings
  ['login_attempts', attempts],
  ['login_attempts_threshold', attemptWindow],
  ['recover_code_lifetime', codeLifetime],
  ['verification_code_lifetime', codeLifetime],
  // https://techdocs.akamai.com/identity-cloud-config/reference/get-client-settings
  ['password_recover_url', linkWithCode],
  // https://techdocs.akamai.com/identity-cloud/docs/verify-an-email-address
  ['verify_email_url', linkWithCode],
  // https://techdocs.akamai.com/identity-cloud/docs/application-and-api-client-settings
  ['backplane_server', serverOfSignIn],
  ['capture_server_url', serverOfSignIn],
  ['rpx_server', serverOfSignIn],
  // https://techdocs.akamai.com/identity-cloud/docs/protect-capture-redirects
  ['redirect_uri_allow_list', redirects],
  // https://educationcenter.janrain.com/home/configapp-idsettingsoptions
  ['invitation_search_allow_empty', emptySearch],
  // https://techdocs.akamai.com/identity-cloud/docs/restrict-console-agent-activity-by-profile-type
  ['{entity_type}_distinguisher_field', agentLimit],
  ['{entity_type}_distinguisher_field_values', agentLimit],
  ['{entity_type}_search_distinguisher_field', agentLimit],
  ['{entity_type}_search_distinguisher_field_values', agentLimit],
]);
