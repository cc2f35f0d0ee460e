import { type IsRedacted, makeSnapshot } from '../engine/snapshot/make-snapshot.ts';
import type { Section } from '../model/address.ts';
import type { Snapshot } from '../model/baseline.ts';
import type { Desired } from '../model/desired.ts';
import { type LiveState, resolveClients } from '../model/live.ts';
import type { Secrecy } from '../model/secrecy.ts';
import type { TargetPattern } from '../model/target-pattern.ts';
import { patternIndex } from '../model/target-pattern.ts';
import type { WorkflowContext } from './context.ts';
import { ExpectedEnd } from './ending.ts';
import { fingerprintOf } from './fingerprint.ts';
import { hidingNothing, loadedOrEnd } from './load-file.ts';
import { readWhole } from './open-application.ts';

/** A snapshot, and the values treated as secrets in it. */
export type Taken = { readonly snapshot: Snapshot; readonly secrecy: Secrecy };

/** Reads the whole live application of a file, without any secret. `redact`: further values to hide. */
export async function takeSnapshot(
  file: string,
  redact: readonly TargetPattern[],
  context: WorkflowContext,
): Promise<Taken> {
  const loaded = { file, ...(await loadedOrEnd(file, context, 'left-out')) };
  const digest = fingerprintOf(loaded.desired, context, 'ahead');
  const settled = await readWhole(loaded, context);
  const { live, secrecy, desired } = settled;
  const slips = hidingNothing(desired, settled);
  if (slips.length > 0) throw new ExpectedEnd('invalidFile', slips);
  const { id, region } = desired.application;
  const moment = {
    toolVersion: context.toolVersion,
    application: { id, region },
    readAt: context.now().toISOString(),
    redacted: redact.map(({ text }) => text),
  };
  const snapshot = makeSnapshot(settled, moment, await digest, redactedBy(redact, desired, live));
  return { snapshot, secrecy };
}

/** `--redact` uses aliases; a client without one is named by its id. */
function redactedBy(patterns: readonly TargetPattern[], desired: Desired, live: LiveState): IsRedacted {
  const aliases = new Map(
    resolveClients(desired, live).flatMap((client) =>
      client.kind === 'found' ? [[client.scope.clientId, client.scope.alias]] : [],
    ),
  );
  return (clientId: string | null, section: Section, key: string) => {
    const names = clientId === null ? [null] : [aliases.get(clientId) ?? clientId, clientId];
    return names.some((alias) => patternIndex(patterns).matching({ kind: 'key', alias, section, key }).length > 0);
  };
}
