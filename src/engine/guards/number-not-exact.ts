import { refuseReplacing } from '../judging/refuse-replacing.ts';
import type { Guard } from './guard.ts';

/** The scope holds a number that would be rounded on its way through. */
export const numberNotExact: Guard = {
  code: 'number-not-exact',
  override: 'none',
  rank: 140,
  check: (input) =>
    refuseReplacing(
      input,
      'number-not-exact',
      (scope, section) => [...scope.inexact[section]],
      'holds a number that would be rounded',
    ),
};
