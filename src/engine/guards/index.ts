// Made by `npm run build` of the files of this folder. Do not edit: a new guard is a new file.
import { ambiguousName } from './ambiguous-name.ts';
import { baselineWithoutFile } from './baseline-without-file.ts';
import { cachedReads } from './cached-reads.ts';
import { callerLosesOwner } from './caller-loses-owner.ts';
import { changedSince } from './changed-since.ts';
import { clientMissing } from './client-missing.ts';
import { damagedSecret } from './damaged-secret.ts';
import { emptyDesiredState } from './empty-desired-state.ts';
import { exclusiveFeature } from './exclusive-feature.ts';
import { expired } from './expired.ts';
import { firstAdoption } from './first-adoption.ts';
import { foundByName } from './found-by-name.ts';
import { globalOnly } from './global-only.ts';
import type { Guard } from './guard.ts';
import { incompleteRead } from './incomplete-read.ts';
import { lastOwner } from './last-owner.ts';
import { maskedValue } from './masked-value.ts';
import { nameTaken } from './name-taken.ts';
import { namesNothing } from './names-nothing.ts';
import { newHost } from './new-host.ts';
import { numberNotExact } from './number-not-exact.ts';
import { onlyMatchesNothing } from './only-matches-nothing.ts';
import { openedToTheWorld } from './opened-to-the-world.ts';
import { overwritesDrift } from './overwrites-drift.ts';
import { policyChanged } from './policy-changed.ts';
import { protectedTarget } from './protected.ts';
import { publishesSecret } from './publishes-secret.ts';
import { redundant } from './redundant.ts';
import { secretInFile } from './secret-in-file.ts';
import { secretInPlainValue } from './secret-in-plain-value.ts';
import { secretRemoved } from './secret-removed.ts';
import { securityLowered } from './security-lowered.ts';
import { shutsCallerOut } from './shuts-caller-out.ts';
import { staleWidget } from './stale-widget.ts';
import { storedOtherwise } from './stored-otherwise.ts';
import { tooManyRemovals } from './too-many-removals.ts';
import { tooManyUpdates } from './too-many-updates.ts';
import { undeclaredRemoval } from './undeclared-removal.ts';
import { unknownFeature } from './unknown-feature.ts';
import { unknownSetting } from './unknown-setting.ts';
import { valueNotAllowed } from './value-not-allowed.ts';
import { vendorManaged } from './vendor-managed.ts';
import { wrongApplication } from './wrong-application.ts';

const known: readonly Guard[] = [
  ambiguousName,
  baselineWithoutFile,
  cachedReads,
  callerLosesOwner,
  changedSince,
  clientMissing,
  damagedSecret,
  emptyDesiredState,
  exclusiveFeature,
  expired,
  firstAdoption,
  foundByName,
  globalOnly,
  incompleteRead,
  lastOwner,
  maskedValue,
  nameTaken,
  namesNothing,
  newHost,
  numberNotExact,
  onlyMatchesNothing,
  openedToTheWorld,
  overwritesDrift,
  policyChanged,
  protectedTarget,
  publishesSecret,
  redundant,
  secretInFile,
  secretInPlainValue,
  secretRemoved,
  securityLowered,
  shutsCallerOut,
  staleWidget,
  storedOtherwise,
  tooManyRemovals,
  tooManyUpdates,
  undeclaredRemoval,
  unknownFeature,
  unknownSetting,
  valueNotAllowed,
  vendorManaged,
  wrongApplication,
];

/** All guards, in the order in which their findings are shown. */
export const guards: readonly Guard[] = known.toSorted((a, b) => a.rank - b.rank);

/** Codes that an entry of `allow` may name. */
export const overridableGuards: readonly string[] = guards
  .filter((guard) => guard.override === 'allow')
  .map((guard) => guard.code);

/** Codes of guards that nothing overrides. */
export const fixedGuards: readonly string[] = guards
  .filter((guard) => guard.override === 'none')
  .map((guard) => guard.code);
