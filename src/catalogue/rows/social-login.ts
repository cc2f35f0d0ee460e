import { type CatalogueGroup, impact, setTo } from '../row.ts';
import { serverOfSignIn } from './other.ts';

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
