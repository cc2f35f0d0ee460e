import type { Direction } from '../../model/setting.ts';
import { type CatalogueGroup, impact, setTo } from '../../model/setting.ts';

const form = (what: string): ReturnType<typeof impact> =>
  setTo(
    'cosmetic',
    `Agents get the form {after}{instead} in the Console ${what}.`,
    `Agents get the form of {fallback} in the Console ${what}.`,
  );

const limitBy = (what: string): ReturnType<typeof impact> =>
  impact('permissions', {
    added: `Agents of the Console are limited by ${what}: who may see which profiles changes.`,
    changed: `Agents of the Console are limited by another ${what}: who may see which profiles changes.`,
    removed: `Agents of the Console are no longer limited by ${what}: they may see more profiles.`,
  });

const emptySearch: Direction = {
  kind: 'true-is-weaker',
  reason: 'an agent may list all invitations without a search term',
};

const agentLimit: Direction = {
  kind: 'unset-is-weaker',
  form: 'text',
  reason: 'it limits which profiles an agent of the Console may see',
};

const agentLimits: Direction = { ...agentLimit, form: 'list' };

/** What agents of the Console see. `{entity_type}` is the name of an entity type. */
export const console: CatalogueGroup = {
  group: 'Customer Care Portal',
  rows: [
    {
      name: 'ccp_edit_form',
      type: 'string',
      default: 'ccp_editProfileForm',
      description: 'Form the Console uses to edit a profile; falls back to ccp_editProfileForm, then editProfileForm.',
      impact: form('to edit a profile'),
      sources: [
        'https://techdocs.akamai.com/identity-cloud/docs/application-and-api-client-settings',
        'https://educationcenter.janrain.com/home/configuring-customer-care-portal-settings',
      ],
    },
    {
      name: 'ccp_enable_email_send_buttons',
      type: 'boolean',
      default: true,
      allowedValues: [true, false],
      description: 'Shows the Resend Verification and password e-mail buttons in the Console.',
      impact: impact('e-mail', {
        removed: 'Whether agents of the Console may send verification and password e-mails follows {fallback}.',
        to: {
          true: 'Agents of the Console see buttons that send verification and password e-mails.',
          false: 'Agents of the Console no longer see buttons that send verification and password e-mails.',
        },
      }),
      sources: [
        'https://techdocs.akamai.com/identity-cloud/docs/application-and-api-client-settings',
        'https://educationcenter.janrain.com/home/configuring-customer-care-portal-settings',
      ],
    },
    {
      name: 'ccp_flow_locale',
      type: 'string',
      description: 'Flow locale for Console actions.',
      impact: setTo(
        'cosmetic',
        'Agents work in the Console with the locale {after}{instead}.',
        'Agents work in the Console with the locale of {fallback}.',
      ),
      sources: [
        'https://educationcenter.janrain.com/home/configuring-customer-care-portal-settings',
        'https://learn.akamai.com/en-us/webhelp/identity-cloud/technical-library/GUID-2BC3A89D-C2B3-4086-94AF-24D0EC42A8F6.html',
      ],
    },
    {
      name: 'ccp_flow_name',
      type: 'string',
      description: 'Flow for Console actions; falls back to default_flow_name.',
      impact: setTo(
        'cosmetic',
        'What agents do in the Console follows the flow {after}{instead}.',
        'What agents do in the Console follows the default flow.',
      ),
      sources: [
        'https://educationcenter.janrain.com/home/configuring-customer-care-portal-settings',
        'https://techdocs.akamai.com/identity-cloud-config/reference/get-client-settings',
      ],
    },
    {
      name: 'ccp_flow_version',
      type: 'string',
      description: 'Flow version for Console actions; falls back to default_flow_version.',
      impact: setTo(
        'cosmetic',
        'What agents do in the Console follows version {after} of the flow{instead}.',
        'What agents do in the Console follows the default version of the flow.',
      ),
      sources: [
        'https://educationcenter.janrain.com/home/configuring-customer-care-portal-settings',
        'https://techdocs.akamai.com/identity-cloud-config/reference/get-client-settings',
      ],
    },
    {
      name: 'ccp_recover_password_form',
      type: 'string',
      description: 'Form used when the Console sends a password reset e-mail.',
      impact: setTo(
        'e-mail',
        'Password e-mails that agents send use the form {after}{instead}.',
        'Password e-mails that agents send use the form of {fallback}.',
      ),
      sources: [
        'https://educationcenter.janrain.com/home/configuring-customer-care-portal-settings',
        'https://learn.akamai.com/en-us/webhelp/identity-cloud/technical-library/GUID-2BC3A89D-C2B3-4086-94AF-24D0EC42A8F6.html',
      ],
    },
    {
      name: 'ccp_registration_form',
      type: 'string',
      description: 'Form used to create profiles in the Console.',
      impact: form('to create a profile'),
      sources: [
        'https://educationcenter.janrain.com/home/configuring-customer-care-portal-settings',
        'https://learn.akamai.com/en-us/webhelp/identity-cloud/technical-library/GUID-2BC3A89D-C2B3-4086-94AF-24D0EC42A8F6.html',
      ],
    },
    {
      name: 'ccp_verify_email_form',
      type: 'string',
      description: 'Form used when the Console sends a verification e-mail.',
      impact: setTo(
        'e-mail',
        'Verification e-mails that agents send use the form {after}{instead}.',
        'Verification e-mails that agents send use the form of {fallback}.',
      ),
      sources: [
        'https://educationcenter.janrain.com/home/configuring-customer-care-portal-settings',
        'https://learn.akamai.com/en-us/webhelp/identity-cloud/technical-library/GUID-2BC3A89D-C2B3-4086-94AF-24D0EC42A8F6.html',
      ],
    },
    {
      name: 'invitation_search_allow_empty',
      type: 'boolean',
      globalOnly: true,
      allowedValues: [true, false],
      description: 'By its name, lets an agent search invitations with no term.',
      direction: emptySearch,
      impact: impact('permissions', {
        removed: 'Whether agents may list all invitations follows {fallback}.',
        to: {
          true: 'Agents of the Console may list all invitations without a search term.',
          false: 'Agents of the Console must give a search term to find invitations.',
        },
      }),
      sources: ['https://educationcenter.janrain.com/home/configapp-idsettingsoptions'],
    },
    {
      name: '{entity_type}_distinguisher_field',
      type: 'string',
      globalOnly: true,
      description:
        'One indexed attribute path by which agent access to profiles of the entity type is limited (user_distinguisher_field, ...). Ignored at client scope.',
      direction: agentLimit,
      impact: limitBy('attribute of a profile'),
      sources: [
        'https://educationcenter.janrain.com/home/configapp-idclientsclient-idsettings',
        'https://techdocs.akamai.com/identity-cloud/docs/restrict-console-agent-activity-by-profile-type',
      ],
    },
    {
      name: '{entity_type}_distinguisher_field_values',
      type: 'json',
      description: 'Values of the distinguisher field an agent can be limited to. JSON is assumed.',
      direction: agentLimits,
      impact: limitBy('list of values'),
      sources: ['https://techdocs.akamai.com/identity-cloud/docs/restrict-console-agent-activity-by-profile-type'],
    },
    {
      name: '{entity_type}_search_distinguisher_field',
      type: 'string',
      description:
        'Spelling of the distinguisher setting on the CCP pages; the restrict-agent page and the API pages leave out search_. Ask settings/options which one exists.',
      direction: agentLimit,
      impact: limitBy('attribute of a profile'),
      sources: [
        'https://educationcenter.janrain.com/home/configuring-customer-care-portal-settings',
        'https://learn.akamai.com/en-us/webhelp/identity-cloud/technical-library/GUID-2BC3A89D-C2B3-4086-94AF-24D0EC42A8F6.html',
        'https://techdocs.akamai.com/identity-cloud/docs/configure-customer-care-portal-settings',
      ],
    },
    {
      name: '{entity_type}_search_distinguisher_field_values',
      type: 'json',
      description: 'Values of the distinguisher setting in the spelling of the CCP pages.',
      direction: agentLimits,
      impact: limitBy('list of values'),
      sources: ['https://educationcenter.janrain.com/home/configuring-customer-care-portal-settings'],
    },
    {
      name: '{entity_type}_search_display_fields',
      type: 'json',
      default: [
        { name: 'givenName', title: 'First Name' },
        { name: 'familyName', title: 'Last Name' },
        { name: 'email', title: 'Email' },
        { name: 'primaryAddress.phone', title: 'Phone' },
        { name: 'birthday', title: 'Birthday' },
        { name: 'created', title: 'Created' },
      ],
      description:
        "Columns of the Console's Manage Profiles page: array of {name,title}. Deleting the setting restores the default.",
      impact: impact('cosmetic', {
        added: 'Agents see other columns where the Console lists profiles.',
        changed: 'Agents see other columns where the Console lists profiles.',
        removed: 'Agents see the usual columns where the Console lists profiles.',
      }),
      sources: [
        'https://techdocs.akamai.com/identity-cloud/docs/modify-user-profile-search-display-attributes',
        'https://educationcenter.janrain.com/home/configuring-customer-care-portal-settings',
      ],
    },
  ],
};
