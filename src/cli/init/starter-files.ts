import type { Application } from '../../model/application.ts';
import { packageText } from '../../tool-version.ts';
import { variablesHead } from '../../workflows/files/starter-variables.ts';
import { modelineOf } from '../../yaml-edit/import/write-config.ts';
import { writeLine } from '../../yaml-edit/write/yaml-text.ts';
import type { CiHost } from './init-answers.ts';

/** A file that init makes: its name from the working folder, with forward slashes. */
export type StarterFile = { readonly name: string; readonly text: string };

/** The lines that belong into .gitignore, each with the other ways to write it. */
export const ignoredLines: readonly { readonly line: string; readonly same: readonly string[] }[] = [
  { line: '.env', same: ['.env', '/.env'] },
  { line: '.capstan/', same: ['.capstan/', '.capstan', '/.capstan/', '/.capstan'] },
];

/** The configuration: which application it is, and nothing yet of what that should be. */
export function starterConfig({ id, region, configUrl, captureUrl }: Application, schema: string): StarterFile {
  const host = region === null ? `configUrl: ${writeLine(configUrl)}` : `region: ${writeLine(region)}`;
  const lines = [
    modelineOf(schema),
    '#',
    '# What the application should be. `capstan plan` shows what would change; `capstan apply` carries it out.',
    '# A setting that is not in this file is never touched. To remove one, list it under `absent`.',
    'version: 1',
    '',
    '# The Console shows the id and the registration domain on the page Manage Application.',
    'application:',
    `  id: ${writeLine(id)}`,
    `  ${host}`,
    ...(captureUrl === null ? domainHint : [`  captureUrl: ${writeLine(captureUrl)}`]),
    '',
    '# `capstan import` writes what is live in the form of the following lines.',
    '# settings:',
    '#   login_attempts: 5',
    '# custom:',
    '#   support_url: https://www.example.com/support',
    '# clients:',
    '#   web-login:',
    '#     id: CLIENT_ID',
    '#     features: [login_client]',
  ];
  return { name: 'capstan.yaml', text: `${lines.join('\n')}\n` };
}

const domainHint = [
  '  # With the registration domain, single keys are written one by one instead of whole scopes:',
  '  # captureUrl: https://my-app.us-dev.janraincapture.com',
];

/** What may never change, whatever the other file says. */
export const starterProtection: StarterFile = {
  name: 'capstan.protect.yaml',
  text: `# What may never change or go, whatever capstan.yaml says. Give this file a code owner of its own.
version: 1
protect: []
# protect:
#   - { target: settings.verify_email_url, reason: "links in e-mails that were sent already" }
#   - { target: "clients.*.settings.janrainOidcClientId", reason: "ties a client to its OIDC client" }
`,
};

/** The variables to set, without a value. */
export const starterVariables: StarterFile = {
  name: '.env.example',
  text: `${variablesHead} Copy this file to .env, fill it in, and pass --vars .env; never commit the copy.
# In CI, set the variables from the secret store instead.
# An API client with the owner feature; the Console shows id and secret of a client on the page Manage Properties.
CAPSTAN_CLIENT_ID=
CAPSTAN_CLIENT_SECRET=
`,
};

type Copy = { readonly name: string; readonly example: string };

const workflows: { readonly [host in CiHost]: readonly Copy[] } = {
  github: ['pull-request', 'deploy', 'drift'].map((name) => ({
    name: `.github/workflows/capstan-${name}.yml`,
    example: `github-actions/${name}.yml`,
  })),
  gitlab: [{ name: '.gitlab-ci.yml', example: 'gitlab-ci/.gitlab-ci.yml' }],
  none: [],
};

/** The workflows of a CI host, as they stand in the examples that come with capstan. */
export function workflowFiles(ci: CiHost): readonly StarterFile[] {
  return workflows[ci].map(({ name, example }) => ({ name, text: packageText(`examples/${example}`) }));
}

/** What is left to do for the workflows of a CI host. */
export function workflowHint(host: CiHost): string | null {
  // A release names its own commit in them; what was made of a clone cannot.
  const isPinned = !workflowFiles(host).some(({ text }) => text.includes(placeholder));
  return isPinned ? furtherHint[host] : `${placeHint} ${furtherHint[host]}`;
}

const placeholder = 'example-org/capstan@';
const placeHint =
  'In the workflows, put the repository of capstan and the digest of a commit in the place of example-org/capstan and its zeros.';

const furtherHint: { readonly [host in CiHost]: string | null } = {
  github:
    'Set the secrets CAPSTAN_CLIENT_ID and CAPSTAN_CLIENT_SECRET of the repository. The workflows compare with the tag capstan/production: set it on the commit that says what is live.',
  gitlab:
    'Set the variables CAPSTAN_PACKAGE, CAPSTAN_CLIENT_ID, CAPSTAN_CLIENT_SECRET and CAPSTAN_TAG_TOKEN of the project. The jobs compare with the tag capstan/production: set it on the commit that says what is live.',
  none: null,
};
