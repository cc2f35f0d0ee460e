import type { Severity } from '../../model/finding.ts';
import type { Report, RowKind } from '../report/report.ts';

/** How something looks. The words say the same, so that no reader has to see the colour. */
export type Tone = 'good' | 'bad' | 'care' | 'note' | 'plain';

type KindLook = { readonly sign: string; readonly word: string; readonly tone: Tone };

/** The sign and the word for each kind of row. */
export const rowKinds: { readonly [Kind in RowKind]: KindLook } = {
  create: { sign: '+', word: 'create', tone: 'good' },
  update: { sign: '~', word: 'update', tone: 'note' },
  remove: { sign: '−', word: 'remove', tone: 'bad' },
  features: { sign: '~', word: 'features', tone: 'note' },
  pending: { sign: '→', word: 'pending', tone: 'note' },
  drift: { sign: '!', word: 'drift', tone: 'care' },
  both: { sign: '!', word: 'both changed', tone: 'bad' },
  converged: { sign: '=', word: 'converged', tone: 'good' },
  unknown: { sign: '?', word: 'origin unknown', tone: 'care' },
  accepted: { sign: '✓', word: 'accepted', tone: 'plain' },
  missing: { sign: '−', word: 'missing', tone: 'bad' },
  differs: { sign: '≠', word: 'differs', tone: 'care' },
  expected: { sign: '✓', word: 'expected', tone: 'plain' },
  environment: { sign: '✓', word: 'environment', tone: 'plain' },
  'foreign-value': { sign: '!', word: 'foreign value', tone: 'bad' },
  'one-sided': { sign: '≠', word: 'one side only', tone: 'care' },
  same: { sign: '=', word: 'same', tone: 'plain' },
};

/** The tone of a finding. What only a later `apply` would refuse is a thing to know, and no alarm. */
export function severityTones({ kind }: Report): { readonly [Name in Severity]: Tone } {
  const isRefused = kind === 'plan' || kind === 'run';
  return { refuse: isRefused ? 'bad' : 'note', warning: 'care', info: 'note' };
}
