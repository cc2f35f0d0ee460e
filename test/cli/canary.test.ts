import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Interception, type RecordedRequest, type Sandbox, startSandbox } from '../../src/sandbox/run-sandbox.ts';
import { type CliRun, type RunCli, runCli } from '../support/run-cli.ts';
import { runProgram } from '../support/run-program.ts';
import { scenarioApplication, scenarioCaller, scenarioState } from '../support/scenario-state.ts';

/** Every secret of these tests, live, in the environment or in a file, holds this word. Nothing else does. */
const canary = 'canary';

const live = scenarioState({
  settings: {
    cache_settings: 0,
    login_attempts: 9,
    rpx_key: 'canary-live-rpx',
    backplane_password: 'canary-live-backplane',
  },
  custom: { partner_token: 'canary-live-token', plain: 'x', 'x-canary-live-token': 'y' },
  clients: [
    {
      id: 'weblogin000000000000000000000',
      name: 'Web login',
      features: ['login_client'],
      settings: { rpx_key: 'canary-client-rpx', site_name: 'Old' },
      custom: { 'canary-client-rpx': 'y' },
    },
    // Who makes clients and keys may have put a secret into their names.
    { id: 'partner0000000000000000000000', name: 'App canary-live-rpx', features: [], settings: {} },
    { id: 'other000000000000000000000000', name: `App ${scenarioCaller.secret}`, features: [], settings: {} },
  ],
});

const file = `version: 1
application: { id: ${scenarioApplication}, configUrl: "\${env:SANDBOX_URL}", captureUrl: "\${env:SANDBOX_URL}" }
sensitive: [custom.plain]
settings:
  login_attempts: 3
  rpx_key: \${secret:NEW_RPX}
custom:
  partner_token: prefix-\${secret:NEW_TOKEN}
  plain: \${env:PLAIN}
clients:
  web:
    id: weblogin000000000000000000000
    settings: { site_name: New, rpx_key: "\${secret:NEW_RPX}" }
`;

type Fault = (request: RecordedRequest) => Interception | undefined;
const noFault: Fault = () => undefined;
const faults: Readonly<Record<string, Fault>> = {
  'when all goes well': noFault,
  'when a write is rejected with a body that repeats what was sent': (request) =>
    unlessRead(request, 400, { errors: `bad: ${request.text} ${request.headers['authorization']}` }),
  'when the registration domain answers with an error that repeats what was sent': (request) =>
    unlessRead(request, 200, {
      stat: 'error',
      code: 200,
      error: 'invalid_argument',
      error_description: request.text,
      request_id: request.text,
      argument_name: request.text,
    }),
  'when reads are cut off': (request) =>
    request.path.endsWith('/settings') ? { kind: 'cut-off', work: 'done' } : undefined,
  'when a proxy repeats the request in a page': (request) => ({
    kind: 'answer',
    work: 'skipped',
    reply: {
      status: 502,
      headers: { 'content-type': 'text/html' },
      body: `<html>${JSON.stringify(request.headers)} ${request.text}</html>`,
    },
  }),
};

function unlessRead({ method }: RecordedRequest, status: number, body: object): Interception | undefined {
  if (method === 'GET') return undefined;
  return { kind: 'answer', work: 'skipped', reply: { status, body: JSON.stringify(body) } };
}

/** Every file of a folder, and of the folders in it. */
function textsIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
}

const commandLines: readonly (readonly string[])[] = [
  ['validate', '--verbose'],
  ['validate', '--effective'],
  ['doctor', '--verbose'],
  ['doctor', '--format', 'json'],
  ['plan', '--verbose', '--unmanaged'],
  ['plan', '--format', 'json'],
  ['plan', '--format', 'markdown'],
  ['snapshot', '--out', 'state.json'],
  ['compare', 'live:capstan.yaml', '--format', 'html'],
  ['plan', '--out', 'plan.json'],
  ['apply', '--auto-approve', '--verbose'],
  ['apply', '--auto-approve', '--format', 'json'],
  ['apply', '--auto-approve', '--audit', 'audit.jsonl'],
];

// CI starts a process for each, where `npm test` stays in that of the test.
const everyInProcess = process.env['CAPSTAN_EVERY_PROCESS'] === 'yes';

describe.each(Object.entries(faults))('%s', (fault) => {
  it.each(commandLines)('%s %s says nothing of any secret', async (...args) => {
    await saysNothing(args, fault, everyInProcess ? runCli : runProgram);
  });
});

// A process has more to say: Node itself, where it is asked to tell all that it does. What it tells of depends on what is sent
// and answered: one command is enough for a fault, and one command for each kind of request where all goes well.
const requests = [['validate'], ['doctor'], ['plan', '--out', 'plan.json'], ['snapshot', '--out', 'state.json']];
const inProcesses = [
  ...Object.keys(faults).map(
    (fault) => [fault, ['apply', '--auto-approve', '--verbose', '--audit', 'a.jsonl']] as const,
  ),
  ...requests.map((args) => ['when all goes well', args] as const),
];

describe.concurrent('the built program, in a process that tells all that it does', () => {
  it.each(inProcesses)('%s: %j says nothing of any secret', async (fault, args) => {
    const { stderr } = await saysNothing(args, fault, runCli);
    expect(stderr).toMatch(/^MODULE \d+: /m);
  });
});

/** Runs a command line against a service with a fault, and looks at all that it says: to stdout, to stderr and in files. */
async function saysNothing(args: readonly string[], fault: string, run: RunCli): Promise<CliRun> {
  const sandbox = await startSandbox({ seed: live, intercept: faults[fault] ?? noFault });
  const folder = mkdtempSync(join(tmpdir(), 'capstan-cage-'));
  try {
    writeFileSync(join(folder, 'capstan.yaml'), file);
    const ended = await run(args, { cwd: folder, env: environment(sandbox) });
    // Otherwise a refusal might be all that was looked at.
    if (fault === 'when all goes well') expect(ended.code).toBe(0);
    expect(ended.code).not.toBeNull();
    const credentials = Buffer.from(`${scenarioCaller.id}:${scenarioCaller.secret}`).toString('base64');
    for (const word of [canary, scenarioCaller.secret, credentials])
      for (const text of [ended.stdout, ended.stderr, ...textsIn(folder)]) expect(text).not.toContain(word);
    return ended;
  } finally {
    await sandbox.close();
    rmSync(folder, { recursive: true });
  }
}

function environment({ url }: Sandbox): Readonly<Record<string, string>> {
  return {
    CAPSTAN_CLIENT_ID: scenarioCaller.id,
    CAPSTAN_CLIENT_SECRET: scenarioCaller.secret,
    SANDBOX_URL: url,
    NEW_RPX: 'canary-new-rpx',
    NEW_TOKEN: 'canary-new-token',
    PLAIN: 'canary-plain',
    CAPSTAN_ALLOWED_VARIABLES: 'SANDBOX_URL,NEW_*,PLAIN',
    NODE_DEBUG: '*',
    DEBUG: '*',
  };
}
