import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Format, plainFormats, reportFormats } from '../../src/cli/terminal/session.ts';
import { startSandbox } from '../../src/sandbox/run-sandbox.ts';
import { lawRunCount } from '../support/law-runs.ts';
import type { CliRun } from '../support/run-cli.ts';
import { runProgram } from '../support/run-program.ts';
import { scenarioApplication, scenarioCaller } from '../support/scenario-state.ts';
import { type SecretWorld, secretWorld, seen, told } from './secret-world.ts';

type Words = readonly string[];

const inEach = (...words: Words) => reportFormats.map((format) => [...words, '--format', format]);
const after = (first: Words, then: readonly Words[]) => then.map((words) => [first, words]);

/** What looks at the file of today, which knows its baseline: a command each, after the one that it needs something of. */
const reading: readonly (readonly Words[])[] = [
  ['validate', '--verbose'],
  ['validate', '--effective'],
  ['validate', '--format', 'json'],
  ['plan', '--verbose', '--unmanaged'],
  ...inEach('plan'),
  ...inEach('drift'),
  ['drift', '--verbose', '--metrics', 'drift.prom'],
  ...inEach('compare', 'capstan.yaml', 'live:capstan.yaml'),
  ['compare', 'live:capstan.yaml', '--format', 'html'],
]
  .map((words): readonly Words[] => [words])
  .concat(
    after(['plan', '--out', 'plan.json'], inEach('show', 'plan.json')),
    after(
      ['snapshot', '--out', 'state.json'],
      [
        ...inEach('plan', '--snapshot', 'state.json'),
        ...inEach('plan', '--baseline', 'state.json'),
        ...inEach('drift', '--baseline', 'state.json'),
        ...inEach('compare', 'live:capstan.yaml', 'state.json'),
      ],
    ),
  );

/** Takes live into files, and carries something out, which happens once and so in one format. */
function changing(url: string, format: Format): readonly Words[] {
  const where = ['--application', scenarioApplication, '--config-url', url, '--capture-url', url];
  return [
    ['import', ...where, '--print'],
    ['import', ...where, '--manage-secrets', '--print'],
    ...plainFormats.map((plainFormat) => ['absorb', '--auto-approve', '--format', plainFormat]),
    ['apply', '--auto-approve', '--overwrite-drift', '--audit', 'audit.jsonl', '--verbose', '--format', format],
    ['plan', '--verbose'],
    ['runs'],
  ];
}

type Stage = {
  readonly folder: string;
  readonly url: string;
  readonly run: (words: readonly string[]) => Promise<CliRun>;
};

/** What stands in a folder, but for what the test itself has written there and has not changed since. */
function written(folder: string, own: ReadonlyMap<string, string>): readonly (readonly [string, string])[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => [entry.name, readFileSync(join(entry.parentPath, entry.name), 'utf8')] as const)
    .filter(([name, text]) => own.get(name) !== text);
}

const secrets = new RegExp(`(?:${seen}|${told})\\w*`, 'gu');
const caller = Buffer.from(`${scenarioCaller.id}:${scenarioCaller.secret}`).toString('base64');

/** The secrets in a text, also those that stand there in Base64. */
function secretsIn(text: string): readonly string[] {
  const decoded = [...text.matchAll(/[\w+/=-]{16,}/gu)].map(([part]) => Buffer.from(part, 'base64').toString('latin1'));
  const credentials = text.includes(caller) ? ['the credentials'] : [];
  return [...[text, ...decoded].flatMap((part) => [...part.matchAll(secrets)].map(([found]) => found)), ...credentials];
}

async function played(
  world: SecretWorld,
  play: (stage: Stage, own: Map<string, string>) => Promise<void>,
): Promise<void> {
  // Otherwise settings that the service does not know are lost with the first full replace.
  const sandbox = await startSandbox({ seed: world.seed, switches: { unknownAtTop: 'stored' } });
  const folder = mkdtempSync(join(tmpdir(), 'capstan-canary-'));
  const env = {
    CAPSTAN_CLIENT_ID: scenarioCaller.id,
    CAPSTAN_CLIENT_SECRET: scenarioCaller.secret,
    ...world.variables,
  };
  try {
    const own = new Map([
      ['capstan.yaml', world.file(sandbox.url)],
      ['applied.yaml', world.applied(sandbox.url)],
    ]);
    for (const [name, text] of own) writeFileSync(join(folder, name), text);
    await play({ folder, url: sandbox.url, run: (words) => runProgram(words, { cwd: folder, env }) }, own);
  } finally {
    await sandbox.close();
    rmSync(folder, { recursive: true });
  }
}

const refused = 5;
/** All was done, or there are changes, or drift, or guards refuse. Another end shows little of what is there. */
const ends: readonly (number | null)[] = [0, 2, 4, refused];
const notRefused = new Set<string>();

/** Runs the words and looks for secrets in all that they printed and left behind. */
async function quiet({ folder, run }: Stage, own: Map<string, string>, words: readonly string[]): Promise<CliRun> {
  const result = await run(words);
  const [command = ''] = words;
  if (result.code !== refused) notRefused.add(command);
  const texts = [['stdout', result.stdout] as const, ['stderr', result.stderr] as const, ...written(folder, own)];
  const inFile = new Set(secretsIn(own.get('capstan.yaml') ?? ''));
  const found = texts.flatMap(([name, text]) =>
    secretsIn(text)
      // What absorb does not change in the file stays there.
      .filter((secret) => name !== 'capstan.yaml' || !inFile.has(secret))
      .filter((secret) => !secret.startsWith(told) || isTold(command, inFile.has(secret)))
      .map((secret) => `${name}: ${secret}`),
  );
  expect([words.join(' '), found]).toEqual([words.join(' '), []]);
  if (!ends.includes(result.code)) throw new Error(`${words.join(' ')} ended with ${result.code}: ${result.stderr}`);
  return result;
}

/** Whether a command is told of a secret that only a file knows: import reads no file, and validate no baseline. */
function isTold(command: string, isInFile: boolean): boolean {
  return command !== 'import' && (command !== 'validate' || !isInFile);
}

/** What changes something, one after the other; at the end the file says nothing of its secrets, so that the journal has to know them. */
async function playedThrough(stage: Stage, own: Map<string, string>, plain: string, format: Format): Promise<void> {
  for (const words of changing(stage.url, format)) await quiet(stage, own, words);
  own.set('capstan.yaml', plain);
  writeFileSync(join(stage.folder, 'capstan.yaml'), plain);
  const { stdout } = await quiet(stage, own, ['runs', '--format', 'json']);
  const { runs } = JSON.parse(stdout) as { readonly runs: readonly { readonly run: string }[] };
  for (const { run } of runs) {
    for (const plainFormat of plainFormats) await quiet(stage, own, ['runs', run, '--format', plainFormat]);
    await quiet(stage, own, ['undo', run, '--auto-approve', '--format', 'json']);
    await quiet(stage, own, ['undo', 'latest', '--auto-approve', '--verbose']);
  }
}

type Play = (stage: Stage, own: Map<string, string>, world: SecretWorld, format: Format) => Promise<void>;

const plays: readonly (readonly [name: string, Play])[] = [
  ...reading.map((lines): readonly [string, Play] => [
    lines.map((words) => words.join(' ')).join(', '),
    async (stage, own) => {
      for (const words of lines) await quiet(stage, own, words);
    },
  ]),
  [
    'all that changes something',
    (stage, own, world, format) => playedThrough(stage, own, world.plain(stage.url), format),
  ],
];

/** So many of all the worlds: each world is looked at by one of the plays. */
function worldsFor(at: number): number {
  return Math.max(1, Math.ceil((lawRunCount - at) / plays.length));
}

describe('secrets of random names, forms and places', () => {
  it.each(plays.map(([name, play], at) => ({ name, play, at })))(
    'are neither printed nor left behind by: $name',
    async ({ play, at }) => {
      const { seed = 0 } = fc.readConfigureGlobal();
      await fc.assert(
        fc.asyncProperty(secretWorld, fc.constantFrom(...reportFormats), (world, format) =>
          played(world, (stage, own) => play(stage, own, world, format)),
        ),
        // Each has worlds of its own. A smaller world says no more.
        { seed: seed + at, numRuns: worldsFor(at), endOnFailure: true },
      );
    },
  );

  // Otherwise nothing but refusals might have been looked at.
  it.runIf(lawRunCount > plays.length)('were looked at by commands that were not refused', () => {
    expect([...notRefused]).toEqual(expect.arrayContaining(['plan', 'show', 'apply', 'undo']));
  });
});
