import { refuseReplacing } from '../judging/shared-findings.ts';
import type { Guard } from './guard.ts';

/** The service shows a mask, or nothing, where a secret is: written back, the mask would become the secret. */
export const maskedValue: Guard = {
  code: 'masked-value',
  override: 'none',
  rank: 150,
  check: (input) =>
    refuseReplacing(
      input,
      'masked-value',
      (scope, section) =>
        [...scope.sections[section]].flatMap(([key, cell]) =>
          cell.kind === 'secret' && cell.secret.isMasked() ? [key] : [],
        ),
      'is a secret that the service masks or gives as empty',
    ),
};
