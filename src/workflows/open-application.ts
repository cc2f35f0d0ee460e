import type { LoadedDesired } from '../config/load-config.ts';
import { secrecyOf } from '../engine/secrecy/secrecy-of.ts';
import { damageCure, damageText, secretDamage } from '../engine/secrecy/secret-damage.ts';
import { sealLive, withHiddenNames } from '../engine/secrecy/settle.ts';
import type { SettledLive } from '../engine/snapshot/make-snapshot.ts';
import { parseAllowedHosts } from '../model/application.ts';
import type { Baseline, LiveEdits } from '../model/baseline.ts';
import type { Desired } from '../model/desired.ts';
import type { Problem } from '../model/problem.ts';
import type { Undo } from '../model/run.ts';
import type { TargetPattern } from '../model/target-pattern.ts';
import { Secret } from '../model/value.ts';
import { visibleText } from '../render/escape/visible-text.ts';
import type { ApiOptions, Connection } from '../service/client/create-api.ts';
import type { ReadApi } from '../service/interface.ts';
import { readEverything } from '../service/live/read-everything.ts';
import { checkKeys } from './check-keys.ts';
import { checkVariables } from './check-variables.ts';
import type { Variables, WorkflowContext } from './context.ts';
import { ExpectedEnd, endingOfFailures, endWith } from './ending.ts';
import { failureProblems } from './failure-problems.ts';
import { fingerprintOf } from './fingerprint.ts';
import { loadedOrEnd } from './load-file.ts';
import { baselineForSecrets, besideBaseline } from './read-baseline.ts';
import { plan as makePlan, type Planned, type Surroundings } from './reconcile.ts';

export type PlanningFlags = {
  readonly only: readonly TargetPattern[];
  /** `left-out`: secrets without a value are not compared. */
  readonly secrets: 'required' | 'left-out';
  /** What `--baseline` names; undefined: what the file names, if it does. */
  readonly baseline: string | undefined;
  readonly liveEdits: LiveEdits;
};

/** What a plan is made against besides the file and live. */
export type Against = {
  readonly only: readonly TargetPattern[];
  readonly baseline: Baseline | null;
  readonly liveEdits: LiveEdits;
  readonly undo: Undo | null;
};

/** A plan, whatever its status. */
export type Made = Exclude<Planned, { readonly kind: 'failed' }>;

/** A plan, and what is needed to carry it out. */
export type Prepared<A extends ReadApi> = {
  readonly api: A & Connection;
  readonly planned: Made;
  readonly around: Surroundings;
};

/** What differs between plan and apply: the API that they may have, and what is checked before any request. */
export type Preparation<A extends ReadApi> = {
  readonly open: (options: ApiOptions) => A & Connection;
  readonly check: (credentials: Credentials, desired: Desired) => void | Promise<void>;
};

/** The steps that plan and apply share: file, variables, credentials, connection, plan. The caller closes the API. */
export async function preparePlan<A extends ReadApi>(
  file: string,
  flags: PlanningFlags,
  context: WorkflowContext,
  preparation: Preparation<A>,
): Promise<Prepared<A>> {
  const loaded = await loadedOrEnd(file, context, flags.secrets);
  const { desired, baseline } = await besideBaseline(flags.baseline, { file, ...loaded }, context);
  return planDesired(
    desired,
    { only: flags.only, baseline, liveEdits: flags.liveEdits, undo: null },
    context,
    preparation,
  );
}

/** The same for a desired state that is at hand. */
export async function planDesired<A extends ReadApi>(
  desired: Desired,
  against: Against,
  context: WorkflowContext,
  { open, check }: Preparation<A>,
): Promise<Prepared<A>> {
  checkNames(desired, context);
  const credentials = readCredentials(desired.credentials, context.variables);
  await check(credentials, desired);
  const around = await surroundings(desired, against, context);
  const api = open(apiOptions(desired, credentials, context));
  try {
    context.progress(`Reading ${visibleText(desired.application.id)}…`);
    const planned = await readAndPlan(desired, api, around);
    context.progress('');
    return { api, planned, around };
  } catch (error) {
    await api.close();
    throw error;
  }
}

/** A slip in the name of a variable ends the run before any request. */
export function checkNames({ credentials }: Desired, { variables }: WorkflowContext): void {
  const slips = checkVariables(variables, Object.values(credentials));
  if (slips.length > 0) throw new ExpectedEnd('wrongUsage', slips);
}

/** What the pipeline is handed from outside. */
export async function surroundings(
  desired: Desired,
  against: Against,
  context: WorkflowContext,
): Promise<Surroundings> {
  const { catalogue } = await import('../catalogue/catalogue.ts');
  return {
    catalogue,
    toolVersion: context.toolVersion,
    now: context.now,
    // Begun before the first request, since it takes as long as one.
    fingerprint: fingerprintOf(desired, context),
    ...against,
  };
}

async function readAndPlan(desired: Desired, api: ReadApi, around: Surroundings): Promise<Made> {
  const planned = await makePlan(desired, api, around);
  if (planned.kind !== 'failed') return planned;
  throw new ExpectedEnd(endingOfFailures(planned.failures), failureProblems(planned.failures, inFile));
}

/** Where a file says what a failure is about. */
export const inFile = {
  application: 'id and region under `application:`',
  host: 'region or configUrl under `application:`',
};

/** What an API is made of, from the file and the environment. */
export function apiOptions(desired: Desired, credentials: Credentials, context: WorkflowContext): ApiOptions {
  return {
    application: desired.application,
    credentials,
    userAgent: { name: 'capstan', version: context.toolVersion },
    environment: context.variables,
    extraHosts: parseAllowedHosts(context.variables['CAPSTAN_ALLOWED_HOSTS']),
    onRequest: context.requests.onlooker(aliasesOf(desired)),
    network: context.network,
    sleep: context.sleep,
    now: () => context.now().getTime(),
  };
}

function aliasesOf({ clients }: Desired): ReadonlyMap<string, string> {
  return new Map(
    [...clients.values()].flatMap(({ alias, identity }) => (identity.by === 'id' ? [[identity.id, alias]] : [])),
  );
}

/** Who capstan is towards the service. The secret opens only where requests are made. */
export type Credentials = { readonly clientId: string; readonly clientSecret: Secret };

/** The caller's credentials, from the variables that the file names. */
export function readCredentials(names: Desired['credentials'], variables: Variables): Credentials {
  const clientId = variables[names.clientId] ?? '';
  const clientSecret = variables[names.clientSecret] ?? '';
  const missing = [...(clientId === '' ? [names.clientId] : []), ...(clientSecret === '' ? [names.clientSecret] : [])];
  if (missing.length > 0) throw missingCredentials(missing);
  const damaged = [names.clientId, names.clientSecret].flatMap((name) => damageOf(name, variables[name] ?? ''));
  if (damaged.length > 0) throw new ExpectedEnd('notPermitted', damaged);
  checkKeys(names, variables);
  return { clientId, clientSecret: new Secret(clientSecret) };
}

// The service would answer with a plain 401, and nobody sees a line break.
function damageOf(name: string, value: string): readonly Problem[] {
  const kind = secretDamage(value);
  if (kind === null) return [];
  const cure = `Look at where it is set: ${damageCure(kind)}.`;
  return [{ code: 'credentials-damaged', message: `${name} ${damageText(kind)}.`, cure, source: null }];
}

function missingCredentials(names: readonly string[]): Error {
  return endWith('notPermitted', {
    code: 'credentials-missing',
    message: `${names.join(' and ')} ${names.length === 1 ? 'is' : 'are'} not set.`,
    cure: 'Set them in the environment, or in a file given with --vars, to the id and secret of an API client with the owner feature.',
  });
}

/** A file by its name, as it was loaded. */
export type LoadedFile = Pick<LoadedDesired, 'desired' | 'baseline'> & { readonly file: string };

/** Reads everything that the application of the file has, whether the file declares it or not, with its secrets sealed; and the file with its clients as they go by there. */
export async function readWhole(
  loaded: LoadedFile,
  open: (options: ApiOptions) => ReadApi & Connection,
  context: WorkflowContext,
): Promise<SettledLive & Pick<LoadedDesired, 'desired'>> {
  const { desired } = loaded;
  checkNames(desired, context);
  const credentials = readCredentials(desired.credentials, context.variables);
  const { catalogue } = await import('../catalogue/catalogue.ts');
  const baseline = await baselineForSecrets(loaded, context);
  const api = open(apiOptions(desired, credentials, context));
  try {
    context.progress(`Reading ${visibleText(desired.application.id)}…`);
    const read = await readEverything(api, 'all');
    if (read.kind === 'failed')
      throw new ExpectedEnd(endingOfFailures(read.failures), failureProblems(read.failures, inFile));
    const secrecy = secrecyOf({ catalogue, files: [desired], baseline, live: read.live, known: [] });
    return { live: sealLive(read.live, secrecy), secrecy, desired: withHiddenNames(desired, read.live, secrecy) };
  } finally {
    context.progress('');
    await api.close();
  }
}
