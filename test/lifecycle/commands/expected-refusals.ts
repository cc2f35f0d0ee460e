import { covers } from './covers.ts';
import { type Asked, type ExpectedChange, expectedChanges, keyNames, resolved } from './expected-changes.ts';
import { classOf, type Known } from './expected-classes.ts';
import { targetOfName } from './wanted.ts';

/** What a plan is made with, besides what is asked. */
export type Circumstances = {
  readonly known: Known;
  /** Whether `--overwrite-drift` is given. */
  readonly overwrites: boolean;
  /** Targets of the protect file. */
  readonly protect: readonly string[];
};

/** The codes of the guards that refuse the plan, by what the story knows. */
export function expectedRefusals(asked: Asked, { known, overwrites, protect }: Circumstances): ReadonlySet<string> {
  const changes = expectedChanges(asked, 'left alone');
  const lost = resolved(asked).filter(
    (one) => one.kind === 'lost' && isLookedAt(asked.only, `clients.${one.client.alias}`),
  );
  const codes = [
    lost.length > 0 && 'client-missing',
    changes.some((change) => isProtected(change, protect)) && 'protected',
    changes.some(({ isSecret, action }) => isSecret && action === 'remove') && 'secret-removed',
    !overwrites && changes.some((change) => isDrifted(change, known)) && 'overwrites-drift',
    asked.only.some((text) => !isThere(asked, text)) && 'only-matches-nothing',
  ];
  return new Set(codes.filter((code) => code !== false));
}

function isProtected(change: ExpectedChange, protect: readonly string[]): boolean {
  return protect.some(
    (target) =>
      covers(target, change.target) || (change.action === 'create' && change.alias !== null && target === change.name),
  );
}

/** Whether live value changed since the baseline where the plan would write. */
function isDrifted(change: ExpectedChange, known: Known): boolean {
  return ['drift', 'both'].includes(classOf(change, known));
}

/** Whether file or live have what `--only` names. */
function isThere(asked: Asked, text: string): boolean {
  const { wanted, live } = asked;
  const keysOf = (alias: string | null, keys: Iterable<string>): readonly string[] =>
    [...keys].map((name) => targetOfName(alias, name));
  const clients = resolved(asked).flatMap((one) => {
    const { alias, scope } = one.client;
    const held = one.kind === 'found' ? keyNames(one.live) : [];
    return [`clients.${alias}`, `clients.${alias}.features`, ...keysOf(alias, [...scope.keys.keys(), ...held])];
  });
  const global = keysOf(null, [...wanted.global.keys.keys(), ...keyNames(live)]);
  return ['global', ...global, ...clients].includes(text);
}

function isLookedAt(only: readonly string[], client: string): boolean {
  return only.length === 0 || only.some((text) => text === client || text.startsWith(`${client}.`));
}
