import type { ApiOptions, Connection } from '../api/create-api.ts';
import type { ReadApi } from '../api/interface.ts';
import type { Desired } from '../core/model/desired.ts';
import type { TargetPattern } from '../core/model/target-pattern.ts';
import { plan as makePlan, type Planned, type Surroundings } from '../reconcile.ts';
import { visibleText } from '../render/visible-text.ts';
import { apiOptions } from './api-options.ts';
import { checkVariables } from './check-variables.ts';
import { type Credentials, readCredentials } from './credentials.ts';
import { exitCode, exitCodeOfFailures } from './exit-code.ts';
import { ExpectedEnd } from './expected-end.ts';
import { failureProblems } from './failure-problems.ts';
import { makeFingerprint } from './fingerprint.ts';
import { loadFile } from './load-file.ts';
import type { Session } from './session.ts';

export type PlanningFlags = {
  readonly only: readonly TargetPattern[];
  /** `left-out`: secrets without a value are not compared. */
  readonly secrets: 'required' | 'left-out';
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
  readonly check: (credentials: Credentials, desired: Desired) => void;
};

/** The steps that plan and apply share: file, variables, credentials, connection, plan. The caller closes the API. */
export async function preparePlan<A extends ReadApi>(
  file: string,
  flags: PlanningFlags,
  session: Session,
  { open, check }: Preparation<A>,
): Promise<Prepared<A>> {
  const desired = await loadDesiredOrEnd(file, flags, session);
  const credentials = readCredentials(desired.credentials, session.variables);
  check(credentials, desired);
  const around = await surroundings(desired, flags, session);
  const api = open(apiOptions(desired, credentials, session));
  try {
    session.progress(`Reading ${visibleText(desired.application.id)}…`);
    const planned = await readAndPlan(desired, api, around);
    session.progress('');
    return { api, planned, around };
  } catch (error) {
    await api.close();
    throw error;
  }
}

async function loadDesiredOrEnd(file: string, flags: PlanningFlags, session: Session): Promise<Desired> {
  const loaded = await loadFile(file, session, flags.secrets);
  if (loaded.kind === 'problems') throw new ExpectedEnd(exitCode.invalidFile, loaded.problems);
  const slips = checkVariables(session.variables, Object.values(loaded.desired.credentials));
  if (slips.length > 0) throw new ExpectedEnd(exitCode.wrongUsage, slips);
  return loaded.desired;
}

async function surroundings(desired: Desired, flags: PlanningFlags, session: Session): Promise<Surroundings> {
  const { catalogue } = await import('../catalogue/catalogue.ts');
  const { variables } = session;
  // Begun before the first request, since it takes as long as one.
  const passphrase = variables['CAPSTAN_FINGERPRINT_KEY'] || variables[desired.credentials.clientSecret] || '';
  return {
    catalogue,
    toolVersion: session.toolVersion,
    now: session.now,
    fingerprint: makeFingerprint(passphrase, desired.application.id),
    only: flags.only,
  };
}

async function readAndPlan(desired: Desired, api: ReadApi, around: Surroundings): Promise<Made> {
  const planned = await makePlan(desired, api, around);
  if (planned.kind !== 'failed') return planned;
  throw new ExpectedEnd(exitCodeOfFailures(planned.failures), failureProblems(planned.failures, inFile));
}

const inFile = { application: 'id and region under `application:`', host: 'region or configUrl under `application:`' };
