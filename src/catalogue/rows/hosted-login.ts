import type { Direction } from '../../model/setting.ts';
import { type CatalogueGroup, impact, setTo } from '../../model/setting.ts';

const switchedOff: Direction = {
  kind: 'false-is-weaker',
  reason: 'people may sign in with an address that is not proven to be theirs',
};

const secondFactor: Direction = {
  kind: 'false-is-weaker',
  reason: 'a stolen password alone is enough to sign in',
};

const fetched: Direction = { kind: 'url', reason: 'the browser of everyone who signs in fetches it' };

/** A condition that a profile has to meet before a sign-in succeeds. */
const condition = (entries: string, weaker: string): Pick<CatalogueGroup['rows'][number], 'direction' | 'impact'> => ({
  direction: { kind: 'fewer-is-weaker', reason: weaker },
  impact: impact('authentication', {
    added: `{users} get in only once their profile has ${entries}: all others are held up at the next sign-in.`,
    changed: `{users} get in only once their profile has ${entries}: those who lack a new one are held up at the next sign-in.`,
    removed: `{users} are no longer held up for want of ${entries}, unless {fallback} names some.`,
  }),
});

const image = (what: string): ReturnType<typeof impact> =>
  setTo(
    'cosmetic',
    `{users} see the ${what} {after}{instead} where they sign in.`,
    `{users} see the ${what} of {fallback} instead of {before} where they sign in.`,
  );

/**
 * Settings of Hosted Login. The Console adds them by typing the name, as it adds custom settings: they may come back in
 * `custom`, and then as texts.
 */
export const hostedLogin: CatalogueGroup = {
  group: null,
  rows: [
    {
      name: 'authorization.rules.email_is_verified',
      type: 'boolean',
      section: 'either',
      default: false,
      allowedValues: [true, false],
      description:
        "Hosted Login rule: no access token before the profile's e-mail address is verified. Off unless set.",
      direction: switchedOff,
      impact: impact('authentication', {
        removed: '{users} get in without having verified their e-mail address, unless {fallback} says otherwise.',
        to: {
          true: '{users} who have not verified their e-mail address are stopped after the password until they do.',
          false: '{users} get in without having verified their e-mail address.',
        },
      }),
      sources: [
        'https://techdocs.akamai.com/identity-cloud/docs/hosted-login-authorization-rules',
        'https://techdocs.akamai.com/identity-cloud/docs/authorizationrulesemail_is_verified',
        'https://techdocs.akamai.com/identity-cloud/docs/the-v1-email-verification-required-screen-authrule_verifyemail-overview',
        'https://techdocs.akamai.com/identity-cloud/docs/require-email-address-verification-without-enabling-two-factor-authentication',
      ],
    },
    {
      name: 'authorization.rules.min_age',
      type: 'integer',
      section: 'either',
      unit: 'years',
      description:
        "Hosted Login rule: youngest age, by the profile's birthday, at which a sign-in succeeds. Profiles without a birthday are stopped too. Off unless set.",
      direction: {
        kind: 'lower-is-weaker',
        zero: 'a-number',
        unset: 'weakest',
        usual: 13,
        reason: 'younger users are allowed',
      },
      impact: setTo(
        'authentication',
        '{users} younger than {after} years{instead}, and all whose birthday is not known, can no longer sign in.',
        '{users} of any age can sign in, unless {fallback} sets one.',
      ),
      sources: [
        'https://techdocs.akamai.com/identity-cloud/docs/hosted-login-authorization-rules',
        'https://techdocs.akamai.com/identity-cloud/docs/authorizationrulesmin_age',
        'https://janrain-education-center.knowledgeowl.com/home/hosted-login-authorization-rules-videos',
      ],
    },
    {
      name: 'authorization.rules.required_attributes',
      type: 'json',
      unordered: true,
      section: 'either',
      description:
        'Hosted Login rule: profile attributes that must not be null before a sign-in succeeds. Evaluated first. Off unless set.',
      ...condition('the listed attributes', 'accounts of which less is known get in'),
      sources: [
        'https://techdocs.akamai.com/identity-cloud/docs/hosted-login-authorization-rules',
        'https://techdocs.akamai.com/identity-cloud/docs/authorizationrulesrequired_attributes',
        'https://techdocs.akamai.com/identity-cloud/docs/the-v2-additional-information-required-screen-authrule_reqattrs-overview',
      ],
    },
    {
      name: 'authorization.rules.consents',
      type: 'json',
      unordered: true,
      section: 'either',
      description:
        'Hosted Login rule: names of consents that must be granted before a sign-in succeeds. Off unless set.',
      ...condition('the listed consents', 'people get in without a consent that was a condition so far'),
      sources: [
        'https://identitydocs.akamai.com/getting-started/consent/2-opts/page6-authrule/',
        'https://techdocs.akamai.com/identity-cloud/docs/hosted-login-authorization-rules',
        'https://techdocs.akamai.com/identity-cloud/docs/the-v2-user-consent-required-screen-authrule_consents-overview',
      ],
    },
    {
      name: 'authorization.rules.legal_accepted',
      type: 'json',
      unordered: true,
      section: 'either',
      description:
        'Hosted Login rule: identifiers of the legal texts that a profile must have accepted. Must name the values of legal_acceptance_id_1 and _2. New applications get ["privacyPolicy-v1", "termsOfService-v1"] at the global scope.',
      ...condition('the listed acceptances', 'people get in without having accepted the current terms'),
      sources: [
        'https://identitydocs.akamai.com/getting-started/hosted-login/step4/page4-terms/',
        'https://identitydocs.akamai.com/getting-started/consent/1-terms/page3-versioning/',
        'https://techdocs.akamai.com/identity-cloud/docs/hosted-login-authorization-rules',
      ],
    },
    {
      name: 'authorization.rules.legal_acceptances',
      type: 'json',
      section: 'either',
      description: 'Spelling of authorization.rules.legal_accepted that some pages print, most likely a typo.',
      impact: setTo(
        'cosmetic',
        'Probably nothing: the rule is documented as authorization.rules.legal_accepted.',
        'Probably nothing: the rule is documented as authorization.rules.legal_accepted.',
      ),
      sources: [
        'https://techdocs.akamai.com/identity-cloud/docs/the-v2-terms-of-service-screen-authrule_acceptlegal-overview',
        'https://techdocs.akamai.com/identity-cloud/docs/the-v2-additional-information-required-screen-authrule_reqattrs-overview',
        'https://techdocs.akamai.com/identity-cloud/docs/the-v2-user-consent-required-screen-authrule_consents-overview',
      ],
    },
    {
      name: 'authorization.rules.ttl',
      type: 'integer',
      section: 'either',
      unit: 'seconds',
      description:
        'Hosted Login rule: how long a session on one device may last before the user must authenticate again, even with valid tokens. Its default is not documented.',
      direction: {
        kind: 'higher-is-weaker',
        zero: 'may-be-unlimited',
        unset: 'weakest',
        usual: 2_592_000,
        reason: 'a device that was left or stolen stays signed in for longer',
      },
      impact: setTo(
        'session',
        '{users} enter their password again after {after}{instead} on each device.',
        '{users} stay signed in without the limit of {before}, unless {fallback} sets one.',
      ),
      sources: [
        'https://janrain-education-center.knowledgeowl.com/home/hosted-login-authorization-rules-videos',
        'https://techdocs.akamai.com/identity-cloud/docs/authorizationrulesttl',
        'https://techdocs.akamai.com/identity-cloud/docs/hosted-login-authorization-rules',
      ],
    },
    {
      name: 'legal_acceptance_id_1',
      type: 'string',
      section: 'either',
      default: 'privacyPolicy-v1',
      description: 'Identifier of the privacy policy that registration and re-acceptance write into a profile.',
      impact: setTo(
        'authentication',
        '{users} accept the privacy policy as {after}{instead}; authorization.rules.legal_accepted must name it as well, or they are asked again and again.',
        '{users} accept the privacy policy as {fallback} names it instead of {before}.',
      ),
      sources: [
        'https://identitydocs.akamai.com/getting-started/hosted-login/step4/page4-terms/',
        'https://identitydocs.akamai.com/getting-started/consent/1-terms/page3-versioning/',
      ],
    },
    {
      name: 'legal_acceptance_id_2',
      type: 'string',
      section: 'either',
      default: 'termsOfService-v1',
      description: 'Identifier of the terms of service that registration and re-acceptance write into a profile.',
      impact: setTo(
        'authentication',
        '{users} accept the terms of service as {after}{instead}; authorization.rules.legal_accepted must name them as well, or they are asked again and again.',
        '{users} accept the terms of service as {fallback} names them instead of {before}.',
      ),
      sources: [
        'https://identitydocs.akamai.com/getting-started/hosted-login/step4/page4-terms/',
        'https://identitydocs.akamai.com/getting-started/consent/1-terms/page3-versioning/',
      ],
    },
    {
      name: 'authentication.second_factor',
      type: 'boolean',
      section: 'either',
      default: false,
      allowedValues: [true, false],
      description:
        'Two-factor sign-in of Hosted Login version 2: an access code by e-mail or text message. Off unless set.',
      direction: secondFactor,
      impact: impact('authentication', {
        removed: '{users} sign in with the password alone, unless {fallback} says otherwise.',
        to: {
          true: '{users} enter a code at the next sign-in; text messages cost money.',
          false: '{users} sign in with the password alone.',
        },
      }),
      sources: [
        'https://techdocs.akamai.com/identity-cloud/docs/enable-and-disable-two-factor-authentication',
        'https://techdocs.akamai.com/identity-cloud/docs/two-factor-authentication-options',
        'https://identitydocs.akamai.com/getting-started/rba/1-2fa/page3-enable2fa/',
      ],
    },
    {
      name: 'authentication.second_factor.trust_device_ttl',
      type: 'integer',
      section: 'either',
      default: 2_592_000,
      unit: 'seconds',
      description: 'How long a trusted device skips the second factor; each sign-in starts the time anew. 0: never.',
      direction: {
        kind: 'higher-is-weaker',
        zero: 'a-number',
        unset: 'unknown',
        usual: 7_776_000,
        reason: 'the holder of a trusted device needs only the password for longer',
      },
      impact: {
        ...setTo(
          'authentication',
          '{users} enter no code on a trusted device for {after}{instead}.',
          '{users} enter no code on a trusted device for the time of {fallback} instead of {before}.',
        ),
        to: { 0: '{users} enter a code at each sign-in: no device is trusted.' },
      },
      sources: [
        'https://techdocs.akamai.com/identity-cloud/docs/modify-the-trusted-device-time-to-live-value',
        'https://identitydocs.akamai.com/getting-started/rba/1-2fa/page4-trustdevice/',
        'https://identitydocs.akamai.com/getting-started/2fa/3-customize/page1-trustdevice/',
        'https://educationcenter.janrain.com/home/requiring-two-factor-authentication-on-each-login',
      ],
    },
    {
      name: 'authentication.providers',
      type: 'json',
      unordered: true,
      section: 'either',
      description:
        'Social login providers on the sign-in screen. Missing: all that the Social Login dashboard has. Empty: none.',
      direction: {
        kind: 'more-is-weaker',
        entries: 'list',
        unset: 'all',
        reason: 'one more outside party can vouch for users',
      },
      impact: impact('authentication', {
        added: '{users} can sign in with the listed social accounts only; users of another one cannot get in that way.',
        changed:
          '{users} can sign in with another set of social accounts; users of a removed one cannot get in that way.',
        removed: '{users} can sign in with every social account that is set up, unless {fallback} names some.',
      }),
      sources: [
        'https://identitydocs.akamai.com/getting-started/hosted-login/step4/page1-social/',
        'https://identitydocs.akamai.com/getting-started/custom-idp/step2/page4-addtohl/',
        'https://techdocs.akamai.com/identity-cloud/docs/troubleshoot-custom-providers',
        'https://techdocs.akamai.com/identity-cloud/docs/configure-social-login-in-hosted-login',
      ],
    },
    {
      name: 'authentication.providers.custom',
      type: 'json',
      section: 'either',
      environmentSpecific: true,
      description:
        'Custom identity providers: the key is customer ID, a dot, provider ID; the value has name, icon and provider.',
      direction: {
        kind: 'more-is-weaker',
        entries: 'members',
        unset: 'none',
        reason: 'a provider that the customer brings can vouch for users',
      },
      impact: impact('authentication', {
        added: '{users} see the listed providers of your own where they sign in.',
        changed:
          '{users} see another set of providers of your own where they sign in; one that went, or is mistyped, does not work.',
        removed: '{users} can no longer sign in with these providers, unless {fallback} lists them.',
      }),
      sources: [
        'https://techdocs.akamai.com/identity-cloud/docs/enable-a-custom-provider-in-hosted-login',
        'https://identitydocs.akamai.com/getting-started/custom-idp/step2/page4-addtohl/',
        'https://techdocs.akamai.com/identity-cloud/docs/troubleshoot-custom-providers',
      ],
    },
    {
      name: 'theming.logoURL',
      type: 'string',
      section: 'either',
      description: "URL of the logo on all Hosted Login screens; must be publicly readable. Missing: Akamai's logo.",
      direction: fetched,
      impact: image('logo'),
      sources: [
        'https://techdocs.akamai.com/identity-cloud/docs/change-your-logo',
        'https://educationcenter.janrain.com/home/changing-your-hosted-login-logo',
      ],
    },
    {
      name: 'theming.faviconURL',
      type: 'string',
      section: 'either',
      description: "URL of the icon in the browser tab of Hosted Login; must be publicly readable. Missing: Akamai's.",
      direction: fetched,
      impact: image('icon'),
      sources: [
        'https://techdocs.akamai.com/identity-cloud/docs/change-your-favicon',
        'https://educationcenter.janrain.com/home/changing-your-hosted-login-favicon',
      ],
    },
    {
      name: 'theming.stylesheetURLs',
      type: 'string',
      section: 'either',
      description:
        'URLs of the style sheets of Hosted Login, with commas between them, the default one first; later ones win.',
      direction: {
        kind: 'url',
        list: 'commas',
        reason: 'the owner of the host can restyle the page on which passwords are typed',
      },
      impact: image('style sheets'),
      sources: [
        'https://techdocs.akamai.com/identity-cloud/docs/add-custom-css-stylesheets',
        'https://educationcenter.janrain.com/home/adding-a-custom-css-stylesheet-to-hosted-login',
      ],
    },
    {
      name: 'theming.fontURLs',
      type: 'string',
      section: 'either',
      description: 'URLs of font files of Hosted Login, with commas between them.',
      direction: { ...fetched, list: 'commas' },
      impact: image('fonts'),
      sources: [
        'https://techdocs.akamai.com/identity-cloud/docs/add-fonts',
        'https://educationcenter.janrain.com/home/adding-fonts-to-hosted-login',
      ],
    },
    {
      name: 'customer_id',
      type: 'string',
      section: 'either',
      environmentSpecific: true,
      description: 'Akamai customer ID of the Hosted Login account, part of every Hosted Login URL.',
      impact: setTo(
        'cosmetic',
        'Operators and scripts look the customer ID up here and find {after}{instead}.',
        'Operators and scripts no longer find the customer ID here.',
      ),
      sources: ['https://techdocs.akamai.com/identity-cloud-custom-provider/reference/put-custom-provider'],
    },
  ],
};
