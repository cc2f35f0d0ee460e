import { spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/run-sandbox.ts';
import { scenarioCaller, scenarioState } from '../support/scenario-state.ts';
import { configuration } from './program.ts';

const program = join(import.meta.dirname, '..', '..', 'bin', 'capstan.cjs');
const credentials = Buffer.from(`${scenarioCaller.id}:${scenarioCaller.secret}`).toString('base64');

/** What a program that hangs in a request can be seen with from outside. */
const secrets: Readonly<Record<string, string>> = {
  CAPSTAN_CLIENT_ID: scenarioCaller.id,
  CAPSTAN_CLIENT_SECRET: scenarioCaller.secret,
  CAPSTAN_JOURNAL_KEY: 'canary-journal-key',
  CAPSTAN_FINGERPRINT_KEY: 'canary-fingerprint-key',
  CAPSTAN_ALLOWED_VARIABLES: 'ANY_NAME',
  ANY_NAME: 'canary-of-any-name',
  HTTPS_PROXY: 'http://user:canary-proxy-password@127.0.0.1:1',
};
const more = 'custom: { token: "${secret:ANY_NAME}" }\n';

let sandbox: Sandbox;
let folder = '';
const arrived = new EventEmitter();
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'capstan-report-'));
  const intercept = () => {
    arrived.emit('request');
    return { kind: 'silence', work: 'skipped' } as const;
  };
  sandbox = await startSandbox({ seed: scenarioState({ settings: { login_attempts: 9 } }), intercept });
  writeFileSync(join(folder, 'capstan.yaml'), configuration(sandbox.url, more));
});
afterEach(async () => {
  await sandbox.close();
  rmSync(folder, { recursive: true });
});

/** A plan whose first request is never answered. */
function hanging(options: string, ...flags: readonly string[]) {
  const atWork = once(arrived, 'request');
  const env = { PATH: process.env['PATH'] ?? '', HOME: folder, NODE_OPTIONS: options, ...secrets };
  const child = spawn(process.execPath, [program, 'plan', ...flags], {
    cwd: folder,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`the plan ended with ${code}, and made no request`);
  });
  return { child, atWork: Promise.race([atWork, ended]) };
}

async function reportIn(place: string): Promise<string> {
  const changes = watch(place);
  try {
    for (;;) {
      const name = readdirSync(place).find((entry) => entry.startsWith('report.'));
      const text = name === undefined ? '' : readFileSync(join(place, name), 'utf8');
      // Its last line is there once it is whole.
      if (text.trimEnd().endsWith('\n}')) return text;
      await once(changes, 'change');
    }
  } finally {
    changes.close();
  }
}

describe('a diagnostic report, made while a request hangs', () => {
  it('holds no secret of the environment', async () => {
    const { child, atWork } = hanging('--report-on-signal');
    await atWork;
    child.kill('SIGUSR2');
    const text = await reportIn(folder);
    child.kill('SIGKILL');
    await once(child, 'close');
    expect(JSON.parse(text)).toHaveProperty('javascriptStack');
    expect(text).toContain('capstan.cjs');
    for (const word of ['canary', credentials, scenarioCaller.secret]) expect(text).not.toContain(word);
  });
});

describe('an error that no one awaits', () => {
  it.each([[[]], [['--verbose']]])('ends the program in words, without what it holds: %j', async (flags) => {
    const crash = `const { CAPSTAN_CLIENT_SECRET, ANY_NAME } = process.env;
      process.once('SIGUSR2', () => { throw new Error(CAPSTAN_CLIENT_SECRET + ' ' + ANY_NAME); });`;
    writeFileSync(join(folder, 'crash.cjs'), crash);
    const { child, atWork } = hanging('--require=./crash.cjs --report-uncaught-exception', ...flags);
    let text = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (text += String(chunk)));
    await atWork;
    child.kill('SIGUSR2');
    expect(await once(child, 'close')).toEqual([1, null]);
    expect(text).toContain('capstan failed unexpectedly: Error in `plan`');
    expect(text.includes('crash.cjs')).toBe(flags.length > 0);
    for (const word of ['canary', credentials]) expect(text).not.toContain(word);
    // What was compiled is kept there too.
    const left = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    for (const { parentPath, name } of left)
      expect(readFileSync(join(parentPath, name), 'utf8')).not.toContain('canary');
  });
});

describe('the arguments of the program', () => {
  it.runIf(existsSync('/proc/self/cmdline'))('hold no secret while it runs', async () => {
    const { child, atWork } = hanging('');
    await atWork;
    const shown = readFileSync(`/proc/${child.pid}/cmdline`, 'utf8');
    child.kill('SIGKILL');
    await once(child, 'close');
    expect(shown).toContain('plan');
    expect(shown).not.toContain('canary');
  });
});
