import { overridableGuards } from '../../core/guards/codes.ts';
import type { RowKind } from '../report.ts';
import { guardHelp } from './guard-help.ts';

/** A rule as SARIF describes it. GitHub wants all three texts. */
export type Rule = {
  readonly id: string;
  readonly name: string;
  readonly shortDescription: { readonly text: string };
  readonly fullDescription: { readonly text: string };
  readonly help: { readonly text: string };
};

/** What is known of a code: of a guard, or of a problem with a file. */
export function findingRule(code: string): Rule {
  const text = guardHelp.get(code);
  if (text === undefined) {
    const help = 'The message says what is wrong and what to do.';
    return rule(
      'Problem',
      code,
      `Problem: ${code}.`,
      `A problem of the kind ${code}. It has nothing to do with a guard.`,
      help,
    );
  }
  const override = overridableGuards.includes(code)
    ? 'Where it refuses a plan, an entry under `allow:` in the file, with a reason and an end, lets the change through.'
    : 'Where it refuses a plan, no entry overrides it: change the file.';
  return rule(
    'Guard',
    code,
    text,
    `${text} ${override}`,
    `${text} ${override} More is in docs/guards/${code}.md of capstan.`,
  );
}

/** The rule of a row: that something differs, and how. */
export function rowRule(kind: RowKind): Rule {
  return rule(
    'Row',
    `change-${kind}`,
    `A change to review: ${kind}.`,
    `A row of the plan or of the comparison, of the kind ${kind}. Nothing is wrong.`,
    'Nothing is wrong: this is what the plan or the comparison shows.',
  );
}

function rule(family: 'Guard' | 'Problem' | 'Row', id: string, short: string, full: string, help: string): Rule {
  return {
    id,
    name: `${family}${friendlyName(id)}`,
    shortDescription: { text: short },
    fullDescription: { text: full },
    help: { text: help },
  };
}

/** `last-owner` as LastOwner. What SARIF calls a friendly name differs from the id in more than its case. */
function friendlyName(id: string): string {
  const words = id.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
  return words.map((word) => word.replace(/^./u, (letter) => letter.toUpperCase())).join('');
}
