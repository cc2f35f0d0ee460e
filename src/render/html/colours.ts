import type { Severity } from '../../model/finding.ts';
import type { Report, RowKind } from '../report/report.ts';

/** The colours of a page by purpose. Every text colour is readable on its backgrounds; a test checks the contrast. */
type Palette = {
  readonly page: string;
  readonly card: string;
  readonly sunken: string;
  readonly line: string;
  readonly ink: string;
  readonly quiet: string;
  readonly link: string;
  readonly goodGround: string;
  readonly good: string;
  readonly badGround: string;
  readonly bad: string;
  readonly careGround: string;
  readonly care: string;
  readonly noteGround: string;
  readonly note: string;
  readonly addedLine: string;
  readonly addedWord: string;
  readonly removedLine: string;
  readonly removedWord: string;
};

export const light: Palette = {
  page: '#f4f5f7',
  card: '#ffffff',
  sunken: '#f7f8fa',
  line: '#d8dde5',
  ink: '#1b2230',
  quiet: '#56606f',
  link: '#1a56b0',
  goodGround: '#e0f4e6',
  good: '#11572c',
  badGround: '#fde7e7',
  bad: '#97191f',
  careGround: '#fdf0cf',
  care: '#6d4700',
  noteGround: '#e4edfb',
  note: '#1b4b94',
  addedLine: '#ecf8ef',
  addedWord: '#bfe8ca',
  removedLine: '#fdf0f0',
  removedWord: '#f9cfd0',
};

export const dark: Palette = {
  page: '#0f131a',
  card: '#161b24',
  sunken: '#1b212c',
  line: '#303a49',
  ink: '#e3e8f0',
  quiet: '#a0abbb',
  link: '#8ab8ff',
  goodGround: '#123322',
  good: '#9be0b3',
  badGround: '#43191d',
  bad: '#ffb3b3',
  careGround: '#3b2e0d',
  care: '#f3d07f',
  noteGround: '#172d4f',
  note: '#a9cbff',
  addedLine: '#12281d',
  addedWord: '#1f5636',
  removedLine: '#2e191d',
  removedWord: '#6a2930',
};

/** Which text colour is used on which background. */
export const readablePairs: readonly (readonly [ink: keyof Palette, ground: keyof Palette])[] = [
  ...(['page', 'card', 'sunken'] as const).flatMap(
    (ground) =>
      [
        ['ink', ground],
        ['quiet', ground],
        ['link', ground],
      ] as const,
  ),
  ['good', 'goodGround'],
  ['bad', 'badGround'],
  ['care', 'careGround'],
  ['note', 'noteGround'],
  ['ink', 'addedLine'],
  ['ink', 'addedWord'],
  ['ink', 'removedLine'],
  ['ink', 'removedWord'],
  ['quiet', 'addedLine'],
  ['quiet', 'removedLine'],
  ['good', 'card'],
  ['bad', 'card'],
  ['care', 'card'],
  ['note', 'card'],
];

/** The palette as custom properties of CSS. */
export function paletteCss(palette: Palette): string {
  return Object.entries(palette)
    .map(([name, colour]) => `--${name}:${colour};`)
    .join('');
}

/** How something looks. The words say the same, so that no reader depends on the colour. */
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

/** The tone of a finding. A refusal that only a later `apply` would make is information, not an alarm. */
export function severityTones({ kind }: Report): { readonly [Name in Severity]: Tone } {
  const isRefused = kind === 'plan' || kind === 'run';
  return { refuse: isRefused ? 'bad' : 'note', warning: 'care', info: 'note' };
}
