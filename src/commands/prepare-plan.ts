import type { ApiOptions, Connection } from '../api/create-api.ts';
import type { ReadApi } from '../api/interface.ts';
import type { Baseline, LiveEdits } from '../core/model/baseline.ts';
import type { Desired } from '../core/model/desired.ts';
import type { TargetPattern } from '../core/model/target-pattern.ts';
import type { Undo } from '../core/model/undo.ts';
import { plan as makePlan, type Planned, type Surroundings } from '../reconcile.ts';
import { visibleText } from '../render/visible-text.ts';
import { apiOptions } from './api-options.ts';
import { checkVariables } from './check-variables.ts';
import { type Credentials, readCredentials } from './credentials.ts';
import { exitCode, exitCodeOfFailures } from './exit-code.ts';
import { ExpectedEnd } from './expected-end.ts';
import { failureProblems } from './failure-problems.ts';
import { fingerprintOf } from './fingerprint-of.ts';
import { loadedOrEnd } from './load-file.ts';
import { besideBaseline } from './read-baseline.ts';
import type { Session } from './session.ts';

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
  session: Session,
  preparation: Preparation<A>,
): Promise<Prepared<A>> {
  const loaded = await loadedOrEnd(file, session, flags.secrets);
  const { desired, baseline } = await besideBaseline(flags.baseline, { file, ...loaded }, session);
  return planDesired(
    desired,
    { only: flags.only, baseline, liveEdits: flags.liveEdits, undo: null },
    session,
    preparation,
  );
}

/** The same for a desired state that is at hand. */
export async function planDesired<A extends ReadApi>(
  desired: Desired,
  against: Against,
  session: Session,
  { open, check }: Preparation<A>,
): Promise<Prepared<A>> {
  checkNames(desired, session);
  const credentials = readCredentials(desired.credentials, session.variables);
  await check(credentials, desired);
  const around = await surroundings(desired, against, session);
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

/** A slip in the name of a variable ends the run before any request. */
export function checkNames({ credentials }: Desired, { variables }: Session): void {
  const slips = checkVariables(variables, Object.values(credentials));
  if (slips.length > 0) throw new ExpectedEnd(exitCode.wrongUsage, slips);
}

/** What the pipeline is handed from outside. */
export async function surroundings(desired: Desired, against: Against, session: Session): Promise<Surroundings> {
  const { catalogue } = await import('../catalogue/catalogue.ts');
  return {
    catalogue,
    toolVersion: session.toolVersion,
    now: session.now,
    // Begun before the first request, since it takes as long as one.
    fingerprint: fingerprintOf(desired, session),
    ...against,
  };
}

async function readAndPlan(desired: Desired, api: ReadApi, around: Surroundings): Promise<Made> {
  const planned = await makePlan(desired, api, around);
  if (planned.kind !== 'failed') return planned;
  throw new ExpectedEnd(exitCodeOfFailures(planned.failures), failureProblems(planned.failures, inFile));
}

/** Where a file says what a failure is about. */
export const inFile = {
  application: 'id and region under `application:`',
  host: 'region or configUrl under `application:`',
};
