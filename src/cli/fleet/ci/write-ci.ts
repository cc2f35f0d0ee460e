import { readFile, realpath } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { LoadResult } from '../../../config/load-config.ts';
import { type Fleet, loadFleet } from '../../../config/load-fleet.ts';
import { repositoryOf } from '../../../leaf/git.ts';
import { byText } from '../../../leaf/json.ts';
import { visibleText } from '../../../render/escape/visible-text.ts';
import { ExpectedEnd, endWith } from '../../../workflows/ending.ts';
import { claimed, type Output } from '../../../workflows/files/claim-output.ts';
import { saveFile } from '../../../workflows/files/write-file.ts';
import { loadFile } from '../../../workflows/load-file.ts';
import { exitCode } from '../../exit-codes.ts';
import type { Session } from '../../terminal/session.ts';

/** The options of a pipeline for a fleet. */
export type CiWish = {
  /** The fleet file, from the root of the repository. */
  readonly fleet: string;
  readonly waves: readonly string[];
  readonly shards: number;
  /** When to look for drift, in the five fields of cron. */
  readonly schedule: string;
  /** `git:REF`; null: the baseline that the files name. */
  readonly baseline: string | null;
  /** The image of the jobs; null: that of the engine. */
  readonly image: string | null;
  /** The npm package of capstan; null: taken from a variable of the engine. */
  readonly package: string | null;
  /** The variables that the files read. */
  readonly variables: readonly string[];
  /** Those of them that a file may read only where CAPSTAN_ALLOWED_VARIABLES names them. */
  readonly allowed: readonly string[];
};

/** The arguments of one command over a part of the fleet. */
export function commandWords(
  command: 'plan' | 'drift' | 'apply',
  { fleet, waves, baseline }: CiWish,
  wave?: string,
): readonly string[] {
  return [
    ...[command, '--fleet', fleet],
    ...(wave === undefined || waves.length < 2 ? [] : ['--select', `wave=${wave}`]),
    ...(baseline === null ? [] : ['--baseline', baseline]),
    ...(command === 'apply' ? ['--auto-approve'] : []),
  ];
}

/** The waves of an apply, each with the name of its job. */
export function applyJobs({ waves }: CiWish): readonly { readonly job: string; readonly wave: string }[] {
  return waves.map((wave, at) => ({
    job: waves.length < 2 ? 'apply' : `apply-${at + 1}-${wave.toLowerCase().replace(/[^a-z0-9]+/gu, '-')}`,
    wave,
  }));
}

type Engine = 'kubernetes' | 'github' | 'gitlab';

export type FleetCiFlags = {
  readonly engine: Engine;
  /** Writes the pipeline of the engine. */
  readonly pipeline: (wish: CiWish) => string;
  readonly fleet: string;
  readonly shards: number | undefined;
  readonly schedule: string;
  readonly baseline: string | undefined;
  readonly image: string | undefined;
  readonly package: string | undefined;
  readonly out: string | undefined;
};

// GitLab runs at most 200 jobs in parallel, and a matrix of GitHub has at most 256.
const mostShards: { readonly [Name in Engine]: number } = { kubernetes: 100_000, github: 256, gitlab: 200 };
const applicationsEach = 100;

/** `capstan fleet ci`: writes the pipeline that runs a fleet. It names variables and holds no value. */
export async function writeFleetCi(flags: FleetCiFlags, session: Session): Promise<number> {
  const out = await claimed({ flag: '--out', path: flags.out, kind: 'ci' }, session);
  const text = flags.pipeline(await wishOf(flags, session));
  if (out === null) await session.stdout(text);
  else await savePipeline(out, text, session);
  return exitCode.done;
}

async function savePipeline(out: Output, text: string, session: Session): Promise<void> {
  await saveFile(out, text, session);
  await session.stdout(`Saved as ${visibleText(out.path)}. Its first lines say what it does and what it needs.\n`);
}

async function wishOf(flags: FleetCiFlags, session: Session): Promise<CiWish> {
  checkFlags(flags);
  const { fleet: path, engine, schedule, baseline = null, image = null, package: name = null } = flags;
  const fleet = await loadFleet(path, session.cwd);
  if (fleet.kind === 'problems') throw new ExpectedEnd('invalidFile', fleet.problems);
  const shards = flags.shards ?? Math.max(2, Math.ceil(fleet.members.length / applicationsEach));
  if (shards > mostShards[engine]) throw tooManyShards(engine, shards);
  const variables = await variablesOf(fleet, session);
  // A job for a wave without applications would select nothing, and fail.
  const waves = fleet.waves.filter((_, at) => fleet.members.some(({ wave }) => wave === at));
  const allowed = variables.filter((variable) => !variable.startsWith('CAPSTAN_'));
  const found = { fleet: await placeInRepository(path, session), waves, variables, allowed };
  return { ...found, shards, schedule, baseline, image, package: name };
}

/** Engines run a pipeline at the root of the checkout, wherever it was written. */
async function placeInRepository(path: string, { cwd }: Session): Promise<string> {
  const root = (await repositoryOf(cwd)) ?? (await realpath(cwd));
  const file = resolve(cwd, path);
  const place = relative(root, join(await realpath(dirname(file)), basename(file)))
    .split(sep)
    .join('/');
  if (place.startsWith('../') || isAbsolute(place)) throw notInRepository(path);
  if (!isPlain(place)) throw notPlain(place);
  return place;
}

function checkFlags({ engine, fleet, schedule, baseline = '', image = '', package: name = '' }: FleetCiFlags): void {
  const odd = [fleet, baseline, image, name].find((text) => !isPlain(text));
  if (odd !== undefined) throw notPlain(odd);
  if (!/^(?:[\w*/,?-]+ ){4}[\w*/,?-]+$/u.test(schedule)) throw noSchedule(schedule);
  if (engine === 'kubernetes' && image === '') throw needsImage();
  if (engine === 'github' && name === '') throw needsPackage();
}

function isPlain(text: string): boolean {
  return /^[\w./:@-]*$/u.test(text);
}

/**
 * The names of the variables that the files of a fleet read. A file that is invalid without a variable is read on its
 * own.
 */
async function variablesOf({ members }: Fleet, session: Session): Promise<readonly string[]> {
  const variables = new Set<string>();
  const files = new Set<string>();
  for (const { file } of members) {
    const loaded = await loadFile(file, session, 'left-out');
    for (const name of loaded.files) files.add(name);
    for (const name of credentialsOf(loaded)) variables.add(name);
  }
  for (const file of files)
    for (const [, name = ''] of await referencesIn(resolve(session.cwd, file))) variables.add(name);
  return [...variables].sort(byText);
}

function credentialsOf(loaded: LoadResult): readonly string[] {
  if (loaded.kind === 'problems') return ['CAPSTAN_CLIENT_ID', 'CAPSTAN_CLIENT_SECRET'];
  return Object.values(loaded.desired.credentials);
}

async function referencesIn(path: string): Promise<Iterable<RegExpMatchArray>> {
  const text = await readFile(path, 'utf8').catch(() => '');
  return text.matchAll(/(?<!\$)\$\{(?:env|secret):([A-Z_a-z]\w*)/gu);
}

function notPlain(text: string): Error {
  return endWith('wrongUsage', {
    code: 'bad-ci-name',
    message: `${JSON.stringify(text)} has characters with a meaning in a shell or in YAML.`,
    cure: 'Use letters, digits and . _ - / : @ in names of files, images and baselines.',
  });
}

function notInRepository(fleet: string): Error {
  return endWith('wrongUsage', {
    code: 'bad-ci-name',
    message: `${JSON.stringify(fleet)} is outside of the repository, where no pipeline of it could find it.`,
    cure: 'Run the command in the repository of the fleet file.',
  });
}

function noSchedule(text: string): Error {
  return endWith('wrongUsage', {
    code: 'bad-schedule',
    message: `${JSON.stringify(text)} is not a schedule.`,
    cure: 'Give the five fields of cron, such as --schedule "23 * * * *".',
  });
}

function needsImage(): Error {
  return endWith('wrongUsage', {
    code: 'image-missing',
    message: 'Pods need an image, and capstan publishes none.',
    cure: 'Build one from Containerfile with the files of the fleet in /work, and pass it as --image NAME@sha256:DIGEST.',
  });
}

function needsPackage(): Error {
  return endWith('wrongUsage', {
    code: 'package-missing',
    message: 'The workflow needs the npm package of capstan.',
    cure: 'Give its name and version as npm writes them: --package NAME@VERSION.',
  });
}

function tooManyShards(engine: Engine, shards: number): Error {
  return endWith('wrongUsage', {
    code: 'bad-shard',
    message: `${engine} runs at most ${mostShards[engine]} parts; this fleet would have ${shards}.`,
    cure: `Give --shards with a number up to ${mostShards[engine]}.`,
  });
}
