// The way of a first user, with nothing but the program: the first files, completion, a sandbox, a file from what is live, a plan, an
// apply. For the installed package and for the single executable.
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Starts `capstan sandbox`; gives what it prints and how to end it. */
async function startSandbox([program, ...words], options) {
  const args = [...words, 'sandbox', '--port', '0'];
  const child = spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  const greeting = await new Promise((resolve, reject) => {
    let said = '';
    const hear = (chunk) => {
      said += chunk;
      if (said.includes('site_locale')) resolve(said);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('error', reject);
    child.on('close', () => reject(new Error(`the sandbox ended: ${said}`)));
  });
  const found = (pattern) => pattern.exec(greeting)?.[1] ?? '';
  return {
    url: found(/(http:\/\/127\.0\.0\.1:\d+)/),
    id: found(/CAPSTAN_CLIENT_ID=(\S+)/),
    secret: found(/CAPSTAN_CLIENT_SECRET=(\S+)/),
    application: found(/ id: "?([^"\s]+)/),
    end: () => child.kill(),
  };
}

/**
 * Walks the way in an empty folder; gives what is not as it should be. `command`: the program and the words before its own.
 * `version`: what it should say. The environment has nothing but what a machine of CI has.
 */
export async function firstWalk(command, folder, version) {
  const complaints = [];
  const env = { HOME: folder, PATH: '', CI: '1' };
  const [program, ...words] = command;
  const step = (args, code, said, more = {}) => {
    const options = { cwd: folder, env: { ...env, ...more }, encoding: 'utf8' };
    const { status, stdout, stderr, error } = spawnSync(program, [...words, ...args], options);
    // Nothing of Node itself is for people: no warning of its own.
    if (status === code && stdout.includes(said) && !/\(node:\d+\)/.test(stderr)) return;
    complaints.push(
      `${args.join(' ')} ends with ${status}, not ${code} and ${JSON.stringify(said)}: ${stdout}${stderr}${error ?? ''}`,
    );
  };
  step(['--version'], 0, `capstan/${version} `);
  step(['plan', '--help'], 0, 'USAGE');
  step(['schema', 'config'], 0, '"$schema"');
  step(['completion', 'bash'], 0, 'complete');
  step(['completion', 'bash', '--', 'val'], 0, 'validate');
  step(['explain', 'login_attempts'], 0, 'login_attempts');
  const sandbox = await startSandbox(command, { cwd: folder, env });
  try {
    const of = ['--application', sandbox.application, '--config-url', sandbox.url, '--capture-url', sandbox.url];
    const keys = { CAPSTAN_CLIENT_ID: sandbox.id, CAPSTAN_CLIENT_SECRET: sandbox.secret };
    const file = join(folder, 'live.yaml');
    step(['init', ...of, '--ci', 'github'], 0, '');
    step(['validate'], 0, 'capstan.yaml is valid');
    step(['plan'], 0, 'No changes', keys);
    step(['import', ...of, '--out', 'live.yaml'], 0, 'in sync', keys);
    writeFileSync(file, readFileSync(file, 'utf8').replace('login_attempts: 6', 'login_attempts: 3'));
    step(['plan', '-f', 'live.yaml', '--detailed-exitcode'], 2, '1 to update', keys);
    step(['apply', '-f', 'live.yaml', '--auto-approve'], 0, 'Applied: 1 of 1 request done', keys);
    step(['plan', '-f', 'live.yaml', '--detailed-exitcode'], 0, 'No changes', keys);
    step(['compare', 'live.yaml', 'live:live.yaml', '--format', 'html'], 0, '<!doctype html>', keys);
  } finally {
    sandbox.end();
  }
  return complaints;
}
