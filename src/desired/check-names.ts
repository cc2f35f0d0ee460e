import { nearestName } from '../core/model/did-you-mean.ts';
import { maxSuggestions } from './bounds.ts';
import type { Decoding } from './decoding.ts';
import type { Located } from './located.ts';
import { declarationsOf } from './scopes.ts';
import { showName } from './show-name.ts';

/**
 * Notes names of standard settings that are close to one that the catalogue knows. Names are per application, so an
 * unknown one alone says nothing.
 */
export function checkNames(root: Located, { options, notes }: Decoding): void {
  const { facts, names } = options.catalogue;
  const unknown = declarationsOf(root).flatMap(({ target, source }) => {
    const isSetting = target.kind === 'key' && target.section === 'settings';
    return isSetting && facts(target.key) === undefined ? [{ name: target.key, source }] : [];
  });
  // Scopes repeat names: each is searched once.
  const searched = [...new Set(unknown.map(({ name }) => name))].slice(0, maxSuggestions);
  const nearest = new Map(searched.map((name) => [name, nearestName(name, candidates(name, names))]));
  for (const { name, source } of unknown) {
    const close = nearest.get(name);
    if (close === undefined) continue;
    notes.add(
      'similar-name',
      source,
      `${showName(name)} is not a setting that capstan knows`,
      `Did you mean "${close}"?`,
    );
  }
}

// Two edits bring or take two letters at most. Asked first, since it costs a hundredth of a comparison.
function candidates(name: string, known: readonly string[]): readonly string[] {
  const letters = lettersOf(name);
  return known.filter((other) => {
    const others = lettersOf(other);
    return bitCount(letters & ~others) <= 2 && bitCount(others & ~letters) <= 2;
  });
}

function lettersOf(name: string): number {
  let letters = 0;
  for (const letter of name.toLowerCase()) letters |= 1 << (letter.charCodeAt(0) % 31);
  return letters;
}

function bitCount(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}
