import { failureText, type Read } from '../../service/interface.ts';
import type { WrittenCall } from '../read-back/read-back.ts';
import type { Resource } from '../resources/resource.ts';
import type { Stop } from './stop.ts';

/** A fresh read for which the approval is still valid, or why the run ends. */
export type Opened<F> =
  | { readonly kind: 'opened'; readonly fresh: F; readonly changedMeanwhile: readonly string[] }
  | { readonly kind: 'stopped'; readonly stop: Stop };

/** Reads a resource before a write and compares the read with the plan. */
export async function openResource<F>(resource: Resource<F>): Promise<Opened<F>> {
  const read = await resource.read();
  return read.kind === 'value' ? compareWithPlan(resource, read.value, []) : stopped(whyUnread(resource, read));
}

/** Compares a read with the plan; `done` are the calls of this step so far, whose work it may show. */
export function compareWithPlan<F>(resource: Resource<F>, fresh: F, done: readonly WrittenCall<F>[]): Opened<F> {
  // The recheck subtracts the run's own writes, so it does not see that someone else overwrote them.
  for (const earlier of done) {
    const seen = resource.visibility(earlier.call, earlier.fresh, fresh);
    if (seen.kind === 'wrong' || seen.kind === 'altered') return stopped({ code: seen.code, message: seen.reason });
  }
  const { differences, changedMeanwhile } = resource.recheck(
    fresh,
    done.map(({ call }) => call),
  );
  return differences.length > 0 ? stopped(stale(differences)) : { kind: 'opened', fresh, changedMeanwhile };
}

/** Why a failed read ends the run. */
export function whyUnread({ name }: { readonly name: string }, read: Exclude<Read<unknown>, { kind: 'value' }>): Stop {
  if (read.kind === 'absent') return stale([`${name} no longer exists`]);
  return { code: read.failure.code, message: failureText(read.failure) };
}

/** Ends a run whose approval is no longer valid. */
export function stale(differences: readonly string[]): Stop {
  const message = `the live application changed since the plan was made: ${differences.join(', ')}; plan again and review what is new`;
  return { code: 'stale', message };
}

function stopped(stop: Stop): { readonly kind: 'stopped'; readonly stop: Stop } {
  return { kind: 'stopped', stop };
}
