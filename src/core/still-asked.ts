import { diffFeatures } from './diff/diff-features.ts';
import { type DiffRules, diffScope } from './diff/diff-scope.ts';
import { secretKeys } from './diff/secret-keys.ts';
import type { Change } from './model/change.ts';
import type { Desired, DesiredScope, DesiredSection } from './model/desired.ts';
import type { LiveScope, LiveState } from './model/live.ts';
import { resolveClients } from './model/resolved-clients.ts';
import { aliasOf, globalScope, type Scope, type Section } from './model/scope.ts';
import type { Catalogue } from './model/setting.ts';
import { sealed, type Value } from './model/value.ts';
import { type RecordedKey, type Touched, touchedByScope } from './undo/run-changes.ts';

export type StillAskedInput = {
  /** What a file asks for. */
  readonly file: Desired;
  /** What an undo brought back. */
  readonly restored: readonly Touched[];
  /** The live state that the undo was planned on; it tells which clients the file means. */
  readonly live: LiveState;
  readonly catalogue: Catalogue;
  readonly today: string;
};

/** What the file would change of that which an undo brought back: the next apply would take the undo back. */
export function stillAsked(input: StillAskedInput): readonly Change[] {
  const { file, restored, live, catalogue, today } = input;
  const { ignore, accept } = file;
  const isSecretKey = secretKeys(file, catalogue);
  const rows = touchedByScope(restored);
  const rules: DiffRules = { options: live.options, catalogue, ignore, accept, today, isSecretKey };
  const ofClients = resolveClients(file, live).flatMap((client): readonly Change[] => {
    if (client.kind !== 'found') return [];
    const { desired, scope } = client;
    return [...keysAsked(rules, scope, desired, rows.at(scope)), ...featuresAsked(client, rules, live, rows.at(scope))];
  });
  return [...keysAsked(rules, globalScope, file.global, rows.at(globalScope)), ...ofClients];
}

function keysAsked(
  rules: DiffRules,
  scope: Scope,
  desired: DesiredScope,
  restored: readonly Touched[],
): readonly Change[] {
  const keys = restored.flatMap((row) => (row.kind === 'key' ? [row.change] : []));
  const held = (section: Section): ReadonlyMap<string, Value> =>
    new Map(
      ofSection(keys, section).flatMap(({ key, before }) => {
        if (before === undefined) return [];
        return [[key, rules.isSecretKey(aliasOf(scope), section, key) ? sealed(before) : before]];
      }),
    );
  const live: LiveScope = {
    application: '',
    sections: { settings: held('settings'), custom: held('custom') },
    inexact: { settings: new Set(), custom: new Set() },
    inherited: null,
  };
  return diffScope(rules, scope, narrowed(desired, keys), live).changes;
}

function ofSection(keys: readonly RecordedKey[], section: Section): readonly RecordedKey[] {
  return keys.filter((change) => change.section === section);
}

/** The scope with these keys alone. */
function narrowed(scope: DesiredScope, keys: readonly RecordedKey[]): DesiredScope {
  const section = (name: Section): DesiredSection => {
    const names = new Set(ofSection(keys, name).map(({ key }) => key));
    const { written, values, absent } = scope.sections[name];
    const only = <T>(all: ReadonlyMap<string, T>): ReadonlyMap<string, T> =>
      new Map([...all].filter(([key]) => names.has(key)));
    return { written, values: only(values), absent: only(absent) };
  };
  return { unmentioned: scope.unmentioned, sections: { settings: section('settings'), custom: section('custom') } };
}

function featuresAsked(
  { desired, scope }: Extract<ReturnType<typeof resolveClients>[number], { readonly kind: 'found' }>,
  rules: DiffRules,
  live: LiveState,
  restored: readonly Touched[],
): readonly Change[] {
  const client = live.clients.get(scope.clientId);
  return restored.flatMap((row) => {
    if (row.kind !== 'features' || client === undefined) return [];
    const change = diffFeatures(rules, scope, desired, { ...client, features: row.change.before });
    return change === undefined ? [] : [change];
  });
}
