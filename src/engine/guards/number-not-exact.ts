import { inexactKeys } from '../../model/state.ts';
import { refuseReplacing } from '../judging/shared-findings.ts';
import type { Guard } from './guard.ts';

/** The scope has a number that would be rounded when it is written back. */
export const numberNotExact: Guard = {
  code: 'number-not-exact',
  override: 'none',
  rank: 140,
  check: (input) =>
    refuseReplacing(
      input,
      'number-not-exact',
      ({ sections }, section) => inexactKeys(sections[section]),
      'holds a number that would be rounded',
    ),
};
