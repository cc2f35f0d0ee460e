import { type CatalogueGroup, impact, setTo } from '../row.ts';
import { serverOfSignIn } from './other.ts';

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
