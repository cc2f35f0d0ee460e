import type { Application } from '../../model/application.ts';
import { packageText } from '../../tool-version.ts';
import { variablesHead } from '../../workflows/files/write-file.ts';
import { modelineOf } from '../../yaml-edit/import/write-config.ts';
import { writeLine } from '../../yaml-edit/write/yaml-text.ts';
import type { CiHost } from './init-answers.ts';

/** A file that init creates: its path from the working folder, with forward slashes. */
export type StarterFile = { readonly name: string; readonly text: string };

/** The lines for .gitignore, each with equivalent spellings. */
export const ignoredLines: readonly { readonly line: string; readonly same: readonly string[] }[] = [
  { line: '.env', same: ['.env', '/.env'] },
  { line: '.capstan/', same: ['.capstan/', '.capstan', '/.capstan/', '/.capstan'] },
];

/** The configuration: it names the application and manages nothing yet. */
export function starterConfig({ id, region, configUrl, captureUrl }: Application, schema: string): StarterFile {
  const host = region === null ? `configUrl: ${writeLine(configUrl)}` : `region: ${writeLine(region)}`;
  const lines = [
    modelineOf(schema),
    '#',
    '# The desired configuration. `capstan plan` shows what would change; `capstan apply` applies it.',
    '# A setting that is not in this file is never touched. To remove one, list it under `absent`.',
    'version: 1',
    '',
    '# The Console shows the id and the registration domain on the page Manage Application.',
    'application:',
    `  id: ${writeLine(id)}`,
    `  ${host}`,
    ...(captureUrl === null ? domainHint : [`  captureUrl: ${writeLine(captureUrl)}`]),
    '',
    '# `capstan import` writes the live values in the form of the following lines.',
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
  '  # With the registration domain, capstan writes single keys instead of whole scopes:',
  '  # captureUrl: https://my-app.us-dev.janraincapture.com',
];

/** What must never change, whatever the configuration says. */
export const starterProtection: StarterFile = {
  name: 'capstan.protect.yaml',
  text: `# What must never change or be removed, whatever capstan.yaml says. Give this file its own code owner.
version: 1
protect: []
# protect:
#   - { target: settings.verify_email_url, reason: "links in e-mails that were sent already" }
#   - { target: "clients.*.settings.janrainOidcClientId", reason: "ties a client to its OIDC client" }
`,
};

/** The variables to set, without values. */
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

/** The workflows of a CI host, copied from the examples of capstan. */
export function workflowFiles(ci: CiHost): readonly StarterFile[] {
  return workflows[ci].map(({ name, example }) => ({ name, text: packageText(`examples/${example}`) }));
}

/** The next steps for the workflows of a CI host. */
export function workflowHint(host: CiHost): string | null {
  // A release names its own commit in them; a build from a clone cannot.
  const isPinned = !workflowFiles(host).some(({ text }) => text.includes(placeholder));
  return isPinned ? furtherHint[host] : `${placeHint} ${furtherHint[host]}`;
}

const placeholder = 'example-org/capstan@';
const placeHint =
  'In the workflows, replace example-org/capstan and the zeros with the repository of capstan and a commit of it.';

const furtherHint: { readonly [host in CiHost]: string | null } = {
  github:
    'Set the secrets CAPSTAN_CLIENT_ID and CAPSTAN_CLIENT_SECRET of the repository. The workflows compare with the tag capstan/production: set it on the commit that was last applied.',
  gitlab:
    'Set the variables CAPSTAN_PACKAGE, CAPSTAN_CLIENT_ID, CAPSTAN_CLIENT_SECRET and CAPSTAN_TAG_TOKEN of the project. The jobs compare with the tag capstan/production: set it on the commit that was last applied.',
  none: null,
};
