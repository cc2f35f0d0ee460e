import { kindOf } from '../../kinds/index.ts';
import { sameProperty } from '../../kinds/kind.ts';
import {
  clientIdOf,
  formatTarget,
  globalScope,
  keyTarget,
  type Scope,
  type Section,
  scopeId,
  sections,
  type Target,
  type ThingScope,
} from '../../model/address.ts';
import { type Baseline, baselinePropertyOf, baselineValueOf } from '../../model/baseline.ts';
import { changeName, propertyTarget } from '../../model/change.ts';
import { type Desired, type DesiredScope, tombstonesIn, valuesAsked } from '../../model/desired.ts';
import type { DriftRow } from '../../model/differences.ts';
import type { Source } from '../../model/finding.ts';
import { type LiveScope, type LiveState, liveScopeOf } from '../../model/live.ts';
import type { KeyAddress } from '../../model/secrecy.ts';
import type { Catalogue, TypeAt } from '../../model/setting.ts';
import { absentCell, type Cell, heldValue, notComparable } from '../../model/state.ts';
import { patternIndex, type TargetPattern } from '../../model/target-pattern.ts';
import {
  isSecret,
  type RedactedValue,
  type Secret,
  secretAddress,
  sourceLiteral,
  type Value,
} from '../../model/value.ts';
import { compareCells, settledCell } from '../compare/compare-cells.ts';
import { isIgnored } from '../compare/exemptions.ts';
import type { Digest } from '../plan-document/digests.ts';
import type { PlanParts } from '../plan-document/make-plan.ts';

/** The inputs of a drift check. */
export type DriftInput = {
  readonly desired: Desired;
  readonly live: LiveState;
  readonly catalogue: Catalogue;
  /** Narrows the rows to these targets; empty: everything. */
  readonly only: readonly TargetPattern[];
  readonly baseline: Baseline | null;
};

export const absent: RedactedValue = { kind: 'absent' };
export const notComparableValue: RedactedValue = { kind: 'not-comparable' };
export const notManaged: RedactedValue = { kind: 'not-managed' };

/** A value as rows show it; undefined and null are absent. */
export function redactedValue(value: Value | undefined, address: KeyAddress, digest: Digest): RedactedValue {
  if (value === undefined || value === null) return absent;
  return isSecret(value) ? redactedSecret(value, address, digest) : { kind: 'value', json: value };
}

/** A baseline value, as rows show it. */
export function redactedBaseline(said: Cell | undefined, address: KeyAddress, digest: Digest): RedactedValue {
  switch (said?.kind) {
    case 'value':
      return { kind: 'value', json: sourceLiteral(said) };
    case 'secret':
      return said.secret === null ? notComparableValue : redactedSecret(said.secret, address, digest);
    case 'absent':
      return absent;
    case 'not-comparable':
      return notComparableValue;
    case undefined:
      return notManaged;
  }
}

function redactedSecret(secret: Secret, { clientId, section, key }: KeyAddress, digest: Digest): RedactedValue {
  return { kind: 'secret', fingerprint: secret.fingerprint(digest, secretAddress(clientId, section, key)) };
}

/** A row for each address where the live application and the file agree, and the baseline differs. */
export function convergedRows(input: DriftInput, parts: PlanParts, digest: Digest): readonly DriftRow[] {
  const { baseline } = input;
  if (baseline === null) return [];
  const differing = new Set(parts.changes.map(changeName));
  const isCompared = (target: Target): boolean => !differing.has(formatTarget(target)) && isLookedAt(input, target);
  const ofThings = parts.things.flatMap(({ scope, desired, live }) =>
    live === null ? [] : convergedProperties(baseline, scope, desired.scope, isCompared),
  );
  const ofScopes = declaredScopes(input, parts).flatMap(({ scope, desired, live }) => {
    const keys = keysOf(desired).filter(({ section, key }) => isCompared(keyTarget(scope, section, key)));
    const rows = keys.flatMap((key) => convergedKey(parts.typeAt, baseline, { scope, live, ...key }, digest));
    if (scope.kind === 'global') return rows;
    return [...rows, ...convergedProperties(baseline, scope, desired, isCompared)];
  });
  return [...ofScopes, ...ofThings];
}

function isLookedAt({ only, desired }: DriftInput, target: Target): boolean {
  const isWanted = only.length === 0 || patternIndex(only).covering(target).length > 0;
  return isWanted && !isIgnored(desired, target);
}

type Declared = {
  readonly scope: Scope;
  readonly desired: DesiredScope;
  readonly live: LiveScope;
};

function declaredScopes({ desired }: DriftInput, { live, clients }: PlanParts): readonly Declared[] {
  const global = desired.global === null ? [] : [{ scope: globalScope, desired: desired.global }];
  const found = clients.flatMap((client) =>
    client.kind === 'found' ? [{ scope: client.scope, desired: client.desired.scope }] : [],
  );
  return [...global, ...found].flatMap((declared) =>
    [liveScopeOf(live, declared.scope)].filter((own) => own !== undefined).map((own) => ({ ...declared, live: own })),
  );
}

type DeclaredKey = { readonly section: Section; readonly key: string; readonly source: Source };

function keysOf(desired: DesiredScope): readonly DeclaredKey[] {
  return sections.flatMap((section) => {
    const cells = desired.sections[section];
    const compared = valuesAsked(cells).filter(([, cell]) => isComparable(cell));
    return [...compared, ...tombstonesIn(cells)].map(([key, { source }]) => ({ section, key, source }));
  });
}

function isComparable(cell: Cell): boolean {
  return cell.kind !== 'not-comparable' && !(cell.kind === 'secret' && cell.secret === null);
}

function convergedKey(
  typeAt: TypeAt,
  baseline: Baseline,
  place: DeclaredKey & { readonly scope: Scope; readonly live: LiveScope },
  digest: Digest,
): readonly DriftRow[] {
  const { scope, section, key, source } = place;
  const cell = place.live.sections[section].get(key) ?? absentCell;
  const now = heldValue(cell);
  const said = baselineValueOf(baseline, scope, section, key);
  if (said === undefined) return [];
  const type = typeAt(scope, section, key);
  const then = settledCell(section, type, said, now);
  if (compareCells(type, then ?? notComparable, cell) !== 'differs') return [];
  const address = { clientId: scopeId(scope), section, key };
  const shown = redactedValue(now, address, digest);
  return [
    {
      target: formatTarget(keyTarget(scope, section, key)),
      clientId: address.clientId,
      class: 'converged',
      baseline: redactedBaseline(then ?? said, address, digest),
      live: shown,
      file: shown,
      source,
      accepted: null,
    },
  ];
}

function convergedProperties(
  baseline: Baseline,
  scope: ThingScope,
  { properties }: Pick<DesiredScope, 'properties'>,
  isCompared: (target: Target) => boolean,
): readonly DriftRow[] {
  return kindOf(scope).properties.flatMap((property): readonly DriftRow[] => {
    const asked = properties.get(property.name);
    const then = baselinePropertyOf(baseline, scope, property.name);
    const target = propertyTarget(scope, property);
    if (asked === undefined || then === undefined || !isCompared(target)) return [];
    if (sameProperty(property, then, asked.value)) return [];
    const now = { kind: 'value', json: asked.value } as const;
    return [
      {
        target: formatTarget(target),
        clientId: clientIdOf(scope),
        class: 'converged',
        baseline: { kind: 'value', json: then },
        live: now,
        file: now,
        source: asked.source,
        accepted: null,
      },
    ];
  });
}
