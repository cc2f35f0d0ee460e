import { overridableGuards } from '../../core/guards/codes.ts';
import type { RowKind } from '../report.ts';
import { guardHelp } from './guard-help.ts';

/** A rule as SARIF describes it. */
export type Rule = {
  readonly id: string;
  readonly shortDescription: { readonly text: string };
  readonly help: { readonly text: string };
};

/** What is known of a code: of a guard, or of a problem with a file. */
export function findingRule(code: string): Rule {
  const text = guardHelp.get(code);
  if (text === undefined) return rule(code, `Problem: ${code}.`, 'The message says what is wrong and what to do.');
  const override = overridableGuards.includes(code)
    ? ' If it is meant, an entry of `allow` in the file lets it through.'
    : '';
  return rule(code, text, `${text}${override}`);
}

/** The rule of a row: that something differs, and how. */
export function rowRule(kind: RowKind): Rule {
  return rule(
    `change-${kind}`,
    `A change to review: ${kind}.`,
    'Nothing is wrong: this is what the plan or the comparison shows.',
  );
}

function rule(id: string, description: string, help: string): Rule {
  return { id, shortDescription: { text: description }, help: { text: help } };
}
