import type { Direction } from '../../model/setting.ts';
import { type CatalogueGroup, impact, setTo } from '../../model/setting.ts';

/** Settings of old documents without a group. */
export const other: CatalogueGroup = {
  group: null,
  rows: [
    {
      name: 'login_client',
      type: 'boolean',
      description:
        'Legacy client SETTING of the same name as the feature, set to true for default_read_only clients in an old mobile SDK guide.',
      impact: impact('permissions', {}),
      sources: [],
    },
  ],
};

/** Shared by the servers of three groups. */
export const serverOfSignIn: Direction = {
  kind: 'url',
  reason: 'what users enter to sign in, or what the sign-in says of them, is sent there',
};

const publishing = (what: string): ReturnType<typeof impact> =>
  setTo(
    'session',
    `Pages pass on sign-ins over the Backplane ${what} {after}{instead}.`,
    `Pages no longer pass on sign-ins over the Backplane ${what} {before}.`,
  );

/** Sharing sign-ins between the parts of a page. */
export const backplane: CatalogueGroup = {
  group: 'Backplane',
  rows: [
    {
      name: 'backplane_bus',
      type: 'string',
      environmentSpecific: true,
      description: 'Bus name for Backplane 1.x.',
      impact: publishing('bus'),
      sources: ['https://techdocs.akamai.com/identity-cloud/docs/application-and-api-client-settings'],
    },
    {
      name: 'backplane_password',
      type: 'string',
      secret: true,
      environmentSpecific: true,
      description: 'Backplane 1.x client password.',
      impact: impact('session', {
        added: 'Pages pass on sign-ins over Backplane with this password.',
        changed: 'Pages stop passing on sign-ins over Backplane unless its server knows the new password.',
        removed: 'Pages no longer have a password for Backplane.',
      }),
      sources: ['https://techdocs.akamai.com/identity-cloud/docs/application-and-api-client-settings'],
    },
    {
      name: 'backplane_server',
      type: 'string',
      environmentSpecific: true,
      description: 'Backplane 1.x server the application publishes to.',
      direction: serverOfSignIn,
      impact: publishing('server'),
      sources: ['https://techdocs.akamai.com/identity-cloud/docs/application-and-api-client-settings'],
    },
    {
      name: 'backplane_username',
      type: 'string',
      environmentSpecific: true,
      description: 'Backplane 1.x client user name.',
      impact: publishing('user'),
      sources: ['https://techdocs.akamai.com/identity-cloud/docs/application-and-api-client-settings'],
    },
    {
      name: 'backplane_version',
      type: 'string',
      allowedValues: ['v1.0', 'v1.1', 'v1.2'],
      description: 'Backplane protocol version (1.x only).',
      impact: publishing('version'),
      sources: ['https://techdocs.akamai.com/identity-cloud/docs/application-and-api-client-settings'],
    },
  ],
};

const through = (what: string): ReturnType<typeof impact> =>
  setTo(
    'authentication',
    `{users} sign in with social accounts through the ${what} {after}{instead}.`,
    `{users} who sign in with social accounts get the ${what} of {fallback}, if there is one.`,
  );

/** Signing in with accounts of other providers. */
export const socialLogin: CatalogueGroup = {
  group: 'Social Login',
  rows: [
    {
      name: 'rpx_app_id',
      type: 'string',
      environmentSpecific: true,
      description: 'ID of the Social Login (Engage) application.',
      impact: through('application'),
      sources: [
        'https://techdocs.akamai.com/identity-cloud-config/reference/get-client-settings',
        'https://techdocs.akamai.com/identity-cloud/docs/select-a-social-login-application',
      ],
    },
    {
      name: 'rpx_key',
      type: 'string',
      secret: true,
      environmentSpecific: true,
      description: 'API key of the Social Login application; returned in clear by the GETs.',
      impact: impact('authentication', {
        added: 'Social login uses this key.',
        changed: 'Social login stops working unless the new key belongs to the Social Login application.',
        removed: 'Social login stops working where no other key is inherited.',
      }),
      sources: ['https://techdocs.akamai.com/identity-cloud-config/reference/get-client-settings'],
    },
    {
      name: 'rpx_realm',
      type: 'string',
      environmentSpecific: true,
      description: 'Realm of the Social Login application on a standard domain.',
      impact: through('realm'),
      sources: ['https://techdocs.akamai.com/identity-cloud-config/reference/get-client-settings'],
    },
    {
      name: 'rpx_custom_realm',
      type: 'string',
      environmentSpecific: true,
      description: 'Replaces rpx_realm when the Social Login application has a custom domain.',
      impact: through('custom realm'),
      sources: ['https://educationcenter.janrain.com/home/production-launch-process'],
    },
    {
      name: 'rpx_server',
      type: 'string',
      environmentSpecific: true,
      description: 'URL of the Social Login application.',
      direction: serverOfSignIn,
      impact: through('server'),
      sources: [
        'http://developers.janrain.com/overview/registration/janrain-dashboard/registration-configuration-settings/',
      ],
    },
  ],
};

/** Password reset and verification links carry a code: anyone who reads one on its way can use it. */
const linkWithCode: Direction = {
  kind: 'url',
  reason: 'links in e-mails to users are made from it and carry a code that lets its reader in',
};

/** E-mails of the service, and the targets of their links. */
export const emails: CatalogueGroup = {
  group: 'Transactional Emails',
  rows: [
    {
      name: 'email_method',
      type: 'string',
      default: 'ses_sync',
      description: 'How registration e-mails are produced; ses_sync when Akamai sends them.',
      impact: setTo(
        'e-mail',
        '{users} get their e-mails by the method {after}{instead}.',
        '{users} get their e-mails by the method of {fallback} instead of {before}.',
      ),
      sources: [
        'https://techdocs.akamai.com/identity-cloud-config/reference/get-client-settings',
        'https://techdocs.akamai.com/identity-cloud/docs/javascript-sdk-email-overview',
      ],
    },
    {
      name: 'email_sender_address',
      type: 'string',
      environmentSpecific: true,
      description:
        'From header, with or without display name. Default sender is noreply@janrain.com; a new address must first be verified by the vendor (SES).',
      impact: setTo(
        'e-mail',
        '{users} get e-mails from {after}{instead}; an address that is not verified with the service sends none.',
        '{users} get e-mails from the sender of {fallback} instead of {before}.',
      ),
      sources: [
        'https://educationcenter.janrain.com/home/configapp-idsettings',
        'https://techdocs.akamai.com/identity-cloud/docs/customize-the-transactional-email-service',
      ],
    },
    {
      name: 'site_name',
      type: 'string',
      environmentSpecific: true,
      description: 'Site named in transactional e-mails and on sign-in pages.',
      impact: setTo(
        'e-mail',
        '{users} read the site name {after}{instead} in e-mails and on sign-in pages.',
        '{users} read the site name of {fallback} in e-mails and on sign-in pages instead of {before}.',
      ),
      sources: [
        'https://techdocs.akamai.com/identity-cloud-config/reference/get-client-settings',
        'https://techdocs.akamai.com/identity-cloud-config/reference/put-client-settings',
      ],
    },
    {
      name: 'password_recover_url',
      type: 'string',
      environmentSpecific: true,
      description: 'Base URL of password reset links.',
      direction: linkWithCode,
      impact: setTo(
        'redirects',
        '{users} who reset their password are led to {after}{instead}, with a code that lets them in.',
        '{users} who reset their password are led to the address of {fallback} instead of {before}.',
      ),
      sources: ['https://techdocs.akamai.com/identity-cloud-config/reference/get-client-settings'],
    },
    {
      name: 'verify_email_url',
      type: 'string',
      environmentSpecific: true,
      description:
        'Destination of e-mail verification links. Mandatory on a Hosted Login application client; created with it.',
      direction: linkWithCode,
      impact: setTo(
        'redirects',
        '{users} who verify their e-mail address are led to {after}{instead}.',
        '{users} who verify their e-mail address are led to the address of {fallback} instead of {before}.',
      ),
      sources: [
        'https://techdocs.akamai.com/identity-cloud/docs/verify-an-email-address',
        'https://techdocs.akamai.com/identity-cloud/docs/you-get-a-verify_email_url-is-not-set-error',
      ],
    },
  ],
};
