import type { ShownValue } from '../core/model/shown-value.ts';
import { shortFingerprint, valueText } from './value-text.ts';

/** A value of a report in a line of text. */
export function shownValueText(value: ShownValue): string {
  switch (value.kind) {
    case 'value':
      return valueText(value.json);
    case 'secret':
      return value.fingerprint === null
        ? '(secret)'
        : `(secret) ${shortFingerprint({ secret: true, fingerprint: value.fingerprint })}`;
    case 'absent':
      return '(absent)';
    case 'not-comparable':
      return '(not comparable)';
    case 'not-managed':
      return '(not managed)';
  }
}
