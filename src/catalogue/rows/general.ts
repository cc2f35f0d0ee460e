import type { Direction } from '../../model/setting.ts';
import { type CatalogueGroup, impact, setTo } from '../../model/setting.ts';
import { serverOfSignIn } from './other.ts';

const attempts: Direction = {
  kind: 'higher-is-weaker',
  zero: 'may-be-unlimited',
  unset: 'unknown',
  usual: 20,
  reason: 'each further attempt before the lock-out makes guessing a password easier',
};

const attemptWindow: Direction = {
  kind: 'lower-is-weaker',
  zero: 'a-number',
  unset: 'unknown',
  usual: 60,
  reason: 'the attempt counter resets sooner',
};

const codeLifetime = (usual: number): Direction => ({
  kind: 'higher-is-weaker',
  zero: 'may-be-unlimited',
  unset: 'unknown',
  usual,
  reason: 'a link that was read or passed on by someone else works for longer',
});

const day = 86_400;

const redirects: Direction = {
  kind: 'allow-list',
  reason:
    'the login widget may redirect users, with what the sign-in gave them, to every place that the list lets through',
};

/** Sign-in itself: lock-out, lifetimes of links, flows, redirects. */
export const general: CatalogueGroup = {
  group: 'General Settings',
  rows: [
    {
      name: 'capture_server_url',
      type: 'string',
      environmentSpecific: true,
      description:
        'Host of the Registration (Capture) server, e.g. test.us-dev.janraincapture.com (no scheme in the example).',
      direction: serverOfSignIn,
      impact: setTo(
        'authentication',
        '{users} sign in through the server {after}{instead}.',
        '{users} sign in through the server of {fallback} instead of {before}.',
      ),
      sources: ['https://techdocs.akamai.com/identity-cloud/docs/application-and-api-client-settings'],
    },
    {
      name: 'cache_settings',
      type: 'integer',
      description:
        '0: client settings are not cached and are re-read at each API operation; any other value, and null, means cached. Cache duration not stated.',
      impact: impact('cosmetic', {
        added: 'The service caches settings: changes to them may become visible later.',
        changed: 'The service caches settings: changes to them may become visible later.',
        removed: 'The service caches settings as {fallback} says: changes to them may become visible later.',
        to: { 0: 'The service reads settings anew at each request: changes to them are visible at once.' },
      }),
      sources: ['https://techdocs.akamai.com/identity-cloud-config/reference/get-client-settings'],
    },
    {
      name: 'default_flow_name',
      type: 'string',
      description: 'Flow used by OAuth operations without a flow parameter.',
      impact: setTo(
        'authentication',
        '{users} sign in and register by the flow {after}{instead}; a flow that is not there makes every sign-in fail.',
        '{users} sign in and register by the flow of {fallback} instead of {before}.',
      ),
      sources: ['https://techdocs.akamai.com/identity-cloud-config/reference/get-client-settings'],
    },
    {
      name: 'default_flow_version',
      type: 'string',
      environmentSpecific: true,
      description:
        'Flow version used by OAuth operations without flow_version (time stamp like 20170915215708415365; or HEAD, which the vendor advises against in production). Keep it a string: 20 digits exceed what a JS number holds exactly.',
      impact: {
        ...setTo(
          'authentication',
          '{users} sign in and register by version {after} of the flow{instead}; a version that is not there makes every sign-in fail.',
          '{users} sign in and register by the flow version of {fallback} instead of {before}.',
        ),
        to: {
          HEAD: '{users} sign in and register by the newest version of the flow, saved a moment ago or not: the vendor advises against it in production.',
        },
      },
      sources: [
        'https://techdocs.akamai.com/identity-cloud-config/reference/get-client-settings',
        'https://educationcenter.janrain.com/home/configapp-idsettings',
      ],
    },
    {
      name: 'login_attempts',
      type: 'integer',
      default: 6,
      unit: 'attempts',
      description:
        'Sign-in (and password reset) attempts in the window before lock-out. techdocs types it string|null in PUT; the Configuration API pages treat such keys as integers. Default from an old, undated dashboard page.',
      direction: attempts,
      impact: setTo(
        'authentication',
        '{users} are locked out after {after} sign-in attempts{instead}.',
        '{users} are locked out by the number of sign-in attempts of {fallback} instead of {before}.',
      ),
      sources: [
        'http://developers.janrain.com/overview/registration/janrain-dashboard/registration-configuration-settings/',
        'https://techdocs.akamai.com/identity-cloud-config/reference/put-client-settings',
      ],
    },
    {
      name: 'login_attempts_threshold',
      type: 'integer',
      default: 60,
      unit: 'seconds',
      description: 'Window after which the attempt counter restarts.',
      direction: attemptWindow,
      impact: setTo(
        'authentication',
        'Sign-in attempts start again at zero after {after}{instead}.',
        'Sign-in attempts start again at zero after the time of {fallback} instead of {before}.',
      ),
      sources: [
        'http://developers.janrain.com/overview/registration/janrain-dashboard/registration-configuration-settings/',
        'https://techdocs.akamai.com/identity-cloud-config/reference/put-client-settings',
      ],
    },
    {
      name: 'recover_code_lifetime',
      type: 'integer',
      unit: 'seconds',
      description: 'How long a password recover link is valid.',
      direction: codeLifetime(day),
      impact: setTo(
        'authentication',
        'Links to reset a password work for {after}{instead}.',
        'Links to reset a password work for the time of {fallback} instead of {before}.',
      ),
      sources: [
        'https://techdocs.akamai.com/identity-cloud-config/reference/put-client-settings',
        'https://janrain-education-center.knowledgeowl.com/home/modify-client-settings',
      ],
    },
    {
      name: 'verification_code_lifetime',
      type: 'integer',
      unit: 'seconds',
      description: 'How long an e-mail verification code is valid.',
      direction: codeLifetime(7 * day),
      impact: setTo(
        'e-mail',
        'Links to verify an e-mail address work for {after}{instead}.',
        'Links to verify an e-mail address work for the time of {fallback} instead of {before}.',
      ),
      sources: ['https://techdocs.akamai.com/identity-cloud-config/reference/put-client-settings'],
    },
    {
      name: 'redirect_uri_allow_list',
      type: null,
      unordered: true,
      environmentSpecific: true,
      description:
        'Domains the /widget/* endpoints may redirect to; unset means no check, otherwise an unlisted redirect_uri ends in an error. Its data type is not documented.',
      direction: redirects,
      impact: impact('redirects', {
        added: 'The login widget redirects users only to the listed domains; every other redirect ends in an error.',
        changed:
          'The login widget redirects users to another set of domains; redirects to unlisted ones end in an error.',
        removed: 'The login widget redirects users wherever {fallback} allows it: without a list, to every address.',
      }),
      sources: ['https://techdocs.akamai.com/identity-cloud/docs/protect-capture-redirects'],
    },
    {
      name: 'jump_publish_settings',
      type: null,
      unordered: true,
      description:
        'Names the client settings that settings/widget/publish writes to a PUBLIC JSON/JS file. Never list a secret in it.',
      impact: impact('permissions', {
        added: 'The settings that it names become public with the next publication of the widget.',
        changed: 'Another set of settings becomes public with the next publication of the widget.',
        removed: 'Which settings are public follows {fallback} from the next publication of the widget on.',
      }),
      sources: ['https://educationcenter.janrain.com/home/settingswidgetpublish'],
    },
    {
      name: 'janrainOidcClientId',
      type: 'string',
      environmentSpecific: true,
      description: 'UUID of the OIDC client a Hosted Login application client belongs to; must not be changed.',
      impact: setTo(
        'authentication',
        '{users} may no longer get through Hosted Login: the client is bound to {after}{instead}.',
        '{users} may no longer get through Hosted Login: the client loses its binding to {before}.',
      ),
      sources: ['https://techdocs.akamai.com/identity-cloud/docs/hosted-login-application-client-settings'],
    },
    {
      name: 'user_entity_type',
      type: 'string',
      default: 'user',
      description:
        "Entity type holding the profiles of the application client's users. Must equal the entityType of the login policy.",
      impact: setTo(
        'authentication',
        '{users} sign in against the profiles of type {after}{instead}: those of another type are not found.',
        '{users} sign in against the profile type of {fallback} instead of {before}.',
      ),
      sources: ['https://techdocs.akamai.com/identity-cloud/docs/hosted-login-application-client-settings'],
    },
  ],
};
