import { clientProperty, propertyOf, thingsKind } from '../../kinds/index.ts';
import type { PropertyValue } from '../../kinds/kind.ts';
import { propertyValueOf } from '../../kinds/kind.ts';
import type { ThingKind } from '../../kinds/table.ts';
import type { Json } from '../../leaf/json.ts';
import type { Section, Target } from '../../model/address.ts';
import type { DriftRow } from '../../model/differences.ts';
import { clientScopeOf, type LiveClient, type LiveState, livePropertyOf } from '../../model/live.ts';
import { isInexact } from '../../model/state.ts';
import { patternIndex, readTarget, type TargetPattern } from '../../model/target-pattern.ts';
import type { RedactedValue } from '../../model/value.ts';

/** The input of absorb: the rows, the targets of `--only`, and the ignored targets. */
type Asked = {
  readonly rows: readonly DriftRow[];
  readonly named: readonly TargetPattern[];
  readonly ignore: readonly TargetPattern[];
  readonly live: LiveState;
};

type Chosen = { readonly wishes: readonly EditRequest[]; readonly leftOut: readonly LeftOut[] };

/** Which rows are to be taken into the files, and why the others are not. */
export function chooseRows(asked: Asked): Chosen {
  const judged = asked.rows
    .map((row) => ({ row, target: readTarget(row.target) }))
    // What live and file agree on is nothing to take over; only a target that is named is reported.
    .filter(({ row, target }) => isNamed(asked, target) || (asked.named.length === 0 && row.class !== 'converged'))
    .map(({ row, target }) => judge(asked, row, target));
  const wishes = judged.flatMap((one) => ('reason' in one ? [] : [one]));
  const leftOut = judged.flatMap((one) => ('reason' in one ? [one] : []));
  return { wishes, leftOut: [...leftOut, ...withoutRow(asked)] };
}

function isNamed({ named }: Asked, target: Target): boolean {
  return patternIndex(named).covering(target).length > 0;
}

function judge(asked: Asked, row: DriftRow, target: Target): EditRequest | LeftOut {
  const reason = whyNot(asked, row, target);
  if (reason !== null) return { target: row.target, reason };
  const live = shownJson(row.live);
  if (target.kind === 'key') {
    const { alias, section, key } = target;
    return { kind: 'key', target: row.target, alias, section, key, live, file: shownJson(row.file) };
  }
  if (target.kind !== 'property') throw new Error(`${row.target} cannot be declared in a file`);
  const { of, alias, property: name } = target;
  const property = propertyOf(thingsKind(of), name);
  const value = property && live !== undefined ? propertyValueOf(property, live) : undefined;
  return { kind: 'property', target: row.target, of, alias, property: name, value: value ?? [] };
}

function shownJson(shown: RedactedValue): Json | undefined {
  return shown.kind === 'value' ? shown.json : undefined;
}

function whyNot(asked: Asked, row: DriftRow, target: Target): string | null {
  if (row.accepted !== null) return `it is accepted until ${row.accepted.until}`;
  if (row.class === 'converged') return 'the file already declares it';
  if (target.kind !== 'key' && target.kind !== 'property') {
    return 'the live application has no such client: remove its block from the file by hand, or find out who deleted it';
  }
  if ([row.live, row.file].some(({ kind }) => kind === 'secret' || kind === 'not-comparable')) {
    return 'it is a secret, and secrets are never written to files';
  }
  return whyNotNow(row, isNamed(asked, target) ? 'named' : 'found') ?? whyNotExact(asked.live, row, target);
}

function whyNotNow(row: DriftRow, by: 'named' | 'found'): string | null {
  switch (row.class) {
    case 'pending':
      return 'it is a pending change: apply it, or revert it in the file';
    case 'both':
      return by === 'named' ? null : 'the file changed too: name it with --only to use the live value';
    case 'unknown':
      return by === 'named'
        ? null
        : 'its origin is unknown (see --baseline): name it with --only to use the live value';
    case 'drift':
    case 'converged':
      return null;
  }
}

/** The read must contain the complete live value. */
function whyNotExact(live: LiveState, { clientId }: DriftRow, target: Target): string | null {
  if (target.kind === 'property') {
    // What a thing of another kind lacks is what an empty value is.
    if (target.of !== 'client') return null;
    const client = clientId === null ? undefined : live.clients.get(clientId);
    return whyNoProperty(client, target.property);
  }
  if (target.kind !== 'key') return null;
  const scope = clientId === null ? live.global : clientScopeOf(live, clientId);
  return isInexact(scope?.sections[target.section].get(target.key)) ? 'it holds a number that would lose digits' : null;
}

function whyNoProperty(client: LiveClient | undefined, name: string): string | null {
  const property = clientProperty(name);
  if (client !== undefined && property !== undefined && livePropertyOf(client, property) !== null) return null;
  return `the service gave no ${property?.type === 'words' ? `list of ${property.noun}` : name}`;
}

/** What was named and does not differ. */
function withoutRow({ rows, named, ignore }: Asked): readonly LeftOut[] {
  const index = patternIndex(named);
  const used = new Set(rows.flatMap(({ target }) => index.covering(readTarget(target))));
  return named
    .filter((pattern) => !used.has(pattern))
    .map(({ text }) => {
      const isIgnored = patternIndex(ignore).covering(readTarget(text)).length > 0;
      const reason = isIgnored
        ? 'the file ignores it'
        : 'the live application matches the file, or no file mentions it';
      return { target: text, reason };
    });
}

/** Something that the files are to say as live has it. */
export type EditRequest = { readonly target: string; readonly alias: string | null } & (
  | {
      readonly kind: 'key';
      readonly section: Section;
      readonly key: string;
      /** undefined: live does not have it. */
      readonly live: Json | undefined;
      readonly file: Json | undefined;
    }
  | { readonly kind: 'property'; readonly of: ThingKind; readonly property: string; readonly value: PropertyValue }
);

/** A row that stays as it is, and why: half a sentence that names no value. */
export type LeftOut = { readonly target: string; readonly reason: string };
