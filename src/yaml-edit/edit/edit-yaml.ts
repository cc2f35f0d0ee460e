import { type Splice, spliced } from '../write/write-value.ts';
import { type Edit, type PlannedEdit, planEdit, type Refused, refused } from './plan-edit.ts';
import { type MeaningChange, type Parsed, parsed, sameYamlValue, withChanges } from './yaml-value.ts';

/** Changes one thing in a YAML text; see `editParsed`. */
export function editYaml(text: string, edit: Edit): Edited {
  const mark = text.startsWith('\ufeff') ? '\ufeff' : '';
  const before = parsed(text.slice(mark.length));
  if (before === undefined) return refused('the file is not sound YAML');
  const edited = editParsed(before, edit);
  return edited.kind === 'edited' ? { kind: 'edited', text: `${mark}${edited.after.text}` } : edited;
}

type EditedParsed = { readonly kind: 'edited'; readonly after: Parsed } | Refused;

/**
 * Changes one thing in a text by cutting and pasting: all that the edit is not about stays byte for byte. What comes out is
 * read again, and has to say what the text said before but for that one thing; a text of which no way can make that is
 * refused.
 */
export function editParsed(before: Parsed, edit: Edit): EditedParsed {
  const plan = planEdit(before, edit);
  if (plan.kind === 'refused') return plan;
  if (plan.kind === 'said') return { kind: 'edited', after: before };
  for (const attempt of plan.attempts) {
    const splices = attempt();
    const after = splices === undefined ? undefined : soundAfter(before, [plan.change], splices);
    if (after !== undefined) return { kind: 'edited', after };
  }
  return refused(noWay);
}

/** Why a text cannot be edited of which no way makes what is wanted. */
export const noWay = 'the layout of the file does not allow it';

/** The text with the splices; undefined where it does not say what it said before but for the changes. */
export function soundAfter(
  { text, meaning }: Parsed,
  changes: readonly MeaningChange[],
  splices: readonly Splice[],
): Parsed | undefined {
  const wanted = withChanges(meaning, changes);
  for (const made of closings(text, spliced(text, splices))) {
    const after = parsed(made);
    if (after !== undefined && sameYamlValue(after.meaning, wanted)) return after;
  }
  return undefined;
}

// A text without a line break at its end gets none, if it can do without.
function closings(before: string, made: string): readonly string[] {
  return before.endsWith('\n') || !made.endsWith('\n') ? [made] : [made.replace(/\r?\n$/u, ''), made];
}

/** A planned edit with the way that is taken. `group`: a number that it shares with those that go only together with it. */
export type ReadyEdit = { readonly group: number; readonly plan: PlannedEdit; readonly splices: readonly Splice[] };

/**
 * The groups that wait for others, of edits that are all planned on one text: they touch the same part of it, take the last
 * part of a map or list, go into a map that loses a part, or into one that another of them makes.
 */
export function waitingGroups(edits: readonly ReadyEdit[]): ReadonlySet<number> {
  const parts = new Map<unknown, number>();
  const remade = new Set<unknown>();
  const losing = new Set<unknown>(edits.flatMap(({ plan }) => plan.loses ?? []));
  const isLate = ({ loses, gains, remakes }: PlannedEdit): boolean => {
    const lost = (parts.get(loses) ?? 0) + 1;
    if (loses !== null) parts.set(loses, lost);
    const most = loses !== null && 'items' in loses ? Math.max(1, loses.items.length - 1) : lost;
    const isRemade = remakes !== null && remade.has(remakes);
    if (remakes !== null) remade.add(remakes);
    return isRemade || lost > most || losing.has(gains);
  };
  const late = edits.filter(({ plan }) => isLate(plan)).map(({ group }) => group);
  return new Set([...late, ...overlappingGroups(edits)]);
}

function overlappingGroups(edits: readonly ReadyEdit[]): readonly number[] {
  const places = edits.map(({ group, splices }) => ({
    group,
    from: Math.min(...splices.map(({ start }) => start)),
    to: Math.max(...splices.map(({ end }) => end)),
  }));
  let taken = 0;
  return places
    .sort((a, b) => a.from - b.from || a.to - b.to)
    .flatMap(({ group, from, to }) => {
      if (from < taken) return [group];
      taken = to;
      return [];
    });
}

/** The way of an edit that is to be tried first; undefined: there is none. */
export function firstWay({ attempts }: PlannedEdit): readonly Splice[] | undefined {
  for (const attempt of attempts) {
    const splices = attempt();
    if (splices !== undefined) return splices;
  }
  return undefined;
}

/** The outcome of an edit. */
type Edited = { readonly kind: 'edited'; readonly text: string } | Refused;
