import { createHash } from 'node:crypto';
import { canonicalJson, type Json } from '../model/json.ts';
import type { Plan } from '../model/plan.ts';

type Approved = Pick<Plan, 'formatVersion' | 'application' | 'changes' | 'calls' | 'literals'>;

/** What "the plan you approved" means: `sha256:` over everything that would be done, and nothing of where it was asked. */
export function planDigest({ formatVersion, application, changes, calls, literals }: Approved): string {
  const bound = changes.map(({ source: _source, origin: _origin, ...change }) => change);
  const more = literals === undefined ? {} : { literals };
  const text = canonicalJson(asJson({ formatVersion, application, changes: bound, calls, ...more }));
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}

function asJson(value: unknown): Json {
  return JSON.parse(JSON.stringify(value));
}
