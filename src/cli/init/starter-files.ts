import { lstat, mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { errorCode } from '../../leaf/system-text.ts';
import type { Application } from '../../model/desired.ts';
import { visibleText } from '../../render/escape/visible-text.ts';
import { packageText } from '../../tool-version.ts';
import { type ExpectedEnd, endWith } from '../../workflows/ending.ts';
import { outputPlace } from '../../workflows/files/output-place.ts';
import { replaceFile, variablesHead, writeIfNew } from '../../workflows/files/write-file.ts';
import { modelineOf } from '../../yaml-edit/import/write-config.ts';
import { writeLine } from '../../yaml-edit/write/yaml-text.ts';
import type { CiHost } from './init-answers.ts';

/** A file that init creates: its path from the working folder, with forward slashes. */
export type StarterFile = { readonly name: string; readonly text: string };

/** The lines for .gitignore, each with equivalent spellings. */
const ignoredLines: readonly { readonly line: string; readonly same: readonly string[] }[] = [
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

/** A file and its planned content. */
export type PlannedFile =
  | { readonly kind: 'left'; readonly name: string; readonly why: string }
  | { readonly kind: 'new'; readonly name: string; readonly place: string; readonly text: string }
  | {
      readonly kind: 'append';
      readonly name: string;
      readonly place: string;
      readonly before: Buffer;
      readonly lines: readonly string[];
    };

/** The result for a file. */
export type WrittenFile = {
  readonly name: string;
  readonly kind: 'written' | 'appended' | 'left';
  readonly said: string;
};

const isThere = 'it already exists';

/** Checks all paths before anything is written, so that a link leaves no partial result. */
export async function plannedFile({ name, text }: StarterFile, cwd: string): Promise<PlannedFile> {
  const place = await placeOf(name, cwd);
  return place === null ? { kind: 'left', name, why: isThere } : { kind: 'new', name, place, text };
}

/** Appends the lines that .gitignore lacks, or creates it. */
export async function plannedIgnore(cwd: string): Promise<PlannedFile> {
  const name = '.gitignore';
  const all = ignoredLines.map(({ line }) => line);
  const missing = await placeOf(name, cwd);
  if (missing !== null) return { kind: 'new', name, place: missing, text: `${all.join('\n')}\n` };
  const place = `${cwd}/${name}`;
  const found = await lstat(place).catch((cause: unknown) => {
    throw notWritable(name, errorCode(cause));
  });
  if (!found.isFile()) return { kind: 'left', name, why: `it is not a regular file; add ${all.join(' and ')} to it` };
  const before = await readFile(place).catch((cause: unknown) => {
    throw notWritable(name, errorCode(cause));
  });
  const present = before
    .toString('utf8')
    .split(/\r?\n/)
    .map((line) => line.trim());
  const lines = ignoredLines.filter(({ same }) => !same.some((one) => present.includes(one))).map(({ line }) => line);
  if (lines.length === 0) return { kind: 'left', name, why: 'it already has these lines' };
  return { kind: 'append', name, place, before, lines };
}

/** The path of a new file, without links; null if the name exists. */
async function placeOf(name: string, cwd: string): Promise<string | null> {
  const found = await lstat(`${cwd}/${name}`).catch((cause: unknown) => {
    // A problem with a parent folder is reported when it is created.
    if (['ENOENT', 'ENOTDIR'].includes(errorCode(cause))) return null;
    throw notWritable(name, errorCode(cause));
  });
  return found === null ? outputPlace({ path: name, asked: 'The file' }, cwd) : null;
}

/** Writes one file. A file created in the meantime is left unchanged. */
export async function writePlanned(file: PlannedFile): Promise<WrittenFile> {
  const { name } = file;
  switch (file.kind) {
    case 'left':
      return left(name, file.why);
    case 'new':
      return (await created(file)) === 'written' ? { name, kind: 'written', said: 'written' } : left(name, isThere);
    case 'append': {
      const { place, before, lines } = file;
      await replaceFile({ path: place, shown: name, before, after: withLines(before, lines) });
      return { name, kind: 'appended', said: `${lines.join(' and ')} added at the end` };
    }
  }
}

function left(name: string, why: string): WrittenFile {
  return { name, kind: 'left', said: `left unchanged: ${why}` };
}

async function created({ name, place, text }: PlannedFile & { readonly kind: 'new' }): Promise<'written' | 'there'> {
  try {
    await mkdir(dirname(place), { recursive: true });
    return await writeIfNew(place, text);
  } catch (cause) {
    throw notWritable(name, errorCode(cause));
  }
}

function withLines(before: Buffer, lines: readonly string[]): Buffer {
  const text = before.toString('latin1');
  const end = text.includes('\r\n') ? '\r\n' : '\n';
  const start = text === '' || text.endsWith('\n') ? '' : end;
  return Buffer.concat([before, Buffer.from(`${start}${lines.map((line) => `${line}${end}`).join('')}`)]);
}

function notWritable(name: string, reason: string): ExpectedEnd {
  return endWith('cannotWriteOutput', {
    code: 'output-not-writable',
    message: `The file ${visibleText(name)} cannot be written (${reason}).`,
    cure: 'Make its folder writable, or move what has its name; then run init again, which keeps existing files.',
  });
}
