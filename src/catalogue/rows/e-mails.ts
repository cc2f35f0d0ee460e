import type { Direction } from '../../model/setting.ts';
import { type CatalogueGroup, setTo } from '../row.ts';

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
