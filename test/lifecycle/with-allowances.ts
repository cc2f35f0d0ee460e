import { laterDay } from '../support/later-day.ts';

/** As far as stories look into a file. */
type File = {
  readonly allow?: readonly object[];
  readonly clients?: Readonly<Record<string, object>>;
};

/** Those of the files, and of the outside edits that `unmentioned: remove` may take away again. */
const settingsOfStories = [
  'ccp_enable_email_send_buttons',
  'default_flow_version',
  'email_method',
  'login_attempts',
  'login_attempts_threshold',
  'password_recover_url',
  'rpx_realm',
  'site_name',
  'user_search_display_fields',
];

const numbersOfStories = ['login_attempts', 'login_attempts_threshold'];

const perScope = ['first-adoption', 'empty-desired-state', 'too-many-removals', 'too-many-updates'];
const why = { until: laterDay(), reason: 'stories are about what happens after the approval' };

/** The file with every allowance that stories need: guards have tests of their own, and a blocked plan does nothing. */
export function withAllowances(file: object): object {
  const { clients = {} } = file as File;
  const scopes = [
    allowancesOf('global', ''),
    ...Object.keys(clients).flatMap((alias) => [
      allowancesOf(`clients.${alias}`, `clients.${alias}.`),
      [{ guard: 'security-lowered', target: `clients.${alias}.features`, ...why }],
    ]),
  ];
  return { ...file, allow: [...((file as File).allow ?? []), ...scopes.flat()] };
}

function allowancesOf(name: string, prefix: string): readonly object[] {
  return [
    ...perScope.map((guard) => ({ guard, target: name, ...why })),
    ...settingsOfStories.map((key) => ({ guard: 'security-lowered', target: `${prefix}settings.${key}`, ...why })),
    ...numbersOfStories.map((key) => ({ guard: 'value-not-allowed', target: `${prefix}settings.${key}`, ...why })),
  ];
}
