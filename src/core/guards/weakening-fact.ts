import type { SettingFacts } from '../model/setting.ts';
import { letsAllThrough } from './allow-list-entries.ts';
import type { Effective } from './effective-value.ts';
import type { Weakening } from './weakening.ts';

/** What would become weaker, as the rest of a sentence that begins with the target. */
export function weakeningFact(found: Weakening, facts: SettingFacts, before: Effective, after: Effective): string {
  const unit = facts.unit === null ? '' : ` ${facts.unit}`;
  switch (found.kind) {
    case 'value':
      return `would be ${shown(after, unit)} instead of ${shown(before, '')}, which is weaker`;
    case 'unknown':
      return `is ${shown(before, unit)} and would go; what counts without it is not documented and may be weaker`;
    case 'gone':
      return 'would be empty or gone, which lifts the check';
    case 'hidden':
      return 'would be a secret, so that nobody can see whether it is weaker (write the value itself, or take it from ${env:NAME})';
    case 'url':
      return `would be a weaker URL (${found.gained.join(', ')})`;
    case 'opened':
      return `would let more through (${found.added.map(shownEntry).join(', ')})`;
  }
}

const origins = { own: '', inherited: ' (inherited)', default: ' (the documented default)' };

function shown(value: Effective, unit: string): string {
  switch (value.kind) {
    case 'unset':
      return 'no value';
    case 'secret':
    case 'not-read':
      return 'a value that is not known';
    case 'value':
      return `${JSON.stringify(value.json)}${unit}${origins[value.from]}`;
  }
}

function shownEntry(entry: string): string {
  return letsAllThrough(entry) ? `${entry}, that is everything` : entry;
}
