import { describe, expect, it } from 'vitest';
import { type DecideInput, decide } from '../../src/engine/decide.ts';
import { makePlan } from '../../src/engine/plan-document/make-plan.ts';
import type { Baseline, Origin } from '../../src/model/baseline.ts';
import type { Desired } from '../../src/model/desired.ts';
import { clientsRead, type LiveScope, type LiveState } from '../../src/model/live.ts';
import { type Cell, type HeldCell, heldValues, type ScopeState } from '../../src/model/state.ts';
import { isSecret, type Value } from '../../src/model/value.ts';
import { decideInput } from '../support/arbitraries.ts';
import { aDigest, aMoment } from '../support/builders.ts';
import { sameValues } from '../support/same-values.ts';

const inputs = sameValues(decideInput);

const named = { name: 'git:was', commit: null, missing: null };

/** The file itself as what was last applied. */
function fileAsBaseline(desired: Desired): Baseline {
  return {
    ...named,
    global: desired.global,
    clients: desired.clients,
    ignore: desired.ignore,
    accepted: desired.accept.map(({ target }) => target),
    sensitive: [],
    policy: null,
  };
}

/** What is live as what was last applied. */
function liveAsBaseline(live: LiveState): Baseline {
  const { global } = live;
  return {
    ...named,
    global: global === null ? null : scopeAsRead(global, new Map()),
    clients: new Map(
      clientsRead(live).map(({ id, scope }) => {
        return [id, { id, alias: null, name: null, scope: scopeAsRead(scope, scope.properties) }];
      }),
    ),
    ignore: [],
    accepted: null,
    sensitive: [],
    policy: null,
  };
}

function scopeAsRead({ sections }: LiveScope, properties: ScopeState['properties']): ScopeState {
  const values = (read: ReadonlyMap<string, HeldCell>) =>
    new Map(heldValues(read).map(([key, value]) => [key, valueAsRead(value)] as const));
  return {
    sections: { settings: values(sections.settings), custom: values(sections.custom) },
    whole: { settings: true, custom: true },
    properties,
  };
}

function valueAsRead(value: Value): Cell {
  return isSecret(value)
    ? { kind: 'secret', secret: value, by: 'snapshot' }
    : { kind: 'value', json: value, text: null };
}

function originsWith(input: DecideInput, baseline: Baseline | null): readonly Origin[] {
  const { changes, origins } = decide({ ...input, baseline });
  return changes.map((change) => origins.get(change) ?? 'unknown');
}

describe('the origin of changes', () => {
  it('is one for each change with a baseline, and none without', () => {
    inputs.pairs((input, other) => {
      for (const baseline of [fileAsBaseline(other.desired), liveAsBaseline(other.live)]) {
        const { changes, origins } = decide({ ...input, baseline });
        const judged = [...origins.keys()];
        expect(judged.length).toBe(changes.length);
        expect(judged.every((change, index) => change === changes[index])).toBe(true);
      }
      expect(decide({ ...input, baseline: null }).origins.size).toBe(0);
    });
  });

  it('is never the file when the file is as it was applied', () => {
    inputs.each((input) => {
      const origins = originsWith(input, fileAsBaseline(input.desired));
      expect(origins.filter((origin) => origin === 'pending' || origin === 'both')).toEqual([]);
    });
  });

  it('is never live when live is as it was applied', () => {
    inputs.each((input) => {
      const origins = originsWith(input, liveAsBaseline(input.live));
      expect(origins.filter((origin) => origin === 'drift' || origin === 'both')).toEqual([]);
    });
  });

  it('changes nothing of what would be done', () => {
    inputs.pairs((input, other) => {
      const planOf = (baseline: Baseline | null) => makePlan(decide({ ...input, baseline }), aMoment, aDigest('key'));
      const [without, withOne] = [planOf(null), planOf(fileAsBaseline(other.desired))];
      expect(withOne.digest).toBe(without.digest);
      expect(without.changes.every(({ origin }) => origin === 'unknown')).toBe(true);
    });
  });

  it('makes a plan that only repairs free of limits and of adoption', () => {
    inputs.each((input) => {
      const { changes, origins, findings } = decide({ ...input, baseline: fileAsBaseline(input.desired) });
      if (changes.some((change) => origins.get(change) !== 'drift')) return;
      const codes = findings.map(({ code }) => code);
      for (const code of ['too-many-removals', 'too-many-updates', 'first-adoption']) {
        expect(codes).not.toContain(code);
      }
    });
  });
});
