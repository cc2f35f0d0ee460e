import type { Level, RowKind } from '../report.ts';

/** How something looks. The words say the same, so that nobody has to see the colour. */
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

/** The word for each level of the verdict. */
export const levels: { readonly [Name in Level]: { readonly word: string; readonly tone: Tone } } = {
  ok: { word: 'OK', tone: 'good' },
  change: { word: 'Changes', tone: 'note' },
  warning: { word: 'Attention', tone: 'care' },
  refused: { word: 'Refused', tone: 'bad' },
  failed: { word: 'Failed', tone: 'bad' },
};
